import { useNavigate } from '@remix-run/react'
import { createContext, startTransition, useContext, useEffect, useRef, useState } from 'react'
import type { DeskLink } from './side-nav.tsx'

/** What the keys opened: the palette, or the list of keys. */
export type Opened = 'palette' | 'keys'

const Shortcuts = createContext(true)
export const ShortcutsProvider = Shortcuts.Provider

/** Whether the reader wants single keys to do something (WCAG 2.1.4). */
export function useShortcuts(): boolean {
  return useContext(Shortcuts)
}

/**
 * Whether a key belongs to a field or to an open dialog. A dialog that has just closed keeps the focus until the page
 * is drawn anew; what is pressed in that moment is meant for the page.
 */
export function isTyped({ target }: KeyboardEvent): boolean {
  if (!(target instanceof Element) || target.closest('dialog:not([open])')) return false
  return target.closest('input, textarea, select, dialog') !== null
}

/** Moments are counted from the opening of the page, so that 0 would be a moment like any other. */
const never = Number.NEGATIVE_INFINITY

const places: Partial<Record<string, DeskLink['place']>> = { q: 'queue', m: 'mine', d: 'dev', s: 'staging' }

/**
 * Ctrl K opens the palette everywhere; ? the list of keys, r the reply of the ticket that is on the page, and g with a
 * second letter goes to a place of the desk.
 */
export function useDeskKeys({ shortcuts, links }: { shortcuts: boolean; links: DeskLink[] }) {
  const [opened, change] = useState<Opened | null>(null)
  const navigate = useNavigate()
  // Kept beyond the effect: the page may be drawn anew between the two letters.
  const goes = useRef(never)
  useEffect(() => {
    // Not at once: its chunk has to come first, and a page that is still waking up may not be interrupted.
    const open = (what: Opened) => startTransition(() => change(what))
    const listen = (event: KeyboardEvent) => {
      const { key } = event
      if (event.ctrlKey || event.metaKey || event.altKey) {
        if (key !== 'k' || event.altKey) return
        event.preventDefault()
        open('palette')
      } else if (shortcuts && !isTyped(event)) {
        const place = event.timeStamp - goes.current < 1_500 ? places[key] : undefined
        goes.current = key === 'g' ? event.timeStamp : never
        if (key === '?') open('keys')
        const reply = key === 'r' && document.getElementById('message-body')
        if (reply) {
          event.preventDefault()
          reply.focus()
        }
        if (!place || !links.some((link) => link.place === place)) return
        // The page under it has letters of its own.
        event.stopImmediatePropagation()
        navigate(`/desk/${place}`)
      }
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [shortcuts, links, navigate])
  return { opened, close: () => change(null) }
}
