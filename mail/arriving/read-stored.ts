import { setTimeout as wait } from 'node:timers/promises'
import type { Tx } from '../../db/client.ts'
import type { House } from '../../db/house.ts'
import { findCopies } from '../../db/mailbox/earlier-mail.ts'
import { countTry, putOff, takeWaiting, type Waiting, withBytes } from '../../db/mailbox/inbound-mail.ts'
import { type Outcome, type Step, settle } from '../../db/mailbox/settle-mail.ts'
import { isOfSomebody } from '../../db/people/addresses.ts'
import type { Haste } from '../../db/promise.ts'
import { checkInOffice } from '../evidence/check-office.ts'
import { lookAtOrigin } from '../evidence/look-at-origin.ts'
import { isUnreadable, type Unreadable } from '../parse.ts'
import { newMailTime } from '../parsing/mail-time.ts'
import { isFirstWord, lookUpMail, receiveHead, receiveMail } from '../receive.ts'
import { claimsOf, heldFor, type ReadingContext } from '../receiving/reading.ts'
import { findTurns, type Parsed } from '../receiving/turns.ts'
import { newRoom, type Room } from './room.ts'

/**
 * How many mails share a transaction, and for how many milliseconds a pause in parsing is sat out for a fuller one. What
 * was tried so often together is tried alone: of many that a killed worker had in hand at most one can be its death.
 */
const limits = { together: 3, alone: 3, handful: 50, patience: 30 }

/**
 * For how long, in seconds, a mail waits for a DNS that does not answer; and how often one is tried that a busy machine
 * kept from the processor.
 */
const patience = { shortest: 60, longest: 15 * 60, tries: 4 }

/**
 * How many jobs are in hand at once: so few that each connection they use has met their statements before. What is live
 * has turns of its own, and so waits for no backlog.
 */
const turns = { live: newRoom(3), backlog: newRoom(3) } satisfies Record<Haste, Room>

/** The raw mails that are held in memory at once, however many jobs there are. */
const room = newRoom(32 * 1024 * 1024)

/**
 * Reads stored mails, each to its one fate. Whatever is parsed first is read first, so that no mail holds up another;
 * those that already have a fate are left alone. What fails for a passing reason is tried again by the job; a mail that
 * failed three times beside others and three times alone is held. Throws when any of them has to be tried again.
 */
export function readMails(house: House, context: ReadingContext & { haste?: Haste }, mailIds: string[]): Promise<void> {
  return turns[context.haste ?? 'live'](1, () => readInTurn(house, context, mailIds))
}

async function readInTurn(house: House, context: ReadingContext, mailIds: string[]): Promise<void> {
  const { fresh, doubtful } = await takeWaiting(house, mailIds, limits)
  const faults = await readInRoom(house, context, fresh)
  for (const mail of doubtful) {
    await countTry(house, mail.id)
    faults.push(...(await readInRoom(house, context, [{ ...mail, tries: mail.tries + 1 }])))
  }
  if (faults.length > 0)
    throw new AggregateError(faults, `${faults.length} of ${mailIds.length} mails have to be read again.`)
}

async function readInRoom(house: House, context: ReadingContext, mails: Omit<Waiting, 'bytes'>[]): Promise<unknown[]> {
  const bytes = mails.reduce((sum, { size }) => sum + size, 0)
  return room(bytes, async () => readTaken(house, context, await withBytes(house, mails)))
}

async function readTaken(house: House, context: ReadingContext, waiting: Waiting[]): Promise<unknown[]> {
  const faults: unknown[] = []
  const parsing = waiting.map(async (stored): Promise<Parsed | null> => {
    try {
      return await parse(house, context, stored)
    } catch (fault) {
      faults.push(fault)
      return null
    }
  })
  for await (const some of inHandfuls(parsing, limits.handful)) {
    faults.push(...(await readTogether(house, context, some)))
  }
  return faults
}

/** Parses a mail and looks at where it comes from; null for one that is put off. */
async function parse(house: House, context: ReadingContext, stored: Waiting): Promise<Parsed | null> {
  const time = newMailTime()
  const mail = await context.parse(stored.bytes, time)
  const isNamed = stored.release !== null && stored.release.as !== 'anyway'
  const isProven = isNamed || (stored.trusted === 'loopback' && context.trustLoopback)
  const looks = !isUnreadable(mail) && !isProven
  const own = looks ? await lookAtOrigin({ ...context, check: checkInOffice, time }, mail, stored) : null
  const isLate = isUnreadable(mail) ? mail.unreadable === 'parse_timeout' : own?.isTemporary === true
  if (!isLate) return { stored, mail, own }
  const counts = time.isStarved()
  const notBefore = counts ? laterForStarved(stored) : await laterForDns(house, stored, mail)
  if (notBefore === null) return { stored, mail, own }
  await putOff(house, stored.id, { notBefore, counts })
  return null
}

