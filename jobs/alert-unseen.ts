import { markTicket } from '../db/tickets/mark-ticket.ts'
import { findUnseen, unseenKey } from '../db/tickets/unseen.ts'
import { lettersOn } from '../domain/notify.ts'
import type { Timer } from './timer.ts'

/** Alarms the team, once, of a new ticket that nobody has seen or taken for too long (R009). */
export const alertUnseen: Timer = async function* (house, { asOf }) {
  for (const { ticketId, number, since } of await findUnseen(house.db, asOf)) {
    const marked = await markTicket(house, {
      ticketId,
      action: 'alarm',
      sourceKey: unseenKey,
      body: { because: 'unseen', since: since.toString() },
      at: asOf,
      tell: ({ stage, seenAt }) => (stage === 'new' && seenAt === null ? lettersOn('alarm') : null),
      write: null,
    })
    if (marked) yield { done: 'alarmed', ticket: number, at: asOf.toString(), because: 'unseen' }
  }
}
