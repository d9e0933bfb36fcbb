import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { notFound, numberIn, reads, refusesMethod, respondWithJson } from './call.server.ts'
import { ticketJson } from './ticket-json.server.ts'

/** GET /api/v1/tickets/{number} */
export const loader = reads(async (call) => {
  const number = numberIn(call)
  if (number === null) return notFound()
  const page = await readTicketPage(call.house, { ...call, number })
  return isRefusal(page) ? page : respondWithJson(await ticketJson(call, page))
})

export const action = refusesMethod('GET')
