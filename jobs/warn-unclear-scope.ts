import { markTicket } from '../db/tickets/mark-ticket.ts'
import { findUnclear, unclearKey } from '../db/work/unclear-scope.ts'
import type { Timer } from './timer.ts'

/** Tells the support lead, once, of urgent work that began an hour ago and whose scope nobody confirmed (R024). */
export const warnUnclearScope: Timer = async function* (house, { asOf }) {
  for (const { ticketId, number, since } of await findUnclear(house.db, asOf)) {
    const marked = await markTicket(house, {
      ticketId,
      action: 'warn',
      sourceKey: unclearKey(since),
      body: { because: 'unclear_scope', since: since.toString() },
      at: asOf,
      tell: ({ stage, scopeClearAt }) =>
        stage === 'in_development' && scopeClearAt === null ? [{ letter: 'alarm', to: 'support_lead' }] : null,
      write: null,
    })
    if (marked) yield { done: 'warned', ticket: number, at: asOf.toString(), because: 'unclear_scope' }
  }
}
