import type { Db, Tx } from '../../db/client.ts'
import { countArrivals, countStrangers, ofStrangers, raiseFlood } from '../../db/mailbox/flood.ts'
import { countNewcomers, newcomersAtMost } from '../../db/mailbox/newcomers.ts'
import { newOnesOf, strangers } from '../../domain/crowd.ts'
import type { Found } from './find-ticket.ts'
import type { Identity } from './identify-sender.ts'
import { type Fate, heldFor, type Reading } from './reading.ts'

/**
 * How many mails within ten minutes are still read one by one: people send a dozen pictures each in a mail of its own,
 * and empty an outbox after a flight; nobody opens thirty concerns, or answers a hundred times, and of no company do a
 * thousand people write for the first time at once.
 */
const limits = { firstWords: 30, answers: 100, strangers: 50 }

type Sent = {
  mailId: string
  fromAddress: string
  moment: Temporal.Instant
  proven: boolean
  /** Whether it looks like an answer: of these more are read. */
  answers: boolean
}

/**
 * Which of these mails come after so many of their sender that what comes of them does not hang on one another: such mails
 * may be read side by side, so that a flood keeps nobody waiting.
 */
export async function findFlooding(db: Tx | Db, mails: Sent[]): Promise<Set<string>> {
  const flooding = await Promise.all(
    mails.map(async ({ mailId, answers, ...sent }) => {
      const most = sent.proven && answers ? limits.answers : limits.firstWords
      return (await countArrivals(db, { ...sent, most })) >= most ? mailId : []
    }),
  )
  return new Set(flooding.flat())
}

/**
 * What comes in such numbers from somebody we know is held, for a person to let in or put aside at once (L14); so is what
 * people of one company's domain write who are all new to us. They are counted by when they reached our server: a mailbox
 * with a past, or a worker that was down, is no flood.
 */
export async function asFlood(tx: Tx, reading: Reading, sender: Identity, found: Found): Promise<Fate | null> {
  if (!isProvenWords(sender) || reading.stored.release?.as === 'anyway') return null
  const meant = found.ticket ?? found.beyondReach
  const known = meant ? { ticketId: meant.id, companyId: meant.companyId } : {}
  const most = found.ticket ? limits.answers : limits.firstWords
  if ((await countFrom(tx, reading, { proven: true, most })) >= most) return heldFor('flood', known)
  const domain = newcomerIn(sender, found)
  if (domain === null || !(await isCrowd(tx, reading, domain))) return null
  return { ...heldFor('flood', known), flood: newOnesOf(domain) }
}

async function isCrowd(tx: Tx, reading: Reading, domain: string): Promise<boolean> {
  return (await countNewcomers(tx, { mailId: reading.stored.id, domain, moment: momentOf(reading) })) >= newcomersAtMost
}

/** The domain of whose new people a mail counts as one: proven, written by hand, and a first word on something. */
export function newcomerIn(sender: Identity, { ticket }: Found): string | null {
  return isProvenWords(sender) && ticket === null ? sender.newcomerOf : null
}

function isProvenWords({ level, evidence }: Identity): boolean {
  return evidence.human && (level === 'P2' || level === 'P3')
}

/**
 * What a held mail came in a flood of; null for one by itself. Whoever claims to be somebody again and again is one
 * flood, and strangers who come in numbers are one together. Staff are told of each once.
 */
export async function floodOf(tx: Tx, reading: Reading, { fate, reason, flood: known }: Fate): Promise<string | null> {
  if (fate !== 'held' || reading.stored.release) return null
  const flood = known ?? (await nameOf(tx, reading, reason ?? ''))
  if (flood) await raiseFlood(tx, reading.house, { flood, now: reading.stored.receivedAt })
  return flood
}

async function nameOf(tx: Tx, reading: Reading, reason: string): Promise<string | null> {
  const address = reading.mail.from?.address ?? null
  if (reason === 'flood') return address
  if (!ofStrangers.some((one) => one === reason)) return null
  if ((await countFrom(tx, reading, { proven: false, most: limits.firstWords })) >= limits.firstWords) return address
  const moment = reading.stored.receivedAt
  return (await countStrangers(tx, { moment, most: limits.strangers })) >= limits.strangers ? strangers : null
}

async function countFrom(tx: Tx, reading: Reading, counted: { proven: boolean; most: number }): Promise<number> {
  const { from } = reading.mail
  return from ? countArrivals(tx, { fromAddress: from.address, moment: momentOf(reading), ...counted }) : 0
}

function momentOf({ stored }: Reading): Temporal.Instant {
  return stored.arrivedAt ?? stored.receivedAt
}
