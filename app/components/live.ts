import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/**
 * Asks for the page's data again when the server says that something changed, and when the reader comes back
 * to the tab. `url` is null where there is nothing to listen to. A tab that nobody looks at listens to nothing:
 * browsers allow only a few connections to one host.
 */
export function useLive(url: string | null) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (url === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let events: EventSource | undefined
    const refresh = () => {
      clearTimeout(timer)
      timer = setTimeout(revalidate, 150)
    }
    const listen = () => {
      events = new EventSource(url)
      events.addEventListener('message', refresh)
    }
    const stop = () => {
      clearTimeout(timer)
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
