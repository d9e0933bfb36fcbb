import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/**
 * Asks for the page's data again when the server says that something changed, and when the reader comes back
 * to the tab. `url` is null where there is nothing to listen to.
 */
export function useLive(url: string | null) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (url === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(revalidate, 150)
    }
    const events = new EventSource(url)
    events.addEventListener('message', refresh)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearTimeout(timer)
      events.close()
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [url, revalidate])
}
