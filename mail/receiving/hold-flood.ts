import type { Db, Tx } from '../../db/client.ts'
import { countArrivals, countStrangers, ofStrangers, raiseFlood, strangers } from '../../db/mailbox/flood.ts'
import type { Found } from './find-ticket.ts'
import type { Identity } from './identify-sender.ts'
import { type Fate, heldFor, type Reading } from './reading.ts'

/**
 * How many mails within ten minutes are still read one by one: people send a dozen pictures each in a mail of its own,
 * and empty an outbox after a flight; nobody opens thirty concerns, or answers a hundred times.
 */
const limits = { firstWords: 30, answers: 100, strangers: 50 }

/**
 * Which of these senders have sent so much already that what comes of their next mails does not hang on one another: such
 * mails may be read side by side, so that a flood keeps nobody waiting.
 */
export async function findFlooding(
  db: Db,
  mails: { sender: string | null; moment: Temporal.Instant }[],
): Promise<Set<string>> {
  const senders = Map.groupBy(mails, ({ sender }) => sender)
  const several = [...senders].flatMap(([sender, own]) => {
    const [first, second] = own
    return sender !== null && first && second ? [{ fromAddress: sender, moment: first.moment }] : []
  })
  const most = limits.firstWords
  const counted = await Promise.all(
    several.map(async (one) => {
      const both = [true, false].map((proven) => countArrivals(db, { ...one, proven, most }))
      return { ...one, isFlood: (await Promise.all(both)).some((count) => count >= most) }
    }),
  )
  return new Set(counted.flatMap(({ fromAddress, isFlood }) => (isFlood ? [fromAddress] : [])))
}

/**
 * What comes in such numbers from somebody we know is held, for a person to let in or put aside at once (L14). They are
 * counted by when they reached our server: a mailbox with a past, or a worker that was down, is no flood.
 */
export async function asFlood(
  tx: Tx,
  reading: Reading,
  { level, evidence }: Identity,
  { ticket, beyondReach }: Found,
): Promise<Fate | null> {
  const isKnown = evidence.human && (level === 'P2' || level === 'P3')
  if (!isKnown || reading.stored.release?.as === 'anyway') return null
  const most = ticket ? limits.answers : limits.firstWords
  if ((await countFrom(tx, reading, { proven: true, most })) < most) return null
  const meant = ticket ?? beyondReach
  return heldFor('flood', meant ? { ticketId: meant.id, companyId: meant.companyId } : {})
}

/**
 * What a held mail came in a flood of; null for one by itself. Whoever claims to be somebody again and again is one
 * flood, and strangers who come in numbers are one together. Staff are told of each once.
 */
export async function floodOf(tx: Tx, reading: Reading, { fate, reason }: Fate): Promise<string | null> {
  if (fate !== 'held' || reading.stored.release) return null
  const flood = await nameOf(tx, reading, reason ?? '')
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

async function countFrom(
  tx: Tx,
  { mail, stored }: Reading,
  counted: { proven: boolean; most: number },
): Promise<number> {
  if (!mail.from) return 0
  const moment = stored.arrivedAt ?? stored.receivedAt
  return countArrivals(tx, { fromAddress: mail.from.address, moment, ...counted })
}
