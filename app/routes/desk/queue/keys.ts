import { useNavigate, useSubmit } from '@remix-run/react'
import { useEffect } from 'react'
import { isTyped, useShortcuts } from '../../../components/desk-keys.ts'

/** The queue without a mouse: j and k walk the rows, Enter opens, a assigns, m takes, r replies, u shows the urgent, / searches. */
export function useQueueKeys(formKey: string) {
  const on = useShortcuts()
  const navigate = useNavigate()
  const submit = useSubmit()

  useEffect(() => {
    if (!on) return
    const act: Record<string, (row: HTMLElement | null) => void> = {
      j: (row) => focusRow(row, 1),
      k: (row) => focusRow(row, -1),
      '/': () => document.querySelector<HTMLElement>('.find input')?.focus(),
      a: (row) => {
        const link = row?.querySelector<HTMLElement>('a.assign')
        if (link) link.click()
        else if (row) navigate(`${urlOf(row)}?do=assign`)
      },
      r: (row) => row && navigate(`${urlOf(row)}#message-body`),
      u: () => navigate(location.search.includes('view=urgent') ? '/desk/queue' : '/desk/queue?view=urgent'),
      m: (row) => {
        if (row?.dataset.mayTake === undefined) return
        const then = location.pathname + location.search
        submit({ action: 'take', key: `${formKey}.take`, then }, { method: 'post', action: urlOf(row) })
      },
    }
    const listen = (event: KeyboardEvent) => {
      const from = event.target instanceof HTMLElement ? event.target : null
      if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event)) return
      const key = { ArrowDown: 'j', ArrowUp: 'k' }[event.key] ?? event.key
      if (!act[key]) return
      event.preventDefault()
      act[key](from?.closest<HTMLElement>('.row') ?? null)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on, navigate, submit, formKey])
}

function urlOf(row: HTMLElement) {
  return `/desk/t/${row.dataset.ticket}`
}

function focusRow(row: HTMLElement | null, step: number) {
  const titles = [...document.querySelectorAll<HTMLElement>('.row-title')]
  const at = titles.findIndex((title) => row?.contains(title))
  titles[at === -1 ? 0 : Math.min(titles.length - 1, Math.max(0, at + step))]?.focus()
}
