import { randomUUIDv7 } from 'node:crypto'
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { House } from '../house.ts'
import { insertRows } from '../postgres/insert-rows.ts'
import { type Haste, type Job, promise } from '../promise.ts'
import { inboundMail } from '../schema/mail.ts'
import { ticket } from '../schema/ticket.ts'
import { moveWatermark } from './mailboxes.ts'
import { keepRaw, readRaw } from './raw-mail.ts'

/** A mail on its way into the house: its bytes, and how they came. */
export type Inbound = {
  origin: (typeof inboundMail.$inferSelect)['origin']
  trusted: (typeof inboundMail.$inferSelect)['trusted']
  mailbox: { name: string; uidValidity: number; uid: number } | null
  /** `ahead`: live, and before older ones of its mailbox are stored, so that the watermark does not move over them. */
  haste: Haste | 'ahead'
  envelopeFrom: string | null
  envelopeTo: string[]
  clientAddress: string | null
  clientName: string | null
  sha256: string
  bytes: Uint8Array
  /** As the server says; larger than `bytes` when only the head was fetched. */
  size: number
  receivedAt: Temporal.Instant
  /** When it reached the server it was fetched from; else the same. */
  arrivedAt: Temporal.Instant
}

/** A mail waiting to be read. */
export type Waiting = typeof inboundMail.$inferSelect & { bytes: Uint8Array }

/** What one job reads at most: few enough to be done in seconds, small enough to be held in memory. */
const batch = { mails: 50, bytes: 8 * 1024 * 1024 }

/**
 * Keeps mails and promises their reading in one transaction, and moves the watermark of their mailbox. The same UID of
 * the same mailbox is kept once. Answers the ids of those that are new, in order.
 */
export async function keepInbound(house: House, mails: Inbound[]): Promise<string[]> {
  if (mails.length === 0) return []
  return house.db.transaction(async (tx) => {
    await keepRaw(tx, mails)
    const rows = mails.map(({ bytes, mailbox, haste, ...mail }) => ({
      ...mail,
      id: randomUUIDv7(),
      mailbox: mailbox?.name ?? null,
      uidValidity: mailbox?.uidValidity ?? null,
      uid: mailbox?.uid ?? null,
    }))
    const written = await insertRows(tx, inboundMail, rows, 'on conflict do nothing returning id')
    const fresh = new Set(written.map(({ id }) => id))
    const kept = rows.filter(({ id }) => fresh.has(id))
    await moveWatermark(
      tx,
      mails.flatMap(({ mailbox, haste }) => (mailbox && haste !== 'ahead' ? mailbox : [])),
    )
    await promise(tx, house, jobsFor(kept, mails.every(({ haste }) => haste === 'backlog') ? 'backlog' : 'live'))
    return kept.map(({ id }) => id)
  })
}

function jobsFor(kept: { id: string; size: number }[], haste: Haste): Job[] {
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
  return batches.map(({ mailIds }) => ({ task: 'read_mail', mailIds, haste }))
}

type Unread = Omit<Waiting, 'bytes'>

/**
 * Those of these mails that still wait, in order. Counts the try before anything can go wrong; but `doubtful` ones were
 * tried so often together that each is read by itself, and `countTry` counts when its turn comes.
 */
export async function takeWaiting(
  { db }: House,
  mailIds: string[],
  { together }: { together: number },
): Promise<{ fresh: Unread[]; doubtful: Unread[] }> {
  const areWaiting = and(anyOf(mailIds), isNull(inboundMail.fate))
  const inOrder = (rows: Unread[]) => rows.sort((a, b) => mailIds.indexOf(a.id) - mailIds.indexOf(b.id))
  const fresh = await db
    .update(inboundMail)
    .set({ tries: sql`${inboundMail.tries} + 1` })
    .where(and(areWaiting, lt(inboundMail.tries, together)))
    .returning()
  if (fresh.length === mailIds.length) return { fresh: inOrder(fresh), doubtful: [] }
  const waiting = await db.select().from(inboundMail).where(areWaiting)
  const taken = new Set(fresh.map(({ id }) => id))
  return { fresh: inOrder(fresh), doubtful: inOrder(waiting.filter(({ id }) => !taken.has(id))) }
}

/** Counts the try of a mail that is read by itself, before anything can go wrong. */
export async function countTry({ db }: House, mailId: string): Promise<void> {
  await db
    .update(inboundMail)
    .set({ tries: sql`${inboundMail.tries} + 1` })
    .where(eq(inboundMail.id, mailId))
}

/** The same mails with their bytes. */
export async function withBytes(house: House, mails: Unread[]): Promise<Waiting[]> {
  if (mails.length === 0) return []
  const bytes = await readRaw(
    house.db,
    mails.map(({ sha256 }) => sha256),
  )
  return mails.map((mail) => ({ ...mail, bytes: bytes.get(mail.sha256) ?? new Uint8Array() }))
}

/** Puts off a mail that cannot be judged yet: it is read again then, by itself, and this try counts or does not. */
export async function putOff(
  house: House,
  mailId: string,
  { notBefore, counts }: { notBefore: Temporal.Instant; counts: boolean },
): Promise<void> {
  await house.db.transaction(async (tx) => {
    if (!counts) {
      await tx
        .update(inboundMail)
        .set({ tries: sql`${inboundMail.tries} - 1` })
        .where(and(eq(inboundMail.id, mailId), isNull(inboundMail.fate)))
    }
    await promise(tx, house, [{ task: 'read_mail', mailIds: [mailId], notBefore }])
  })
}

/** The fates of these mails and the numbers of their tickets, for whoever handed them in. */
export function readFates(house: House, mailIds: string[]) {
  return house.db
    .select({ id: inboundMail.id, fate: inboundMail.fate, reason: inboundMail.reason, ticket: ticket.number })
    .from(inboundMail)
    .leftJoin(ticket, eq(ticket.id, inboundMail.ticketId))
    .where(anyOf(mailIds))
}

/** Mails by their ids. One list, so that the statement reads the same for every number of mails and is prepared once. */
export function anyOf(mailIds: string[]) {
  return sql`${inboundMail.id} = any(${sql.param(mailIds)}::uuid[])`
}
