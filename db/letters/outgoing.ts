import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson, insertRows } from '../postgres/insert-rows.ts'
import { outgoingMail, replyAddress, threadId } from '../schema/mail.ts'

/** A worker that says nothing for so long has died; its letter is anybody's again. */
const leaseSeconds = 20

/** The bytes may leave for the server this often without its answer reaching us: once, and one more time (O04). */
const copiesAllowed = 2

const unsent = ['queued', 'deferred', 'maybe_sent'] as const

export type Claimed = typeof outgoingMail.$inferSelect

/** Tried so often without its bytes being made, a letter has a fault of its own, and keeps no other waiting. */
const triesToCompose = 3

/**
 * Takes a letter for sending: nobody else sends it until it is put down, or its taker falls silent. `busy` while
 * somebody else has it, `done` when nothing is left to do. Counts the try.
 */
export const claimMail = gathered<string, Claimed | 'busy' | 'done'>(async (db, mailIds) => {
  const claimed = await db
    .update(outgoingMail)
    .set({
      ...{ sendingUntil: lease(), tries: sql`${outgoingMail.tries} + 1`, triedAt: sql`now()` },
      address: addressOfReader,
    })
    .where(
      and(
        areUnsent(mailIds),
        sql`${outgoingMail.copies} < ${copiesAllowed}`,
        or(isNull(outgoingMail.sendingUntil), sql`${outgoingMail.sendingUntil} < now()`),
      ),
    )
    .returning()
  const byId = new Map(claimed.map((mail) => [mail.id, mail]))
  const others = await readUnsent(
    db,
    mailIds.filter((id) => !byId.has(id)),
  )
  const isBusy = (mailId: string) =>
    others.some(({ id, copies, sendingUntil }) => id === mailId && sendingUntil && copies < copiesAllowed)
  // Asked for twice in one breath, it is given to the first.
  return mailIds.map((id, place) => {
    const mail = byId.get(id)
    return mail ? (mailIds.indexOf(id) === place ? mail : 'busy') : isBusy(id) ? 'busy' : 'done'
  })
})

/**
 * A letter follows its reader: where its address is not theirs any more, it goes to their main one, unless the same
 * letter of the same cause went there.
 */
const addressOfReader = sql`coalesce((select main.address from person_email main
  where main.person_id = outgoing_mail.person_id and main.main
    and not exists (select from person_email own
      where own.person_id = outgoing_mail.person_id and own.address = outgoing_mail.address)
    and not exists (select from outgoing_mail twin
      where twin.address = main.address and twin.letter = outgoing_mail.letter
        and (twin.event_id = outgoing_mail.event_id or twin.thread_message_id = outgoing_mail.thread_message_id))),
  outgoing_mail.address)`

/**
 * Whether an earlier letter of the same ticket to the same reader is still on its way, so that letters arrive in the
 * order of what they tell (O13). A date that waits for a better one is waited for by nobody, and neither is what can no
 * more be sent.
 */
export const isBehind = gathered<string, boolean>(async (db, mailIds) => {
  const behind = await db.execute<{ id: string }>(sql`select mail.id from outgoing_mail mail
    where mail.id = any(${sql.param(mailIds)}::uuid[]) and exists (select 1 from outgoing_mail earlier
      where earlier.ticket_id = mail.ticket_id and earlier.address = mail.address
        and (earlier.created_at, earlier.id) < (mail.created_at, mail.id)
        and earlier.delivery in ('queued', 'deferred', 'maybe_sent') and earlier.copies < ${copiesAllowed}
        and (earlier.mime is not null or earlier.tries < ${triesToCompose})
        and not (earlier.letter = 'new_date' and earlier.tries = 0))`)
  const ids = new Set(behind.map(({ id }) => id))
  return mailIds.map((id) => ids.has(id))
})

async function readUnsent(db: Db | Tx, mailIds: string[]) {
  if (mailIds.length === 0) return []
  const { id, copies, sendingUntil } = outgoingMail
  return db.select({ id, copies, sendingUntil }).from(outgoingMail).where(areUnsent(mailIds))
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
  await writeOutcome(db, {
    id: claimed.id,
    delivery: outcome.delivery === 'deferred' && copies > 0 ? 'maybe_sent' : outcome.delivery,
    copies,
    // Written beside others: what no text of the database may hold must not keep them from it.
    said: outcome.said?.replaceAll('\0', '\uFFFD') ?? null,
    deliveredAt: delivered ? outcome.at : null,
    // A code to sign in does not lie around once it is on its way (O15).
    forget: claimed.letter === 'sign_in' && outcome.delivery === 'sent',
  })
}

type Written = Pick<Claimed, 'id' | 'delivery' | 'copies' | 'deliveredAt'> & { said: string | null; forget: boolean }

