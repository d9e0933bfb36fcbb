import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Contact, Staff } from '../../domain/ticket.ts'
import { announce } from '../announce.ts'
import { findTicket } from '../change-ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { membership } from '../schema/membership.ts'
import { person } from '../schema/person.ts'
import { event, participant, ticket } from '../schema/ticket.ts'

/** Who is to hear of a ticket, or no more; by whom, and how they asked for it. */
export type Widening = {
  number: number
  actor: Contact | Staff
  personId: string
  sourceKey: string
  now: Temporal.Instant
}

/**
 * Has a colleague hear of a ticket from now on, and history tell so. Whoever may see the ticket may add somebody of
 * the same company; twice is once. Refuses strangers and people of elsewhere.
 */
export function addParticipant(house: House, asked: Widening): Promise<null | Refusal> {
  return house.db.transaction(async (tx) => {
    const found = await locked(tx, asked)
    if (!found) return refuse('no_such_ticket')
    const { id: ticketId, companyId } = found
    const colleague = await colleagueOf(tx, companyId, asked.personId)
    if (!colleague) return refuse('no_such_person')
    const added = await tx
      .insert(participant)
      .values({ ticketId, companyId, personId: colleague.id, addedAt: asked.now })
      .onConflictDoNothing()
      .returning({ id: participant.personId })
    return added.length === 0 ? null : record(tx, asked, found, { added: colleague.name })
  })
}

/**
 * Has a colleague hear of a ticket no more. Whoever asked for help always hears of it: they take no part, it is
 * theirs. Refuses strangers and people who take no part.
 */
export function removeParticipant(house: House, asked: Widening): Promise<null | Refusal> {
  return house.db.transaction(async (tx) => {
    const found = await locked(tx, asked)
    if (!found) return refuse('no_such_ticket')
    if (!isId(asked.personId)) return refuse('no_such_person')
    const [gone] = await tx
      .delete(participant)
      .where(and(eq(participant.ticketId, found.id), eq(participant.personId, asked.personId)))
      .returning({ id: participant.personId })
    if (!gone) return refuse('no_such_person')
    const [who] = await tx.select({ name: person.name }).from(person).where(eq(person.id, gone.id))
    return record(tx, asked, found, { removed: who?.name ?? '' })
  })
}

type Found = Pick<typeof ticket.$inferSelect, 'id' | 'companyId' | 'stage'>

async function locked(tx: Tx, { actor, number }: Widening): Promise<Found | undefined> {
  const ticketId = await findTicket(tx, actor, number)
  if (!ticketId) return undefined
  const [row] = await tx
    .select({ id: ticket.id, companyId: ticket.companyId, stage: ticket.stage })
    .from(ticket)
    .where(eq(ticket.id, ticketId))
    .for('no key update')
  return row
}

async function colleagueOf(tx: Tx, companyId: string, personId: string) {
  if (!isId(personId)) return undefined
  const [colleague] = await tx
    .select({ id: person.id, name: person.name })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(and(eq(membership.companyId, companyId), eq(membership.personId, personId)))
  return colleague
}

async function record(
  tx: Tx,
  { actor, sourceKey, now }: Widening,
  { id: ticketId, companyId, stage }: Found,
  body: Record<string, string>,
): Promise<null> {
  await tx
    .insert(event)
    .values({
      ...{ ticketId, companyId, action: 'participants', fromStage: stage, toStage: stage },
      ...{ actorKind: actor.kind, actorId: actor.id, channel: 'web', proof: 'session', sourceKey, body, at: now },
    })
    .onConflictDoNothing()
  await announce(tx, ticketId)
  return null
}

function isId(personId: string): boolean {
  return z.uuid().safeParse(personId).success
}
