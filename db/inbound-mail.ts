import { randomUUIDv7 } from 'node:crypto'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { moveWatermark } from './mailboxes.ts'
import { type Job, promise } from './promise.ts'
import { inboundMail, raw } from './schema/mail.ts'
import { ticket } from './schema/ticket.ts'

/** A mail on its way into the house: its bytes, and how they came. */
export type Inbound = {
  origin: (typeof inboundMail.$inferSelect)['origin']
  trusted: (typeof inboundMail.$inferSelect)['trusted']
  mailbox: { name: string; uidValidity: number; uid: number } | null
  envelopeFrom: string | null
  envelopeTo: string[]
  sha256: string
  bytes: Uint8Array
  /** As the server says; larger than `bytes` when only the head was fetched. */
  size: number
  receivedAt: Temporal.Instant
}

/** A mail waiting to be read. */
export type Waiting = typeof inboundMail.$inferSelect & { bytes: Uint8Array }

/** What reading a mail came to. */
export type Outcome = Pick<
  typeof inboundMail.$inferInsert,
  'reason' | 'level' | 'evidence' | 'companyId' | 'ticketId' | 'threadMessageId'
> &
  Pick<typeof inboundMail.$inferInsert, 'messageId' | 'subject' | 'fromAddress' | 'fromName' | 'text' | 'html'> & {
    fate: NonNullable<(typeof inboundMail.$inferInsert)['fate']>
  }

/** What one job reads at most: few enough to be done in seconds, small enough to be held in memory. */
const batch = { mails: 25, bytes: 32 * 1024 * 1024 }

/**
 * Keeps mails and promises their reading in one transaction, and moves the watermark of their mailbox. The same UID of
 * the same mailbox is kept once. Answers the ids of those that are new, in order.
 */
export async function keepInbound(house: House, mails: Inbound[]): Promise<string[]> {
  if (mails.length === 0) return []
  return house.db.transaction(async (tx) => {
    await keepRaw(tx, mails)
    const rows = mails.map(({ bytes, mailbox, ...mail }) => ({
      ...mail,
      id: randomUUIDv7(),
      mailbox: mailbox?.name ?? null,
      uidValidity: mailbox?.uidValidity ?? null,
      uid: mailbox?.uid ?? null,
    }))
    const kept = await tx
      .insert(inboundMail)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: inboundMail.id, size: inboundMail.size })
    await moveWatermark(
      tx,
      mails.flatMap(({ mailbox }) => mailbox ?? []),
    )
    await promise(tx, house, jobsFor(kept))
    return kept.map(({ id }) => id)
  })
}

