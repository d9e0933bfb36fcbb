import { randomUUIDv7 } from 'node:crypto'
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson, insertRows } from '../postgres/insert-rows.ts'
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

/** What reading a mail came to. */
export type Outcome = Pick<
  typeof inboundMail.$inferInsert,
  'reason' | 'flood' | 'level' | 'evidence' | 'commands' | 'companyId' | 'ticketId' | 'threadMessageId'
> &
  Pick<
    typeof inboundMail.$inferInsert,
    'messageId' | 'otherIds' | 'subject' | 'fromAddress' | 'fromName' | 'text' | 'html'
  > & {
    fate: NonNullable<(typeof inboundMail.$inferInsert)['fate']>
  }

/** What one job reads at most: few enough to be done in seconds, small enough to be held in memory. */
const batch = { mails: 25, bytes: 8 * 1024 * 1024 }

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

/** Puts off a mail that cannot be judged yet: it is read again then, and this try does not count. */
export async function putOff(house: House, mailId: string, notBefore: Temporal.Instant): Promise<void> {
  await house.db.transaction(async (tx) => {
    await tx
      .update(inboundMail)
      .set({ tries: sql`${inboundMail.tries} - 1` })
      .where(and(eq(inboundMail.id, mailId), isNull(inboundMail.fate)))
    await promise(tx, house, [{ task: 'read_mail', mailIds: [mailId], notBefore }])
  })
}

/** A mail to be given its fate; those that share one of `keys` belong to one thread. */
type Unsettled = { mailId: string; keys: string[]; sender: string | null }

/** What reading came to, or what is still to be done while no other mail is read in the same transaction. */
export type Step = Outcome | (() => Promise<Outcome>)

/**
 * Gives waiting mails their fates: all that `read` does and the fates themselves in one transaction. Threads wait
 * for each other, so that a mail and its answer never miss one another; mails that have nothing to do with each other
 * are read side by side. Mails that somebody else has read meanwhile are passed over.
 */
export async function settle<Mail extends Unsettled>(
  house: House,
  mails: Mail[],
  read: (tx: Tx, mail: Mail) => Promise<Step>,
): Promise<void> {
  await house.db.transaction(async (tx) => {
    const [locked] = await Promise.all([
      lockWaiting(tx, mails),
      planOnce(tx),
      lockKeys(tx, [...mails.flatMap(({ keys }) => keys), ...crowdedSenders(mails)]),
    ])
    const waiting = new Set(locked.map(({ id }) => id))
    const { strangers, kin } = byKinship(mails.filter(({ mailId }) => waiting.has(mailId)))
    const steps = await sideBySide(strangers, async (mail) => ({ mail, step: await read(tx, mail) }))
    await sideBySide(steps, async ({ mail, step }) =>
      typeof step === 'function' ? undefined : writeFate(tx, { ...step, id: mail.mailId }),
    )
    for (const { mail, step } of steps) {
      if (typeof step === 'function') await writeFate(tx, { ...(await step()), id: mail.mailId })
    }
    for (const mail of kin) {
      const step = await read(tx, mail)
      await writeFate(tx, { ...(typeof step === 'function' ? await step() : step), id: mail.mailId })
    }
  })
}

/** Who writes so much that others may be reading more of it: how many there are has to be counted one after the other. */
function crowdedSenders(mails: Unsettled[]): string[] {
  const bySender = Map.groupBy(mails, ({ sender }) => sender)
  return [...bySender].flatMap(([sender, own]) => (sender !== null && own.length > 1 ? [`from ${sender}`] : []))
}

/** The first of each thread and sender, and those that must see what came of one before them. */
function byKinship<Mail extends Unsettled>(mails: Mail[]): { strangers: Mail[]; kin: Mail[] } {
  const seen = new Set<string>()
  const [strangers, kin]: [Mail[], Mail[]] = [[], []]
  for (const mail of mails) {
    const names = [...mail.keys, ...(mail.sender === null ? [] : [`from ${mail.sender}`])]
    const isStranger = !names.some((name) => seen.has(name))
    for (const name of names) seen.add(name)
    if (isStranger) strangers.push(mail)
    else kin.push(mail)
  }
  return { strangers, kin }
}

/** Waits for all of them also when one fails: nothing may still be asked of a transaction that is over. */
async function sideBySide<Item, Answer>(items: Item[], act: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const ended = await Promise.allSettled(items.map(act))
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/**
 * All that is asked here is found by keys, whatever the values: with them in view PostgreSQL would plan the same again for
 * each handful, which costs it as much as the answers.
 */
function planOnce(tx: Tx) {
  return tx.execute(sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`)
}

function lockWaiting(tx: Tx, mails: Unsettled[]) {
  const ids = mails.map(({ mailId }) => mailId)
  return tx
    .select({ id: inboundMail.id })
    .from(inboundMail)
    .where(and(anyOf(ids), isNull(inboundMail.fate)))
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

type Settled = Outcome & { id: string }

/** What an outcome does not say stays as it was. */
const writeFate = gathered<Settled, void>(async (tx, outcomes) => {
  const readAt = Temporal.Now.instant()
  const rows = asJson(outcomes.map((outcome) => ({ ...outcome, ...standingWords(outcome), readAt })))
  await tx.execute(sql`update inbound_mail mail set
      fate = given.fate, "read_at" = given."readAt",
      -- Held again, a mail waits for a person anew.
      release = case when given.fate = 'held' then null else mail.release end,
      reason = coalesce(given.reason, mail.reason), flood = coalesce(given.flood, mail.flood), level = coalesce(given.level, mail.level),
      evidence = coalesce(given.evidence, mail.evidence), commands = coalesce(given.commands, mail.commands),
      company_id = coalesce(given."companyId", mail.company_id),
      ticket_id = coalesce(given."ticketId", mail.ticket_id),
      thread_message_id = coalesce(given."threadMessageId", mail.thread_message_id),
      message_id = coalesce(given."messageId", mail.message_id), other_ids = coalesce(given."otherIds", mail.other_ids),
      subject = coalesce(given.subject, mail.subject),
      from_address = coalesce(given."fromAddress", mail.from_address),
      from_name = coalesce(given."fromName", mail.from_name),
      text = case when given."threadMessageId" is null then coalesce(given.text, mail.text) end,
      html = case when given."threadMessageId" is null then coalesce(given.html, mail.html) end
    from json_to_recordset(${rows}::json) as given (id uuid, fate text, "readAt" timestamptz, reason text, flood text, level text,
      evidence jsonb, commands jsonb, "companyId" uuid, "ticketId" uuid, "threadMessageId" uuid, "messageId" text,
      "otherIds" text[], subject text,
      "fromAddress" text, "fromName" text, text text, html text)
    where mail.id = given.id`)
  return outcomes.map(() => undefined)
})

/** What stands in a thread is not kept a second time. */
function standingWords({ threadMessageId }: Outcome) {
  return threadMessageId ? { text: null, html: null } : {}
}

/** The fates of these mails and the numbers of their tickets, for whoever handed them in. */
export function readFates(house: House, mailIds: string[]) {
  return house.db
    .select({ id: inboundMail.id, fate: inboundMail.fate, reason: inboundMail.reason, ticket: ticket.number })
    .from(inboundMail)
    .leftJoin(ticket, eq(ticket.id, inboundMail.ticketId))
    .where(anyOf(mailIds))
}

/** One list, so that the statement reads the same for every number of mails and is prepared once. */
function anyOf(mailIds: string[]) {
  return sql`${inboundMail.id} = any(${sql.param(mailIds)}::uuid[])`
}
