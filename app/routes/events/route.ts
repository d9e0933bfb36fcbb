import type { LoaderFunctionArgs } from '@remix-run/node'
import { watchTickets } from '../../../db/tickets/ticket-changes.ts'
import { readActor } from '../../actor.server.ts'

/** Whoever has more pages open than may listen at once takes turns, and no faster than this. */
const giveWayMs = 60_000

/** Proxies cut a connection on which nothing is said; a comment now and then keeps it. */
const heartbeatMs = 25_000

/**
 * GET /events: server-sent events, one for each ticket that changes and that this person may see, and for one of us who
 * is at `ticket` also when a colleague writes there. It says which ticket and which version, and nothing of what is in
 * it. It answers once it listens. To nobody it answers 204, after which a browser asks no more.
 */
export async function loader({ request, context: { house }, context }: LoaderFunctionArgs) {
  const reader = await readActor(request, context)
  if (!reader) return new Response(null, { status: 204 })
  const { sessionToken } = reader
  let close = () => {}
  const opened = Promise.withResolvers<ReadableStreamDefaultController<Uint8Array>>()
  const body = new ReadableStream<Uint8Array>({ start: opened.resolve, cancel: () => close() })
  const stream = await opened.promise
  const write = (text: string) => stream.enqueue(new TextEncoder().encode(text))
  const stop = await watchTickets(house, {
    sessionToken,
    personId: reader.actor.id,
    at: Number(new URL(request.url).searchParams.get('ticket')),
    tell: (change) => write(`data: ${JSON.stringify(change)}\n\n`),
    end: () => close(),
    giveWay: () => {
      write(`retry: ${giveWayMs}\n\n`)
      close()
    },
  })
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs)
  close = () => {
    close = () => {}
    clearInterval(heartbeat)
    stop()
    stream.close()
  }
  write('retry: 3000\n\n')
  if (request.signal.aborted) close()
  else request.signal.addEventListener('abort', () => close())
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      // Some proxies gather answers before they send them on, unless told otherwise.
      'X-Accel-Buffering': 'no',
    },
  })
}
