import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { FreedBecause } from '../../domain/staging.ts'
import type { SlotFacts, Ticket } from '../../domain/ticket.ts'
import { announce } from '../announce.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { promiseLetters } from '../letters/recipients.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { event, participant, ticket } from '../schema/ticket.ts'

/** The place on staging that a ticket holds, or its place in the line for one; null when it has neither (R031). */
export async function readSlot(tx: Tx, ticketId: string): Promise<SlotFacts | null> {
  const [row] = await tx
    .select({
      appId: slot.appId,
      joinedAt: slot.joinedAt,
      id: slot.id,
      environment: stagingEnvironment.name,
      url: stagingEnvironment.url,
    })
    .from(slot)
    .leftJoin(stagingEnvironment, eq(stagingEnvironment.id, slot.environmentId))
    .where(and(eq(slot.ticketId, ticketId), isNull(slot.freedAt)))
  if (!row) return null
  if (row.environment !== null && row.url !== null) return { environment: row.environment, url: row.url, waiting: null }
  const ahead = await tx.$count(slot, and(waits(row.appId), isBefore(row)))
  return { environment: null, url: null, waiting: ahead + 1 }
}

/** Whether an app has a place on staging that nobody holds, and keeps others from taking it before the caller does. */
export async function hasFreeSlot(tx: Tx, appId: string): Promise<boolean> {
  await lockStaging(tx, appId)
  return (await freePlaces(tx, appId)).length > 0
}

/** Joins the line for staging, or takes a free place at once. A ticket that has its place already keeps it. */
export async function joinSlotLine(
  tx: Tx,
  house: House,
  { ticket: of, now }: { ticket: Ticket; now: Temporal.Instant },
) {
  if (of.appId === null) return
  await lockStaging(tx, of.appId)
  await tx
    .insert(slot)
    .values({ companyId: of.companyId, appId: of.appId, ticketId: of.id, joinedAt: now })
    .onConflictDoNothing()
  await handOut(tx, house, { appId: of.appId, now, tell: (taker) => taker !== of.id })
}

/**
 * Gives up a place on staging, or in the line for one, and hands what is free now to the next in line, whose PM is
 * told; all in the transaction of whatever made it free (R031).
 */
export async function freeSlot(
  tx: Tx,
  house: House,
  given: { ticketId: string; because: FreedBecause; codeLeft: boolean; now: Temporal.Instant },
): Promise<void> {
  const { ticketId, because, codeLeft, now } = given
  const [held] = await tx
    .select({ id: slot.id, appId: slot.appId })
    .from(slot)
    .where(and(eq(slot.ticketId, ticketId), isNull(slot.freedAt)))
  if (!held) return
  await lockStaging(tx, held.appId)
  await tx
    .update(slot)
    .set({ freedAt: now, freedBecause: because, codeLeft })
    .where(and(eq(slot.id, held.id), isNull(slot.freedAt)))
  await handOut(tx, house, { appId: held.appId, now, tell: () => true })
}

/** One at a time may hand out places of an app; always taken after the lock of the ticket. */
export async function lockStaging(tx: Tx, appId: string): Promise<void> {
  await tx
    .select({ id: stagingEnvironment.id })
    .from(stagingEnvironment)
    .where(eq(stagingEnvironment.appId, appId))
    .orderBy(asc(stagingEnvironment.id))
    .for('no key update')
}

/** Hands every free place to the first who waits, until no place or nobody is left. Needs the lock of staging. */
export async function handOut(
  tx: Tx,
  house: House,
  { appId, now, tell }: { appId: string; now: Temporal.Instant; tell: (ticketId: string) => boolean },
): Promise<void> {
  const places = await freePlaces(tx, appId)
  const waiting = await tx
    .select({ id: slot.id, ticketId: slot.ticketId })
    .from(slot)
    .where(waits(appId))
    .orderBy(asc(slot.joinedAt), asc(slot.id))
    .limit(places.length)
  for (const [at, next] of waiting.entries()) {
    const place = places[at]
    if (!place) return
    await tx
      .update(slot)
      .set({ ...place, takenAt: now })
      .where(eq(slot.id, next.id))
    await tellOf(tx, house, { ticketId: next.ticketId, slotId: next.id, now, mail: tell(next.ticketId) })
  }
}

async function freePlaces(tx: Tx, appId: string): Promise<{ environmentId: string; place: number }[]> {
  const places = sql<number>`places.place`
  const held = sql`exists (select from ${slot} where ${slot.environmentId} = ${stagingEnvironment.id}
    and ${slot.place} = places.place and ${slot.freedAt} is null)`
  return tx
    .select({ environmentId: stagingEnvironment.id, place: places })
    .from(stagingEnvironment)
    .innerJoin(sql`generate_series(1, ${stagingEnvironment.capacity}) as places(place)`, sql`true`)
    .where(and(eq(stagingEnvironment.appId, appId), isNull(stagingEnvironment.retiredAt), sql`not ${held}`))
    .orderBy(asc(stagingEnvironment.name), asc(places))
}

/** The history of the taker tells it; so does a letter to its PM, unless they are at it right now. */
async function tellOf(
  tx: Tx,
  house: House,
  { ticketId, slotId, now, mail }: { ticketId: string; slotId: string; now: Temporal.Instant; mail: boolean },
) {
  const [taker] = await tx.select().from(ticket).where(eq(ticket.id, ticketId))
  if (!taker) return
  const [told] = await tx
    .insert(event)
    .values({
      ...{ ticketId, companyId: taker.companyId, action: 'slot_taken', fromStage: taker.stage, toStage: taker.stage },
      ...{ actorKind: 'system', channel: 'job', proof: 'job', sourceKey: `slot/${slotId}`, body: {}, at: now },
    })
    .returning({ id: event.id })
  await announce(tx, ticketId)
  if (!mail || !told) return
  const people = await tx
    .select({ id: participant.personId })
    .from(participant)
    .where(eq(participant.ticketId, ticketId))
  await promiseLetters(tx, house, {
    promises: [{ letter: 'slot_free', to: 'pm' }],
    ticket: { ...taker, participantIds: people.map(({ id }) => id) },
    actor: { kind: 'system' },
    cause: { eventId: told.id, threadMessageId: null, now },
  })
}

const waits = (appId: string) => and(eq(slot.appId, appId), isNull(slot.freedAt), isNull(slot.takenAt))

function isBefore({ joinedAt, id }: { joinedAt: Temporal.Instant; id: string }) {
  const at = sql`${joinedAt.toString()}::timestamptz`
  return or(lt(slot.joinedAt, at), and(eq(slot.joinedAt, at), lt(slot.id, id)))
}
