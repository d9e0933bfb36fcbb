import { useEffect, useState } from 'react'

/** What this page knows of its line to the server. */
const line = { cut: false }

/** Says that the server can be heard again, or not any more. */
export function markLine(state: 'heard' | 'cut') {
  line.cut = state === 'cut'
}

/**
 * Keeps a form where it is while the server cannot be reached, with all that is written in it. Answers whether one was
 * kept back. A line that seems cut is tried before a form is held.
 */
export function useHeldForms(): boolean {
  const [held, hold] = useState(false)
  useEffect(() => {
    const knock = async (form: HTMLFormElement, button: HTMLElement | null) => {
      const there = await fetch('/healthz', { cache: 'no-store' }).then(
        ({ ok }) => ok,
        () => false,
      )
      hold(!there)
      if (!there) return
      line.cut = false
      form.requestSubmit(button)
    }
    const stop = (event: SubmitEvent) => {
      const { target: form, submitter } = event
      if (!(form instanceof HTMLFormElement) || (navigator.onLine && !line.cut)) return hold(false)
      event.preventDefault()
      event.stopPropagation()
      knock(form, submitter)
    }
    // On the window, so that it is asked before the page's own forms are.
    window.addEventListener('submit', stop, true)
    return () => window.removeEventListener('submit', stop, true)
  }, [])
  return held
}
