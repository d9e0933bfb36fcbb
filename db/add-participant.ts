import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Refusal, refuse } from '../domain/refusal.ts'
import type { Contact } from '../domain/ticket.ts'
import { announce } from './announce.ts'
import { findTicket } from './change-ticket.ts'
import type { House } from './house.ts'
import { membership } from './schema/membership.ts'
import { participant, ticket } from './schema/ticket.ts'

/**
 * Has a colleague hear of a ticket from now on. Whoever may see the ticket may add somebody of the same company; twice
 * is once. Refuses strangers and people of elsewhere.
 */
export function addParticipant(
  house: House,
  { number, actor, personId, now }: { number: number; actor: Contact; personId: string; now: Temporal.Instant },
): Promise<null | Refusal> {
  return house.db.transaction(async (tx) => {
    const ticketId = await findTicket(tx, actor, number)
    if (!ticketId) return refuse('no_such_ticket')
    if (!z.uuid().safeParse(personId).success) return refuse('no_such_person')
    const [colleague] = await tx
      .select({ companyId: ticket.companyId })
      .from(ticket)
      .innerJoin(membership, and(eq(membership.companyId, ticket.companyId), eq(membership.personId, personId)))
      .where(eq(ticket.id, ticketId))
    if (!colleague) return refuse('no_such_person')
    await tx
      .insert(participant)
      .values({ ticketId, companyId: colleague.companyId, personId, addedAt: now })
      .onConflictDoNothing()
    await announce(tx, ticketId)
    return null
  })
}