async function keepRaw(tx: Tx, mails: Inbound[]) {
  const bySha = new Map(mails.map(({ sha256, bytes }) => [sha256, { sha256, bytes }]))
  // In one order everywhere, so that two transactions keeping the same letters wait instead of deadlocking.
  const rows = [...bySha.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  await tx.insert(raw).values(rows).onConflictDoNothing()
}

function jobsFor(kept: { id: string; size: number }[]): Job[] {
  const batches: { mailIds: string[]; bytes: number }[] = []
  for (const { id, size } of kept) {
    const last = batches.at(-1)
    if (last && last.mailIds.length < batch.mails && last.bytes + size <= batch.bytes) {
      last.mailIds.push(id)
      last.bytes += size
    } else {
      batches.push({ mailIds: [id], bytes: size })
    }
  }
  return batches.map(({ mailIds }) => ({ task: 'read_mail', mailIds }))
}

/** Those of these mails that still wait, with their bytes, in order; counts the try before anything can go wrong. */
export async function takeWaiting(house: House, mailIds: string[]): Promise<Waiting[]> {
  const rows = await house.db
    .update(inboundMail)
    .set({ tries: sql`${inboundMail.tries} + 1` })
    .where(and(inArray(inboundMail.id, mailIds), isNull(inboundMail.fate)))
    .returning()
  if (rows.length === 0) return []
  const bytes = new Map((await readRaw(house, rows)).map((row) => [row.sha256, row.bytes]))
  return rows
    .sort((a, b) => mailIds.indexOf(a.id) - mailIds.indexOf(b.id))
    .map((row) => ({ ...row, bytes: bytes.get(row.sha256) ?? new Uint8Array() }))
}

function readRaw(house: House, rows: { sha256: string }[]) {
  const hashes = rows.map(({ sha256 }) => sha256)
  return house.db.select().from(raw).where(inArray(raw.sha256, hashes))
}

/** A mail to be given its fate; those that share one of `keys` belong to one conversation. */
type Unsettled = { mailId: string; keys: string[] }

/**
 * Gives waiting mails their fates: all that `read` does and the fates themselves in one transaction, one mail after the
 * other. Conversations wait for each other, so that a mail and its answer never miss one another. Mails that somebody
 * else has read meanwhile are passed over.
 */
export async function settle<Mail extends Unsettled>(
  house: House,
  mails: Mail[],
  read: (tx: Tx, mail: Mail) => Promise<Outcome>,
): Promise<void> {
  await house.db.transaction(async (tx) => {
    const [waiting] = await Promise.all([
      lockWaiting(tx, mails),
      lockKeys(
        tx,
        mails.flatMap(({ keys }) => keys),
      ),
    ])
    for (const mail of mails) {
      if (waiting.some(({ id }) => id === mail.mailId)) await writeFate(tx, mail.mailId, await read(tx, mail))
    }
  })
}

function lockWaiting(tx: Tx, mails: Unsettled[]) {
  const ids = mails.map(({ mailId }) => mailId)
  return tx
    .select({ id: inboundMail.id })
    .from(inboundMail)
    .where(and(inArray(inboundMail.id, ids), isNull(inboundMail.fate)))
    .orderBy(inboundMail.id)
    .for('update')
}

async function lockKeys(tx: Tx, keys: string[]) {
  // Taken in one order everywhere: whoever wants two of them never waits for one who holds the other.
  const sorted = [...new Set(keys)].sort()
  if (sorted.length === 0) return
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(key, 1)) from unnest(${sql.param(sorted)}::text[]) as key`,
  )
}

async function writeFate(tx: Tx, mailId: string, outcome: Outcome) {
  await tx
    .update(inboundMail)
    // Held again, a mail waits for a person anew.
    .set({
      ...outcome,
      ...wordsKept(outcome),
      readAt: Temporal.Now.instant(),
      ...(outcome.fate === 'held' && { release: null }),
    })
    .where(eq(inboundMail.id, mailId))
}

/** Words that joined a thread are kept there and nowhere else. */
function wordsKept({ threadMessageId, text, html }: Outcome) {
  return threadMessageId ? { text: null, html: null } : { text: text ?? null, html: html ?? null }
}

/** The fates of these mails and the numbers of their tickets, for whoever handed them in. */
export function readFates(house: House, mailIds: string[]) {
  return house.db
    .select({ id: inboundMail.id, fate: inboundMail.fate, reason: inboundMail.reason, ticket: ticket.number })
    .from(inboundMail)
    .leftJoin(ticket, eq(ticket.id, inboundMail.ticketId))
    .where(inArray(inboundMail.id, mailIds))
}

/** Mails already read that bear one of these Message-IDs or are the very same bytes, with their bytes. */
export function findCopies(
  tx: Tx,
  { mailId, messageIds, sha256 }: { mailId: string; messageIds: string[]; sha256: string },
) {
  const alike = messageIds.length > 0 ? sql`${inArray(inboundMail.messageId, messageIds)} or` : sql``
  return tx
    .select({
      id: inboundMail.id,
      sha256: inboundMail.sha256,
      ticketId: inboundMail.ticketId,
      companyId: inboundMail.companyId,
    })
    .from(inboundMail)
    .where(
      sql`(${alike} ${eq(inboundMail.sha256, sha256)}) and ${inboundMail.id} <> ${mailId} and ${inboundMail.fate} <> 'duplicate'`,
    )
    .limit(20)
}

/** The bytes of one mail. */
export async function readBytes(tx: Tx, sha256: string): Promise<Uint8Array> {
  const [row] = await tx.select({ bytes: raw.bytes }).from(raw).where(eq(raw.sha256, sha256))
  if (!row) throw new Error(`The bytes of mail ${sha256} are gone.`)
  return row.bytes
}

/** How many mails of this sender were read that arrived in the ten minutes before this moment. */
export async function countRecent(tx: Tx, fromAddress: string, moment: Temporal.Instant): Promise<number> {
  const since = moment.subtract({ minutes: 10 }).toString()
  const [row] = await tx
    .select({ mails: sql<number>`count(*)::int` })
    .from(inboundMail)
    .where(
      and(
        eq(inboundMail.fromAddress, fromAddress),
        sql`${inboundMail.receivedAt} > ${since}::timestamptz and ${inboundMail.receivedAt} <= ${moment.toString()}::timestamptz`,
      ),
    )
  return row?.mails ?? 0
}
