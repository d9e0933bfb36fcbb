import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/**
 * Asks for the page's data again when the server says that something changed, and when the reader comes back
 * to the tab. `url` is null where there is nothing to listen to. A tab that nobody looks at listens to nothing:
 * browsers allow only a few connections to one host. However fast changes follow each other, each is shown soon: what
 * comes while data is on its way is asked for once it has arrived.
 */
export function useLive(url: string | null) {
  const { revalidate, state } = useRevalidator()
  const asking = useRef(false)
  useEffect(() => {
    asking.current = state !== 'idle'
  }, [state])
  useEffect(() => {
    if (url === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let events: EventSource | undefined
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        if (asking.current) refresh()
        else revalidate()
      }, 150)
    }
    const listen = () => {
      events = new EventSource(url)
      events.addEventListener('message', refresh)
    }
    const stop = () => {
      clearTimeout(timer)
      timer = undefined
      events?.close()
    }
    const turn = () => {
      stop()
      if (document.visibilityState !== 'visible') return
      listen()
      refresh()
    }
    if (document.visibilityState === 'visible') listen()
    document.addEventListener('visibilitychange', turn)
    return () => {
      stop()
      document.removeEventListener('visibilitychange', turn)
    }
  }, [url, revalidate])
}
