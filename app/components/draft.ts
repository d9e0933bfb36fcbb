import { useEffect, useRef } from 'react'

/**
 * Keeps what is being written in this browser until the server has taken it: until a page with a new `formKey` tells
 * that something was done. Where nothing is told the session was over or the line was cut, and the words come back.
 * `name` is one box of one ticket.
 */
export function useDraft(name: string, formKey: string) {
  const box = useRef<HTMLTextAreaElement>(null)
  const place = `draft:${name}`

  useEffect(() => {
    const kept = readDraft(place)
    const isTaken = kept?.sentWith && kept.sentWith !== formKey && document.querySelector('.flash:not(.problem)')
    if (isTaken) localStorage.removeItem(place)
    else if (kept && box.current) {
      box.current.value = together(kept.text, box.current.value)
      writeDraft(place, { text: kept.text })
    }
  }, [place, formKey])

  return {
    box,
    keep: () => writeDraft(place, { text: box.current?.value ?? '' }),
    markSent: () => writeDraft(place, { text: box.current?.value ?? '', sentWith: formKey }),
  }
}

/** Throws away what was sent from a page that is no longer there, once another tells that it was taken. */
export function forgetSent() {
  const places = Object.keys(localStorage).filter((place) => place.startsWith('draft:'))
  for (const place of places) if (readDraft(place)?.sentWith) localStorage.removeItem(place)
}

/** What was being written, and behind it what the page puts into the box: a saved reply, or the same words again. */
function together(written: string, put: string): string {
  return written.includes(put) ? written : `${written}\n\n${put}`
}

type Draft = { text: string; sentWith?: string }

function readDraft(place: string): Draft | null {
  const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
  if (typeof kept !== 'object' || kept === null || !('text' in kept) || typeof kept.text !== 'string') return null
  return 'sentWith' in kept && typeof kept.sentWith === 'string'
    ? { text: kept.text, sentWith: kept.sentWith }
    : { text: kept.text }
}

function writeDraft(place: string, draft: Draft) {
  if (draft.text === '') localStorage.removeItem(place)
  else localStorage.setItem(place, JSON.stringify(draft))
}
