import { and, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'
import { inboundMail } from '../schema/mail.ts'
import { anyOf } from './inbound-mail.ts'

/** What reading a mail came to. */
export type Outcome = Pick<
  typeof inboundMail.$inferInsert,
  'reason' | 'flood' | 'newcomerOf' | 'level' | 'evidence' | 'commands' | 'companyId' | 'ticketId' | 'threadMessageId'
> &
  Pick<
    typeof inboundMail.$inferInsert,
    'messageId' | 'otherIds' | 'subject' | 'fromAddress' | 'fromName' | 'text' | 'html'
  > & {
    fate: NonNullable<(typeof inboundMail.$inferInsert)['fate']>
  }

/**
 * A mail to be given its fate. Who shares one of `locks` is never read in two transactions at once; who shares one of
 * `kin` is, within one, read after the one before it.
 */
export type Unsettled = { mailId: string; locks: string[]; kin: string[] }

/** What reading came to, or what is still to be done while no other mail is read in the same transaction. */
export type Step = Outcome | (() => Promise<Outcome>)

/**
 * Gives waiting mails their fates: all that `read` does and the fates themselves in one transaction. Kin wait for each
 * other, so that a mail and its answer never miss one another; mails that have nothing to do with each other are read side
 * by side. Those of which somebody else holds a lock come after the others, in a transaction of their own, so that one of
 * them keeps nobody else waiting; who is whose kin may be another matter by then, and is asked of `lookAgain`. Mails that
 * somebody else has read meanwhile are passed over.
 */
export async function settle<Mail extends Unsettled>(
  house: House,
  mails: Mail[],
  read: Read<Mail>,
  lookAgain: LookAgain<Mail> = asTheyAre,
): Promise<void> {
  const busy = mails.length > 1 ? await settleWith(tryLocks, house, mails, { read, lookAgain: asTheyAre }) : mails
  if (busy.length > 0) await settleWith(waitForLocks, house, busy, { read, lookAgain })
}

type Read<Mail> = (tx: Tx, mail: Mail) => Promise<Step>
type LookAgain<Mail> = (tx: Tx, mails: Mail[]) => Promise<Mail[]>

async function asTheyAre<Mail>(_: Tx, mails: Mail[]): Promise<Mail[]> {
  return mails
}

/** Answers with the mails that were left, because a lock of theirs could not be taken. */
async function settleWith<Mail extends Unsettled>(
  takeLocks: (tx: Tx, locks: string[]) => Promise<Set<string>>,
  house: House,
  mails: Mail[],
  { read, lookAgain }: { read: Read<Mail>; lookAgain: LookAgain<Mail> },
): Promise<Mail[]> {
  return house.db.transaction(async (tx) => {
    const [locked, , taken] = await Promise.all([
      lockWaiting(tx, mails),
      planOnce(tx),
      takeLocks(
        tx,
        mails.flatMap(({ locks }) => locks),
      ),
    ])
    const waiting = new Set(locked.map(({ id }) => id))
    const { free, busy } = byTurn(
      mails.filter(({ mailId }) => waiting.has(mailId)),
      taken,
    )
    const looked = free.length > 1 ? await lookAgain(tx, free) : free
    for (const generation of byKinship(looked)) await settleStrangers(tx, generation, read)
    return busy
  })
}

async function settleStrangers<Mail extends Unsettled>(tx: Tx, mails: Mail[], read: Read<Mail>): Promise<void> {
  const steps = await sideBySide(mails, async (mail) => ({ mail, step: await read(tx, mail) }))
  await sideBySide(steps, async ({ mail, step }) =>
    typeof step === 'function' ? undefined : writeFate(tx, { ...step, id: mail.mailId }),
  )
  for (const { mail, step } of steps) {
    if (typeof step === 'function') await writeFate(tx, { ...(await step()), id: mail.mailId })
  }
}

/** Those whose locks are all ours now; the others, and whoever comes after kin of theirs. */
function byTurn<Mail extends Unsettled>(mails: Mail[], held: Set<string>): { free: Mail[]; busy: Mail[] } {
  const before = new Set<string>()
  const [free, busy]: [Mail[], Mail[]] = [[], []]
  for (const mail of mails) {
    const { locks, kin } = mail
    if (!locks.some((lock) => held.has(lock)) && !kin.some((name) => before.has(name))) {
      free.push(mail)
      continue
    }
    for (const name of kin) before.add(name)
    busy.push(mail)
  }
  return { free, busy }
}

/** Those without kin before them, then those that must see what came of one of these, and so on. */
function byKinship<Mail extends Unsettled>(mails: Mail[]): Mail[][] {
  const latest = new Map<string, number>()
  const generations: Mail[][] = []
  for (const mail of mails) {
    const place = Math.max(-1, ...mail.kin.map((name) => latest.get(name) ?? -1)) + 1
    for (const name of mail.kin) latest.set(name, place)
    const generation = generations[place] ?? []
    generations[place] = generation
    generation.push(mail)
  }
  return generations
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

/** Waits for each. */
async function waitForLocks(tx: Tx, locks: string[]): Promise<Set<string>> {
  // Taken in one order everywhere: whoever wants two of them never waits for one who holds the other.
  const sorted = [...new Set(locks)].sort()
  if (sorted.length > 0) {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(lock, 1)) from unnest(${sql.param(sorted)}::text[]) as lock`,
    )
  }
  return new Set()
}

/** Waits for none. Answers with those that somebody else has. */
async function tryLocks(tx: Tx, locks: string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ lock: string }>(
    sql`select lock from unnest(${sql.param([...new Set(locks)])}::text[]) as lock
      where not pg_try_advisory_xact_lock(hashtextextended(lock, 1))`,
  )
  return new Set(rows.map(({ lock }) => lock))
}

type Settled = Outcome & { id: string }

/** What an outcome does not say stays as it was. */
const writeFate = gathered<Settled, void>(async (tx, outcomes) => {
  const readAt = Temporal.Now.instant().toString()
  const rows = asJson(outcomes.map((outcome) => ({ ...outcome, ...standingWords(outcome), readAt })))
  await tx.execute(sql`update inbound_mail mail set
      fate = given.fate, "read_at" = given."readAt",
      -- Held again, a mail waits for a person anew.
      release = case when given.fate = 'held' then null else mail.release end,
      reason = coalesce(given.reason, mail.reason), flood = coalesce(given.flood, mail.flood),
      newcomer_of = coalesce(given."newcomerOf", mail.newcomer_of), level = coalesce(given.level, mail.level),
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
    from json_to_recordset(${rows}::json) as given (id uuid, fate text, "readAt" timestamptz, reason text, flood text,
      "newcomerOf" text, level text,
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
