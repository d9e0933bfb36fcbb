import type { LoaderFunctionArgs } from '@remix-run/node'
import { watchTickets } from '../../../db/ticket-changes.ts'
import { readActor } from '../../actor.server.ts'

/** Proxies cut a connection on which nothing is said; a comment now and then keeps it. */
const heartbeatMs = 25_000

/**
 * GET /events: server-sent events, one for each ticket that changes and that this person may see. It says which ticket
 * and which version, and nothing of what is in it. To nobody it answers 204, after which a browser asks no more.
 */
export async function loader({ request, context: { house }, context }: LoaderFunctionArgs) {
  const reader = await readActor(request, context)
  if (!reader) return new Response(null, { status: 204 })
  const { sessionToken } = reader
  let close = () => {}
  const body = new ReadableStream<Uint8Array>({
    async start(stream) {
      const write = (text: string) => stream.enqueue(new TextEncoder().encode(text))
      const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs)
      const stop = await watchTickets(house, {
        sessionToken,
        tell: (change) => write(`data: ${JSON.stringify(change)}\n\n`),
        end: () => close(),
      })
      close = () => {
        close = () => {}
        clearInterval(heartbeat)
        stop()
        stream.close()
      }
      if (request.signal.aborted) return close()
      request.signal.addEventListener('abort', () => close())
      write('retry: 3000\n\n')
    },
    cancel: () => close(),
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      // Some proxies gather answers before they send them on, unless told otherwise.
      'X-Accel-Buffering': 'no',
    },
  })
}