const writeOutcome = gathered<Written, void>(async (db, outcomes) => {
  await db.execute(sql`update outgoing_mail mail set
      delivery = given.delivery, copies = given.copies, sending_until = null, server_said = given.said,
      delivered_at = coalesce(given."deliveredAt", mail.delivered_at),
      mime = case when not given.forget then mail.mime end
    from json_to_recordset(${asJson(outcomes)}::json) as given
      (id uuid, delivery text, copies int, said text, "deliveredAt" timestamptz, forget bool)
    where mail.id = given.id`)
  return outcomes.map(() => undefined)
})

/** A letter in the words it keeps for life. */
export type Composed = {
  mime: Uint8Array
  messageId: string
  subject: string
  replyTo: {
    hash: string
    purpose: 'reply' | 'note' | 'decide' | 'confirm'
    round: number | null
    approvalId: string | null
    mailId: string | null
  }[]
}

/**
 * Keeps the bytes of a letter, its Message-ID in the thread, and the reply addresses it offers, all at once and only
 * the first time (O05). Answers the bytes that count: these, or those somebody else was first with.
 */
export function keepComposed(db: Db, mail: Claimed, composed: Composed): Promise<Uint8Array> {
  return keepAll(db, { db, mail, composed })
}

type Finished = { db: Db; mail: Claimed; composed: Composed }

/** Letters that are made at the same time are kept in one transaction; when it fails, each in its own. */
const keepAll = gathered<Finished, Uint8Array>(async (_, letters) => {
  const [first] = letters
  if (!first) return []
  const keepWithin = (some: Finished[]) =>
    first.db.transaction(async (tx) => {
      const kept = await Promise.allSettled(some.map((letter) => keepOne(tx, letter)))
      return kept.map((one) => {
        if (one.status === 'rejected') throw one.reason
        return one.value
      })
    })
  if (letters.length === 1) return keepWithin(letters)
  return keepWithin(letters).catch(async () => (await Promise.all(letters.map((one) => keepWithin([one])))).flat())
})

async function keepOne(tx: Tx, { mail, composed }: Finished): Promise<Uint8Array> {
  const { mime, messageId, subject } = composed
  const [kept] = await tx
    .update(outgoingMail)
    .set({ mime, messageId, subject, facts: {} })
    .where(and(eq(outgoingMail.id, mail.id), isNull(outgoingMail.mime)))
    .returning({ id: outgoingMail.id })
  if (!kept) return readBytes(tx, mail.id)
  await Promise.all([nameInThread(tx, mail, messageId), grantReplies(tx, mail, composed.replyTo)])
  return mime
}

async function readBytes(tx: Tx, mailId: string): Promise<Uint8Array> {
  const [row] = await tx.select({ mime: outgoingMail.mime }).from(outgoingMail).where(eq(outgoingMail.id, mailId))
  if (!row?.mime) throw new Error(`The bytes of outgoing mail ${mailId} are gone.`)
  return row.mime
}

async function nameInThread(tx: Tx, { ticketId, companyId, createdAt }: Claimed, messageId: string): Promise<void> {
  if (!ticketId || !companyId) return
  await insertId(tx, { messageId, ticketId, companyId, at: createdAt })
}

const insertId = gathered<typeof threadId.$inferInsert, void>(async (tx, rows) => {
  await insertRows(tx, threadId, rows, 'on conflict do nothing')
  return rows.map(() => undefined)
})

/** What cannot be undone is confirmed within a day, or asked for anew. */
const goodFor = { answer: { hours: 24 * 365 }, confirm: { hours: 24 } }

/** The same person, ticket and purpose always have the same address; each letter makes it last anew. */
async function grantReplies(
  tx: Tx,
  { ticketId, personId, createdAt }: Claimed,
  grants: Composed['replyTo'],
): Promise<void> {
  if (!ticketId || !personId || grants.length === 0) return
  await insertGrants(
    tx,
    grants.map(({ hash, purpose, ...about }) => ({
      ...{ tokenHash: hash, personId, ticketId, purpose, ...about, createdAt },
      expiresAt: createdAt.add(goodFor[purpose === 'confirm' ? 'confirm' : 'answer']),
    })),
  )
}

const insertGrants = gathered<(typeof replyAddress.$inferInsert)[], void>(async (tx, asked) => {
  // The same address may be offered by two letters; a statement may write it once.
  const rows = new Map(asked.flat().map((row) => [row.tokenHash, row]))
  await insertRows(
    tx,
    replyAddress,
    // In one order everywhere, so that two that renew the same addresses wait instead of deadlocking.
    [...rows.values()].sort((a, b) => (a.tokenHash < b.tokenHash ? -1 : 1)),
    'on conflict (token_hash) do update set expires_at = greatest(reply_address.expires_at, excluded.expires_at)',
  )
  return asked.map(() => undefined)
})

function areUnsent(mailIds: string[]) {
  return and(sql`${outgoingMail.id} = any(${sql.param(mailIds)}::uuid[])`, inArray(outgoingMail.delivery, unsent))
}

function lease() {
  return sql`now() + ${`${leaseSeconds} seconds`}::interval`
}