/**
 * When to try a mail again whose time went by without a processor: after one minute, two and four. null once it was tried
 * so often, and for a file, whose giver waits.
 */
function laterForStarved({ origin, tries }: Waiting): Temporal.Instant | null {
  if (origin === 'file' || tries >= patience.tries) return null
  return Temporal.Now.instant().add({ seconds: patience.shortest * 2 ** (tries - 1) })
}

/**
 * When to look again at a mail for which the DNS did not answer: after pauses as long as it is old, for a quarter of an
 * hour (D11). null once that is over, for what a stranger sent or took too much of the processor, and for a file, whose
 * giver waits.
 */
async function laterForDns(
  house: House,
  { origin, receivedAt }: Waiting,
  mail: Parsed['mail'],
): Promise<Temporal.Instant | null> {
  const now = Temporal.Now.instant()
  const age = now.since(receivedAt).total('seconds')
  const from = isUnreadable(mail) ? null : mail.from
  if (origin === 'file' || age >= patience.longest || !from || !(await isOfSomebody(house.db, from.address)))
    return null
  return now.add({ seconds: Math.ceil(Math.min(Math.max(age, patience.shortest), patience.longest - age)) })
}

/** What is ready, in handfuls: full ones while there is no pause, and what there is as soon as there is one. */
async function* inHandfuls<Item>(items: Promise<Item | null>[], most: number): AsyncGenerator<Item[]> {
  const ready: Item[] = []
  let left = items.length
  let bell = Promise.withResolvers<void>()
  for (const item of items) {
    void item.then((value) => {
      left -= 1
      if (value !== null) ready.push(value)
      bell.resolve()
    })
  }
  while (left > 0 || ready.length > 0) {
    if (ready.length >= most || left === 0) {
      yield ready.splice(0, most)
    } else {
      const before = ready.length
      bell = Promise.withResolvers<void>()
      await Promise.race([bell.promise, before > 0 ? wait(limits.patience) : bell.promise])
      if (before > 0 && ready.length === before) yield ready.splice(0, most)
    }
  }
}

/** Reads a handful in one transaction; when that fails, each by itself, so that one mail's fault is its own. */
async function readTogether(house: House, context: ReadingContext, parsed: Parsed[]): Promise<unknown[]> {
  const mails = await findTurns(house.db, context, parsed)
  const readOne = (tx: Tx, one: Parsed) => read(tx, house, { context, ...one })
  try {
    await settle(house, mails, readOne, (tx, waited) => findTurns(tx, context, waited))
    return []
  } catch (fault) {
    if (mails.length === 1) return [fault]
  }
  const faults: unknown[] = []
  for (const mail of mails) await settle(house, [mail], readOne).catch((fault) => faults.push(fault))
  return faults
}

async function read(
  tx: Tx,
  house: House,
  { context, stored, mail, own }: Parsed & { context: ReadingContext },
): Promise<Step> {
  if (isUnreadable(mail)) return () => receiveUnreadable(tx, stored, mail)
  const reading = { house, context, stored, mail, own }
  const isStub = stored.size > stored.bytes.byteLength && !stored.release
  const triesTooMany = stored.tries - limits.together - limits.alone
  // What cannot be written down of a mail may be what it says of itself.
  if (triesTooMany > 1) return heldFor('reading_failed')
  if (triesTooMany > 0) return { ...claimsOf(reading), ...heldFor('reading_failed') }
  if (isStub) return () => receiveHead(tx, reading)
  const known = await lookUpMail(tx, reading)
  return isFirstWord(reading, known) ? receiveMail(tx, reading, known) : () => receiveMail(tx, reading, known)
}

/** What nobody can parse is held; coming again it is a copy, like every other mail. */
async function receiveUnreadable(tx: Tx, { id, sha256, release }: Waiting, mail: Unreadable): Promise<Outcome> {
  const copies = release ? [] : await findCopies(tx, { mailId: id, messageIds: [], sha256 })
  if (copies.length > 0) return { fate: 'duplicate' }
  return { ...heldFor(mail.unreadable), evidence: { detail: mail.detail } }
}
