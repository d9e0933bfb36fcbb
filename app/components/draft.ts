import { useEffect, useRef } from 'react'

/**
 * Keeps what is being written in this browser until it is sent. `name` is one box of one ticket; a new
 * `formKey` means that the server has taken the last sending, so its draft is thrown away.
 */
export function useDraft(name: string, formKey: string) {
  const box = useRef<HTMLTextAreaElement>(null)
  const place = `draft:${name}`

  useEffect(() => {
    const kept = readDraft(place)
    if (kept?.sentWith && kept.sentWith !== formKey) localStorage.removeItem(place)
    else if (kept && box.current) box.current.value = together(kept.text, box.current.value)
  }, [place, formKey])

  return {
    box,
    keep: () => writeDraft(place, { text: box.current?.value ?? '' }),
    markSent: () => writeDraft(place, { text: box.current?.value ?? '', sentWith: formKey }),
  }
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
