import { and, asc, desc, eq } from 'drizzle-orm'
import type { Effect } from '../../domain/decision.ts'
import type { PictureShows } from '../../domain/offer.ts'
import type { Actor, Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { offer, screenshot } from '../schema/offer.ts'
import { person } from '../schema/person.ts'
import { file } from '../schema/thread.ts'
import { ticket as table } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

type Offering = Extract<Effect, { effect: 'offer' }>

/** A round as it was offered: what was done, how to try it and where, and its pictures in their order (R027). */
export type ShownOffer = {
  round: number
  summary: string
  steps: string[]
  url: string
  noPicturesReason: string | null
  by: { id: string; name: string }
  at: Temporal.Instant
  pictures: { file: string; name: string; shows: PictureShows | null }[]
}

/** The fix that was offered last on a ticket this actor may see; null when none was, and to strangers. */
export function readOffer(house: House, actor: Actor, number: number): Promise<ShownOffer | null> {
  return scoped(house.db, actor, async (tx) => {
    const [found] = await tx
      .select({
        ticketId: offer.ticketId,
        round: offer.round,
        summary: offer.summary,
        steps: offer.steps,
        url: offer.url,
        noPicturesReason: offer.noScreenshotsReason,
        by: { id: person.id, name: person.name },
        at: offer.offeredAt,
      })
      .from(offer)
      .innerJoin(table, eq(table.id, offer.ticketId))
      .innerJoin(person, eq(person.id, offer.offeredBy))
      .where(eq(table.number, number))
      .orderBy(desc(offer.round))
      .limit(1)
    if (!found) return null
    const { ticketId, ...shown } = found
    return { ...shown, pictures: await readPicturesOf(tx, ticketId, shown.round) }
  })
}

function readPicturesOf(tx: Tx, ticketId: string, round: number) {
  return tx
    .select({ file: file.id, name: file.name, shows: screenshot.shows })
    .from(screenshot)
    .innerJoin(file, eq(file.id, screenshot.fileId))
    .where(and(eq(screenshot.ticketId, ticketId), eq(screenshot.round, round)))
    .orderBy(asc(screenshot.place))
}

/** Writes down a round: what is offered for testing, how to test it, and its pictures (R027). */
export async function writeOffer(
  tx: Tx,
  ticket: Pick<Ticket, 'id' | 'companyId'>,
  { round, summary, steps, url, pictures, noPicturesReason }: Offering,
  { actor, now }: { actor: Actor; now: Temporal.Instant },
): Promise<void> {
  if (actor.kind !== 'staff') throw new Error(`Round ${round} of ticket ${ticket.id} was offered by nobody of us.`)
  const of = { ticketId: ticket.id, companyId: ticket.companyId, round }
  await tx.insert(offer).values({
    ...of,
    ...{ summary, steps, url, noScreenshotsReason: noPicturesReason },
    offeredBy: actor.id,
    offeredAt: now,
  })
  if (pictures.length === 0) return
  await tx
    .insert(screenshot)
    .values(pictures.map(({ file: fileId, shows }, place) => ({ ...of, fileId, place, shows })))
}
