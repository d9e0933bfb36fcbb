import { readEvents } from '../../../db/tickets/events.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { notFound, numberIn, reads, refusesMethod, respondWithJson } from './call.server.ts'
import { eventJson } from './ticket-json.server.ts'

/** GET /api/v1/tickets/{number}/events */
export const loader = reads(async (call) => {
  const number = numberIn(call)
  if (number === null) return notFound()
  const events = await readEvents(call.house, call.actor, number)
  return isRefusal(events) ? events : respondWithJson({ items: events.map(eventJson) })
})

export const action = refusesMethod('GET')
