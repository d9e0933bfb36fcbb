import { and, asc, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { PausedSpan, Silence } from '../../domain/clock.ts'
import type { Db, Tx } from '../client.ts'
import { outgoingMail } from '../schema/mail.ts'
import { message } from '../schema/thread.ts'
import { event } from '../schema/ticket.ts'

/**
 * For many tickets at once: the silence since the last word of our people was delivered (R030), with the holds and
 * merges that stopped it. A ticket is missing when a contact spoke last, or when the word reached nobody or bounced.
 */
export async function readSilences(tx: Tx | Db, ticketIds: string[]): Promise<Map<string, Silence>> {
  if (ticketIds.length === 0) return new Map()
  const deliveries = await readDeliveries(tx, ticketIds)
  if (deliveries.size === 0) return new Map()
  const holds = await readHolds(tx, [...deliveries.keys()])
  return new Map(
    [...deliveries].map(([ticketId, since]) => [
      ticketId,
      { since, held: heldSince(since, holds.get(ticketId) ?? []) },
    ]),
  )
}

/** Mail kept for want of an SMTP server counts as delivered. */
async function readDeliveries(tx: Tx | Db, ticketIds: string[]): Promise<Map<string, Temporal.Instant>> {
  const last = tx
    .selectDistinctOn([message.ticketId], {
      id: message.id,
      ticketId: message.ticketId,
      authorKind: message.authorKind,
    })
    .from(message)
    .where(
      and(inArray(message.ticketId, ticketIds), eq(message.visibility, 'public'), ne(message.authorKind, 'system')),
    )
    .orderBy(message.ticketId, desc(message.at), desc(message.id))
    .as('last')
  const rows = await tx
    .select({
      ticketId: last.ticketId,
      at: sql`max(${outgoingMail.deliveredAt}) filter (where ${outgoingMail.delivery} in ('sent', 'kept'))`.mapWith(
        (at: string | null) => (at === null ? null : Temporal.Instant.from(at)),
      ),
      lost: sql<boolean>`bool_or(${outgoingMail.delivery} in ('bounced', 'failed'))`,
    })
    .from(last)
    .innerJoin(outgoingMail, eq(outgoingMail.threadMessageId, last.id))
    .where(eq(last.authorKind, 'staff'))
    .groupBy(last.ticketId)
  return new Map(rows.flatMap(({ ticketId, at, lost }) => (at && !lost ? [[ticketId, at] as const] : [])))
}

/** What stops the silence, and what lets it go on. */
const stops = [
  ['hold', 'unhold'],
  ['merge', 'unmerge'],
] as const

type Hold = { ticketId: string; action: string; at: Temporal.Instant }

async function readHolds(tx: Tx | Db, ticketIds: string[]): Promise<Map<string, Hold[]>> {
  const rows = await tx
    .select({ ticketId: event.ticketId, action: event.action, at: event.at })
    .from(event)
    .where(and(inArray(event.ticketId, ticketIds), inArray(event.action, stops.flat())))
    .orderBy(asc(event.at), asc(event.id))
  return Map.groupBy(rows, ({ ticketId }) => ticketId)
}

/** The stretches on hold or merged after a moment, in order; the last is open while it goes on. */
function heldSince(since: Temporal.Instant, holds: Hold[]): PausedSpan[] {
  const later = holds.filter(({ at }) => Temporal.Instant.compare(at, since) >= 0)
  const spans = stops.flatMap((pair) => {
    const ofPair = later.filter(({ action }) => pair.some((one) => one === action))
    return ofPair.flatMap(({ action, at }, place) =>
      action === pair[0] ? [{ from: at, to: ofPair[place + 1]?.at ?? null }] : [],
    )
  })
  return spans.toSorted((one, other) => Temporal.Instant.compare(one.from, other.from))
}
