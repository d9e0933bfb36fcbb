import { Form } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../../../components/button.tsx'
import { type Option, SelectField } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { useWords } from '../../../words/use-words.ts'

/** Who may be given a ticket, and where to come back to. */
export type AssignProps = { managers: Option[]; here: string; formKey: string }

/** Lets the links that assign open a panel where they stand. Without JavaScript they lead to the ticket's own form. */
export function useAssign() {
  const panel = useRef<HTMLDivElement>(null)
  const [number, choose] = useState<number | null>(null)

  useEffect(() => {
    const open = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a.assign') : null
      const row = link?.closest<HTMLElement>('.row')
      if (!link || !row || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      flushSync(() => choose(Number(row.dataset.ticket)))
      panel.current?.showPopover({ source: link })
      panel.current?.querySelector('select')?.focus()
    }
    // Before the link's own listener, which would follow it.
    document.addEventListener('click', open, { capture: true })
    return () => document.removeEventListener('click', open, { capture: true })
  }, [])

  return { panel, number, close: () => panel.current?.hidePopover() }
}

type AssignPanelProps = AssignProps & { assign: ReturnType<typeof useAssign> }

/** One panel for all rows. POST /desk/t/:number `action=assign`, `pm`, `then`. */
export function AssignPanel({ managers, here, formKey, assign }: AssignPanelProps) {
  const words = useWords()
  const { panel, number, close } = assign
  return (
    <div popover="auto" className="popover assign-panel" ref={panel}>
      {number !== null && (
        <Form method="post" action={`/desk/t/${number}`} onSubmit={close} preventScrollReset key={number}>
          <FormKey action="assign" formKey={formKey} />
          <input type="hidden" name="then" value={here} />
          <SelectField name="pm" label={words.queue.assignTo(number)} options={managers} />
          <Button look="primary">{words.queue.assign}</Button>
        </Form>
      )}
    </div>
  )
}
