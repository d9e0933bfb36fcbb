import { useFetcher } from '@remix-run/react'
import { type FormEvent, useRef } from 'react'
import type { KnownThings } from './known.tsx'

/** Asks, while a title is being written, what it may be about; until then what the page knew. */
export function useKnown(found: KnownThings | null) {
  const { load, data } = useFetcher<KnownThings | null>()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  return {
    things: data === undefined ? found : data,
    ask: (event: FormEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget
      clearTimeout(timer.current)
      timer.current = setTimeout(() => load(`/tickets/known?${new URLSearchParams({ title: value })}`), 400)
    },
  }
}
