import { findDueSoon } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import type { Timer } from './timer.ts'

/** Warns once, when three quarters of a window are used: the PM, or whoever is on duty while there is none. */
export const warnDueSoon: Timer = async function* (house, { asOf }) {
  for (const { clockId, kind, dueAt, ticketId, number } of await findDueSoon(house.db, asOf)) {
    const marked = await markTicket(house, {
      ticketId,
      action: 'warn',
      sourceKey: `warn:${clockId}`,
      body: { because: 'due_soon', clock: kind, due_at: dueAt.toString() },
      at: asOf,
      tell: ({ pmId }) => [{ letter: 'alarm', to: pmId === null ? 'duty' : 'pm' }],
      write: { clockId, set: 'warnedAt' },
    })
    if (marked) yield { done: 'warned', ticket: number, at: asOf.toString(), because: kind }
  }
}
