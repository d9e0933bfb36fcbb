import { useLocation, useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { markLine } from './line.ts'

/** A browser gives up on what answers with anything but a stream; we ask again, at longer and longer intervals. */
const firstRetryMs = 3_000
const lastRetryMs = 120_000

/**
 * Asks for the page's data again when the server says that something changed, and for what was missed once a lost
 * line is back or the reader returns to the tab. `url` is null where there is nothing to listen to. A tab that nobody
 * looks at listens to nothing: browsers allow only a few connections to one host. However fast changes follow each
 * other, each is shown soon: what comes while data is on its way is asked for once it has arrived. While the line is
 * cut nothing is asked for: the answer would be a fault in place of the page.
 */
export function useLive(url: string | null) {
  const { revalidate } = useRevalidator()
  const { key } = useLocation()
  const shown = useRef(key)
  useEffect(() => {
    shown.current = key
  }, [key])
  useEffect(() => {
    if (url === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let events: EventSource | undefined
    let wait = firstRetryMs
    let missed = false
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        // Asking anew would cut short what a form has just led to, and what it tells once would be told to nobody.
        if (isOnItsWay(shown.current)) refresh()
        else revalidate()
      }, 150)
    }
    const listen = () => {
      const source = new EventSource(url)
      events = source
      source.onmessage = refresh
      source.onopen = () => {
        markLine('heard')
        wait = firstRetryMs
        if (missed) refresh()
        missed = false
      }
      source.onerror = () => {
        markLine('cut')
        missed = true
        if (source.readyState !== source.CLOSED) return
        retry = setTimeout(listen, wait)
        wait = Math.min(wait * 2, lastRetryMs)
      }
    }
    const stop = () => {
      clearTimeout(timer)
      clearTimeout(retry)
      timer = undefined
      events?.close()
    }
    const turn = () => {
      stop()
      if (document.visibilityState === 'visible') listen()
      else missed = true
    }
    // A line that slept, or a network that changed, is found out sooner here than by the browser.
    const again = () => {
      missed = true
      turn()
    }
    if (document.visibilityState === 'visible') listen()
    document.addEventListener('visibilitychange', turn)
    window.addEventListener('online', again)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', turn)
      window.removeEventListener('online', again)
    }
  }, [url, revalidate])
}

/**
 * Whether data is being fetched, or has come but is not drawn yet. The router itself is asked: what React was told of
 * it is drawn when there is time, which on a busy machine is after the answer to a form has come and gone.
 */
function isOnItsWay(shownKey: string): boolean {
  const { navigation, revalidation, location } = window.__remixRouter.state
  return navigation.state !== 'idle' || revalidation !== 'idle' || location.key !== shownKey
}
