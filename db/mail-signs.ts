import { asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Resolution, Stage } from '../domain/stage.ts'
import type { IssueType } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { outgoingMail, replyAddress, threadId } from './schema/mail.ts'
import { person } from './schema/person.ts'
import { participant, ticket } from './schema/ticket.ts'

/** What a reply address was made for. `holds` while it has not expired and its owner is active. */
export type HeldGrant = {
  personId: string
  ticketId: string
  purpose: 'reply' | 'note' | 'decide'
  round: number | null
  holds: boolean
}

/** The grants behind these token hashes, by hash. */
export async function findGrants(tx: Tx, hashes: string[], now: Temporal.Instant): Promise<Map<string, HeldGrant>> {
  if (hashes.length === 0) return new Map()
  const rows = await tx
    .select({ grant: replyAddress, active: person.active })
    .from(replyAddress)
    .innerJoin(person, eq(person.id, replyAddress.personId))
    .where(inArray(replyAddress.tokenHash, hashes))
  return new Map(
    rows.map(({ grant: { tokenHash, personId, ticketId, purpose, round, expiresAt }, active }) => [
      tokenHash,
      { personId, ticketId, purpose, round, holds: active && Temporal.Instant.compare(now, expiresAt) < 0 },
    ]),
  )
}

/** A ticket as far as a mail asks whether it belongs there. */
export type TicketSketch = {
  id: string
  number: number
  companyId: string
  requesterId: string
  participantIds: string[]
  issueType: IssueType | null
  stage: Stage
  resolution: Resolution | null
  closedAt: Temporal.Instant | null
  mergedIntoId: string | null
  updatedAt: Temporal.Instant
}

/** Tickets that a mail may mean, by what it says of them. */
export type Hints = { ticketIds: string[]; messageIds: string[]; outgoingIds: string[]; number: number | null }

/** The tickets behind the hints, each with the hints that led there; the oldest first. Says nothing about rights. */
export async function findHinted(
  tx: Tx,
  hints: Hints,
): Promise<(TicketSketch & { messageIds: string[]; outgoingIds: string[] })[]> {
  const { ticketIds, messageIds, outgoingIds, number } = hints
  const byMail =
    messageIds.length > 0
      ? tx.select({ id: threadId.ticketId }).from(threadId).where(inArray(threadId.messageId, messageIds))
      : null
  const byOurs =
    outgoingIds.length > 0
      ? tx.select({ id: outgoingMail.ticketId }).from(outgoingMail).where(inArray(outgoingMail.id, outgoingIds))
      : null
  const ways = [
    ...(ticketIds.length > 0 ? [inArray(ticket.id, ticketIds)] : []),
    ...(byMail ? [inArray(ticket.id, byMail)] : []),
    ...(byOurs ? [inArray(ticket.id, byOurs)] : []),
    ...(number === null ? [] : [eq(ticket.number, number)]),
  ]
  if (ways.length === 0) return []
  return tx
    .select({
      ...sketch,
      messageIds: listOrEmpty(
        messageIds,
        sql`select ${threadId.messageId} from ${threadId} where ${threadId.ticketId} = ${ticketColumn} and ${inArray(threadId.messageId, messageIds)}`,
      ),
      outgoingIds: listOrEmpty(
        outgoingIds,
        sql`select ${outgoingMail.id} from ${outgoingMail} where ${outgoingMail.ticketId} = ${ticketColumn} and ${inArray(outgoingMail.id, outgoingIds)}`,
      ),
    })
    .from(ticket)
    .where(or(...ways))
    .orderBy(asc(ticket.createdAt), asc(ticket.id))
}

/** One ticket, by its id or its number. */
export async function sketchTicket(tx: Tx, wanted: { id: string } | { number: number }): Promise<TicketSketch | null> {
  const [row] = await tx
    .select(sketch)
    .from(ticket)
    .where('id' in wanted ? eq(ticket.id, wanted.id) : eq(ticket.number, wanted.number))
  return row ?? null
}

// Spelt out, because drizzle leaves the table's name away where a query has one table.
const ticketColumn = sql.raw('"ticket"."id"')

const sketch = {
  id: ticket.id,
  number: ticket.number,
  companyId: ticket.companyId,
  requesterId: ticket.requesterId,
  participantIds: sql<
    string[]
  >`array(select ${participant.personId} from ${participant} where ${participant.ticketId} = ${ticketColumn})`,
  issueType: ticket.issueType,
  stage: ticket.stage,
  resolution: ticket.resolution,
  closedAt: ticket.closedAt,
  mergedIntoId: ticket.mergedIntoId,
  updatedAt: ticket.updatedAt,
}

function listOrEmpty(wanted: string[], query: ReturnType<typeof sql>) {
  return wanted.length > 0 ? sql<string[]>`array(${query})` : sql<string[]>`'{}'::text[]`
}

/** Ties Message-IDs to a ticket, so that whatever answers them, or is answered by them, finds it. */
export async function rememberIds(
  tx: Tx,
  { id, companyId }: { id: string; companyId: string },
  messageIds: string[],
  at: Temporal.Instant,
): Promise<void> {
  if (messageIds.length === 0) return
  await tx
    .insert(threadId)
    .values(messageIds.map((messageId) => ({ messageId, ticketId: id, companyId, at })))
    .onConflictDoNothing()
}

/** Contacts who get the words of a ticket from now on; at most ten come to a ticket by being copied (mail.md §3). */
export async function joinTicket(
  tx: Tx,
  { id, companyId, requesterId, participantIds }: TicketSketch,
  people: string[],
  now: Temporal.Instant,
): Promise<void> {
  const room = Math.max(0, 10 - participantIds.length)
  const rows = people
    .filter((personId) => personId !== requesterId && !participantIds.includes(personId))
    .slice(0, room)
  if (rows.length === 0) return
  await tx
    .insert(participant)
    .values(rows.map((personId) => ({ ticketId: id, companyId, personId, addedAt: now })))
    .onConflictDoNothing()
}

/** Writes down what a server said of a letter of ours after it had taken it; null when it is not one of ours. */
export async function noteUndelivered(
  tx: Tx,
  outgoingId: string,
  { delivery, serverSaid }: { delivery: 'bounced' | 'failed' | null; serverSaid: string },
): Promise<typeof outgoingMail.$inferSelect | null> {
  const [row] = await tx
    .update(outgoingMail)
    .set({ serverSaid, ...(delivery && { delivery }) })
    .where(eq(outgoingMail.id, outgoingId))
    .returning()
  return row ?? null
}
