import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db, Tx } from './client.ts'
import { outgoingMail, replyAddress, threadId } from './schema/mail.ts'

/** A worker that says nothing for so long has died; its letter is anybody's again. */
const leaseSeconds = 20

/** The bytes may leave for the server this often without its answer reaching us: once, and one more time (O04). */
const copiesAllowed = 2

const unsent = ['queued', 'deferred', 'maybe_sent'] as const

export type Claimed = typeof outgoingMail.$inferSelect

/**
 * Takes a letter for sending: nobody else sends it until it is put down, or its taker falls silent. `busy` while
 * somebody else has it, `done` when nothing is left to do. Counts the try.
 */
export async function claimMail(db: Db, mailId: string): Promise<Claimed | 'busy' | 'done'> {
  const [claimed] = await db
    .update(outgoingMail)
    .set({ sendingUntil: lease(), tries: sql`${outgoingMail.tries} + 1`, triedAt: sql`now()` })
    .where(
      and(
        isUnsent(mailId),
        sql`${outgoingMail.copies} < ${copiesAllowed}`,
        or(isNull(outgoingMail.sendingUntil), sql`${outgoingMail.sendingUntil} < now()`),
      ),
    )
    .returning()
  if (claimed) return claimed
  const [row] = await db
    .select({ copies: outgoingMail.copies, sendingUntil: outgoingMail.sendingUntil })
    .from(outgoingMail)
    .where(isUnsent(mailId))
  return row?.sendingUntil && row.copies < copiesAllowed ? 'busy' : 'done'
}

/** Says that the taker still lives. */
export async function keepClaim(db: Db, mailId: string): Promise<void> {
  await db.update(outgoingMail).set({ sendingUntil: lease() }).where(eq(outgoingMail.id, mailId))
}

/**
 * Writes down that the bytes leave now, before the first of them does. Whatever ends the connection or this process
 * from here on, the letter is known to have been sent perhaps.
 */
export async function markLeaving(db: Db, mailId: string): Promise<void> {
  await db
    .update(outgoingMail)
    .set({ delivery: 'maybe_sent', copies: sql`${outgoingMail.copies} + 1`, sendingUntil: lease() })
    .where(eq(outgoingMail.id, mailId))
}

/** What became of a try. `refused` and `unreached`: no copy is out there, whatever left. */
export type Outcome =
  | { delivery: 'sent' | 'kept'; said: string | null; at: Temporal.Instant }
  | { delivery: 'deferred' | 'failed'; said: string }
  | { delivery: 'maybe_sent' | 'dropped'; said: string }

/**
 * Puts a letter down again. A refusal takes back the copy that left for nothing; but a letter that may have arrived
 * before stays known as such.
 */
export async function putDown(
  db: Db | Tx,
  claimed: Claimed,
  { left, ...outcome }: Outcome & { left: boolean },
): Promise<void> {
  const copies = claimed.copies + (left && outcome.delivery === 'maybe_sent' ? 1 : 0)
  const delivered = outcome.delivery === 'sent' || outcome.delivery === 'kept'
  await db
    .update(outgoingMail)
    .set({
      delivery: outcome.delivery === 'deferred' && copies > 0 ? 'maybe_sent' : outcome.delivery,
      copies,
      sendingUntil: null,
      serverSaid: outcome.said,
      ...(delivered && { deliveredAt: outcome.at }),
      // A code to sign in does not lie around once it is on its way (O15).
      ...(claimed.letter === 'sign_in' && outcome.delivery === 'sent' && { mime: null }),
    })
    .where(eq(outgoingMail.id, claimed.id))
}

/** A letter in the words it keeps for life. */
export type Composed = {
  mime: Uint8Array
  messageId: string
  subject: string
  replyTo: { hash: string; purpose: 'reply' | 'note' | 'decide'; round: number | null }[]
}

/**
 * Keeps the bytes of a letter, its Message-ID in the thread, and the reply addresses it offers, all at once and only
 * the first time (O05). Answers the bytes that count: these, or those somebody else was first with.
 */
export async function keepComposed(db: Db, mail: Claimed, composed: Composed): Promise<Uint8Array> {
  return db.transaction(async (tx) => {
    const { mime, messageId, subject } = composed
    const [kept] = await tx
      .update(outgoingMail)
      .set({ mime, messageId, subject, facts: {} })
      .where(and(eq(outgoingMail.id, mail.id), isNull(outgoingMail.mime)))
      .returning({ id: outgoingMail.id })
    if (!kept) return readBytes(tx, mail.id)
    await nameInThread(tx, mail, messageId)
    await grantReplies(tx, mail, composed.replyTo)
    return mime
  })
}

async function readBytes(tx: Tx, mailId: string): Promise<Uint8Array> {
  const [row] = await tx.select({ mime: outgoingMail.mime }).from(outgoingMail).where(eq(outgoingMail.id, mailId))
  if (!row?.mime) throw new Error(`The bytes of outgoing mail ${mailId} are gone.`)
  return row.mime
}

async function nameInThread(tx: Tx, { ticketId, companyId, createdAt }: Claimed, messageId: string): Promise<void> {
  if (!ticketId || !companyId) return
  await tx.insert(threadId).values({ messageId, ticketId, companyId, at: createdAt }).onConflictDoNothing()
}

const goodFor = { hours: 24 * 365 }

/** The same person, ticket and purpose always have the same address; each letter makes it last anew. */
async function grantReplies(
  tx: Tx,
  { ticketId, personId, createdAt }: Claimed,
  grants: Composed['replyTo'],
): Promise<void> {
  if (!ticketId || !personId || grants.length === 0) return
  const expiresAt = createdAt.add(goodFor)
  await tx
    .insert(replyAddress)
    .values(
      grants.map(({ hash, purpose, round }) => ({
        tokenHash: hash,
        personId,
        ticketId,
        purpose,
        round,
        createdAt,
        expiresAt,
      })),
    )
    .onConflictDoUpdate({
      target: replyAddress.tokenHash,
      set: { expiresAt: sql`greatest(${replyAddress.expiresAt}, excluded.expires_at)` },
    })
}

function isUnsent(mailId: string) {
  return and(eq(outgoingMail.id, mailId), inArray(outgoingMail.delivery, unsent))
}

function lease() {
  return sql`now() + ${`${leaseSeconds} seconds`}::interval`
}
