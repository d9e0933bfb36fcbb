import { findBreached } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import type { Timer } from './timer.ts'

/** Puts every missed promise on record at the moment it was missed, however late the worker looks (R13). */
export const recordBreaches: Timer = async function* (house, { asOf }) {
  for (const { clockId, kind, dueAt, ticketId, number } of await findBreached(house.db, asOf)) {
    const marked = await markTicket(house, {
      ticketId,
      action: 'breach',
      sourceKey: `breach:${clockId}`,
      body: { clock: kind },
      at: dueAt,
      tell: () => [],
      write: { clockId, set: 'breachedAt' },
    })
    if (marked) yield { done: 'breached', ticket: number, at: dueAt.toString(), because: kind }
  }
}
