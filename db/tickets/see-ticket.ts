import { eq } from 'drizzle-orm'
import { isWatcher } from '../../domain/duty.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import { announceToUs } from '../announce.ts'
import { findTicket } from '../change-ticket.ts'
import type { House } from '../house.ts'
import { ticket as table } from '../schema/ticket.ts'
import { recordOccurrence } from './record-occurrence.ts'
import { lockTicket } from './ticket-facts.ts'

/**
 * Puts on record that a watcher has seen a new ticket (R009): nobody need be alarmed of it. The stage stays. Whoever
 * says it after somebody else changes nothing. Refuses strangers, who is no watcher, and a ticket that is not new.
 */
export function seeTicket(
  house: House,
  { number, actor, sourceKey, now }: { number: number; actor: Actor; sourceKey: string; now: Temporal.Instant },
): Promise<'now' | 'before' | Refusal> {
  return house.db.transaction(async (tx) => {
    if (actor.kind !== 'staff') return refuse('no_such_ticket')
    const ticketId = await findTicket(tx, actor, number)
    const ticket = ticketId && (await lockTicket(tx, ticketId))
    if (!ticket) return refuse('no_such_ticket')
    if (!isWatcher(actor.roles)) return refuse('not_yours_to_do')
    if (ticket.seenAt !== null) return 'before'
    if (ticket.stage !== 'new') return refuse('not_possible_now')
    await tx.update(table).set({ seenAt: now, updatedAt: now }).where(eq(table.id, ticket.id))
    await recordOccurrence(tx, ticket, { action: 'seen', by: actor, sourceKey, body: {}, now })
    await announceToUs(tx, ticket.id)
    return 'now'
  })
}
