import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Resolution, Stage } from '../../domain/stage.ts'
import type { IssueType } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { insertRows } from '../postgres/insert-rows.ts'
import { outgoingMail, replyAddress, threadId } from '../schema/mail.ts'
import { person } from '../schema/person.ts'
import { participant, ticket } from '../schema/ticket.ts'

/** What a reply address was made for. `holds` while it has not expired and its owner is active. */
export type HeldGrant = {
  personId: string
  ticketId: string
  purpose: 'reply' | 'note' | 'decide' | 'confirm'
  round: number | null
  approvalId: string | null
  mailId: string | null
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
    rows.map(({ grant: { tokenHash, personId, ticketId, purpose, round, approvalId, mailId, expiresAt }, active }) => [
      tokenHash,
      {
        personId,
        ticketId,
        purpose,
        round,
        approvalId,
        mailId,
        holds: active && Temporal.Instant.compare(now, expiresAt) < 0,
      },
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
  pmId: string | null
  developerId: string | null
  stage: Stage
  resolution: Resolution | null
  closedAt: Temporal.Instant | null
  mergedIntoId: string | null
  updatedAt: Temporal.Instant
}

/** Tickets that a mail may mean, by what it says of them. */
export type Hints = { ticketIds: string[]; messageIds: string[]; outgoingIds: string[]; number: number | null }

export type Hinted = TicketSketch & { messageIds: string[]; outgoingIds: string[] }

/** The tickets behind the hints, each with the hints that led there; the oldest first. Says nothing about rights. */
export const findHinted = gathered<Hints, Hinted[]>(async (tx, asked) => {
  const rows = await readHinted(tx, {
    ticketIds: asked.flatMap(({ ticketIds }) => ticketIds),
    messageIds: [...new Set(asked.flatMap(({ messageIds }) => messageIds))],
    outgoingIds: asked.flatMap(({ outgoingIds }) => outgoingIds),
    numbers: asked.flatMap(({ number }) => number ?? []),
  })
  return asked.map((hints) => rows.flatMap((row) => hintedBy(hints, row)))
})

/** The ticket as these hints alone find it. */
function hintedBy({ ticketIds, messageIds, outgoingIds, number }: Hints, row: Hinted): Hinted[] {
  const own = {
    messageIds: row.messageIds.filter((id) => messageIds.includes(id)),
    outgoingIds: row.outgoingIds.filter((id) => outgoingIds.includes(id)),
  }
  const isMeant =
    own.messageIds.length + own.outgoingIds.length > 0 || ticketIds.includes(row.id) || row.number === number
  return isMeant ? [{ ...row, ...own }] : []
}

type AllHints = Omit<Hints, 'number'> & { numbers: number[] }

function readHinted(tx: Tx | Db, { ticketIds, messageIds, outgoingIds, numbers }: AllHints): Promise<Hinted[]> {
  const byMail = sql`select ${threadId.ticketId} from ${threadId} where ${threadId.messageId} = any(${sql.param(messageIds)}::text[])`
  const byOurs = sql`select ${outgoingMail.ticketId} from ${outgoingMail} where ${outgoingMail.id} = any(${sql.param(outgoingIds)}::uuid[])`
  const byNumber = sql`select numbered.id from ${ticket} numbered where numbered.number = any(${sql.param(numbers)}::int[])`
  return tx
    .select({
      ...sketch,
      messageIds: sql<string[]>`array(select ${threadId.messageId} from ${threadId}
        where ${threadId.ticketId} = ${ticketColumn} and ${threadId.messageId} = any(${sql.param(messageIds)}::text[]))`,
      outgoingIds: sql<string[]>`array(select ${outgoingMail.id} from ${outgoingMail}
        where ${outgoingMail.ticketId} = ${ticketColumn} and ${outgoingMail.id} = any(${sql.param(outgoingIds)}::uuid[]))`,
    })
    .from(ticket)
    .where(
      // One list of ids, so that each way is by its index: ways joined by OR would read every ticket.
      sql`${ticket.id} in (${byMail} union all ${byOurs} union all ${byNumber} union all select unnest(${sql.param(ticketIds)}::uuid[]))`,
    )
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
  ...{ issueType: ticket.issueType, pmId: ticket.pmId, developerId: ticket.developerId },
  stage: ticket.stage,
  resolution: ticket.resolution,
  closedAt: ticket.closedAt,
  mergedIntoId: ticket.mergedIntoId,
  updatedAt: ticket.updatedAt,
}

/** Ties Message-IDs to a ticket, so that whatever answers them, or is answered by them, finds it. */
export async function rememberIds(
  tx: Tx,
  { id, companyId }: { id: string; companyId: string },
  messageIds: string[],
  at: Temporal.Instant,
): Promise<void> {
  if (messageIds.length === 0) return
  await insertIds(
    tx,
    messageIds.map((messageId) => ({ messageId, ticketId: id, companyId, at })),
  )
}

const insertIds = gathered<(typeof threadId.$inferInsert)[], void>(async (tx, asked) => {
  await insertRows(tx, threadId, asked.flat(), 'on conflict do nothing')
  return asked.map(() => undefined)
})

/** Contacts who get the words of a ticket from now on; at most ten come to a ticket by being copied (mail §3). */
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

/** A letter of ours that came back, and whether that is news: a server may say it again, and so may anybody it was sent to. */
export type CameBack = { letter: typeof outgoingMail.$inferSelect; isNews: boolean }

/** Writes down what a server said of a letter of ours after it had taken it; null when it is not one of ours. */
export async function noteUndelivered(
  tx: Tx,
  outgoingId: string,
  { delivery, serverSaid }: { delivery: 'bounced' | 'failed' | null; serverSaid: string },
): Promise<CameBack | null> {
  const own = eq(outgoingMail.id, outgoingId)
  const [before] = await tx.select({ delivery: outgoingMail.delivery }).from(outgoingMail).where(own).for('update')
  const [letter] = await tx
    .update(outgoingMail)
    .set({ serverSaid, ...(delivery && { delivery }) })
    .where(own)
    .returning()
  if (!before || !letter) return null
  return { letter, isNews: delivery !== null && before.delivery !== 'bounced' && before.delivery !== 'failed' }
}
