import type { Effect } from '../domain/decision.ts'
import type { Actor, Ticket } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { offer, screenshot } from './schema/offer.ts'

type Offering = Extract<Effect, { effect: 'offer' }>

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
  await tx.insert(screenshot).values(pictures.map(({ file, shows }, place) => ({ ...of, fileId: file, place, shows })))
}
