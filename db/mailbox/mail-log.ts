import { and, desc, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import type { House } from '../house.ts'
import { mailWithoutTokens } from '../letters/redact-mail.ts'
import { deliveries, fates, inboundMail, outgoingMail } from '../schema/mail.ts'
import { ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'
import { containing, searched } from '../search.ts'
import { crowdOf } from './held-flood.ts'
import { type ListedMail, lineOfCame, lineOfWent, type MailFate, readOfCame, readOfWent } from './mail-line.ts'
import { readRawOf } from './raw-mail.ts'

export type MailFilter = {
  direction?: 'in' | 'out' | undefined
  fate?: MailFate | undefined
  /** What did not arrive, or may not have. */
  failed?: boolean | undefined
  ticket?: number | undefined
  q?: string | undefined
  /** Only the held mails of this crowd, or none of these. */
  crowd?: string | undefined
  withoutCrowds?: string[] | undefined
  limit: number
  cursor?: string | undefined
}

export type MailList = { items: ListedMail[]; next: string | null }

/** A page of the mail log, both directions in one order, newest first. For staff. */
export async function listMail(house: House, staff: Staff, filter: MailFilter): Promise<MailList | Refusal> {
  const both = await searched(house.db, staff, (tx) => Promise.all([listIn(tx, filter), listOut(tx, filter)]))
  if (isRefusal(both)) return both
  const rows = both
    .flat()
    .sort((one, other) => Temporal.Instant.compare(other.at, one.at) || (one.id < other.id ? 1 : -1))
  const items = rows.slice(0, filter.limit)
  const last = rows.length > filter.limit ? items.at(-1) : undefined
  return { items, next: last ? writeCursor({ at: last.at, key: last.id }) : null }
}

/** How many mails wait for a person, and how many of ours did not arrive: the figures beside the log's views. */
export async function countMail(house: House): Promise<{ held: number; failed: number }> {
  const [[held], [failed]] = await Promise.all([
    house.db.select({ count: counted }).from(inboundMail).where(isHeld),
    house.db
      .select({ count: counted })
      .from(outgoingMail)
      .where(inArray(outgoingMail.delivery, [...undelivered])),
  ])
  return { held: held?.count ?? 0, failed: failed?.count ?? 0 }
}

const counted = sql<number>`count(*)::int`
const undelivered = ['bounced', 'failed'] as const
/** A held mail that a person has decided about is read again, and until then not held any more. */
const isHeld = and(eq(inboundMail.fate, 'held'), isNull(inboundMail.release))

async function listIn(tx: Tx, filter: MailFilter): Promise<ListedMail[]> {
  const fate = fates.find((one) => one === filter.fate)
  if (filter.direction === 'out' || filter.failed || (filter.fate && !fate && filter.fate !== 'unread')) return []
  const rows = await tx
    .select(readOfCame)
    .from(inboundMail)
    .leftJoin(ticket, eq(ticket.id, inboundMail.ticketId))
    .where(
      and(
        fate === 'held' ? isHeld : fate && eq(inboundMail.fate, fate),
        filter.fate === 'unread' ? isNull(inboundMail.fate) : undefined,
        filter.crowd === undefined ? undefined : eq(crowdOf, filter.crowd),
        filter.withoutCrowds?.length
          ? sql`coalesce(${crowdOf}, '') <> all(${sql.param(filter.withoutCrowds)}::text[])`
          : undefined,
        filter.ticket === undefined ? undefined : eq(ticket.number, filter.ticket),
        filter.q
          ? or(containing(inboundMail.fromAddress, filter.q), containing(inboundMail.subject, filter.q))
          : undefined,
        after(filter.cursor, { at: inboundMail.receivedAt, id: inboundMail.id }),
      ),
    )
    .orderBy(desc(inboundMail.receivedAt), desc(inboundMail.id))
    .limit(filter.limit + 1)
  return rows.map(lineOfCame)
}

async function listOut(tx: Tx, filter: MailFilter): Promise<ListedMail[]> {
  const delivery = deliveries.find((one) => one === filter.fate)
  if (filter.direction === 'in' || (filter.fate && !delivery)) return []
  const rows = await tx
    .select(readOfWent)
    .from(outgoingMail)
    .leftJoin(ticket, eq(ticket.id, outgoingMail.ticketId))
    .where(
      and(
        delivery && eq(outgoingMail.delivery, delivery),
        filter.failed ? inArray(outgoingMail.delivery, [...undelivered]) : undefined,
        filter.ticket === undefined ? undefined : eq(ticket.number, filter.ticket),
        filter.q
          ? or(containing(outgoingMail.address, filter.q), containing(outgoingMail.subject, filter.q))
          : undefined,
        after(filter.cursor, { at: outgoingMail.createdAt, id: outgoingMail.id }),
      ),
    )
    .orderBy(desc(outgoingMail.createdAt), desc(outgoingMail.id))
    .limit(filter.limit + 1)
  return rows.map(lineOfWent)
}

function after(cursor: string | undefined, { at, id }: { at: PgColumn; id: PgColumn }): SQL | undefined {
  const read = cursor === undefined ? null : readCursor(cursor)
  if (!read?.at || !z.uuid().safeParse(read.key).success) return undefined
  return sql`(${at}, ${id}) < (${read.at.toString()}::timestamptz, ${read.key}::uuid)`
}

/**
 * The bytes of a mail, as they came or as they went; null when there are none, or no such mail. What others decide,
 * answer and sign in with is taken out of it, and a letter that signs somebody in is for its reader alone; but in the
 * demo, where everybody may be everybody.
 */
export async function readRawMail(
  house: House,
  { id, actor, demo }: { id: string; actor: Staff; demo: boolean },
): Promise<Uint8Array | null> {
  const [came, went] = await readAs(house.db, actor, async (tx) => {
    const [[found], [sent]] = await Promise.all([
      tx.select({ sha256: inboundMail.sha256 }).from(inboundMail).where(eq(inboundMail.id, id)),
      tx
        .select({ mime: outgoingMail.mime, letter: outgoingMail.letter, personId: outgoingMail.personId })
        .from(outgoingMail)
        .where(eq(outgoingMail.id, id)),
    ])
    return [found && (await readRawOf(tx, found.sha256)), sent] as const
  })
  if (came) return demo ? came : mailWithoutTokens(came)
  if (!went?.mime || demo || went.personId === actor.id) return went?.mime ?? null
  return went.letter === 'sign_in' ? null : mailWithoutTokens(went.mime)
}
