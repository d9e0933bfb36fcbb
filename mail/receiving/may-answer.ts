import type { Tx } from '../../db/client.ts'
import { countRounds, countWelcomes, roundsAtMost, welcomesAtMost } from '../../db/letters/rounds.ts'
import { countRecent } from '../../db/mailbox/earlier-mail.ts'
import { countReopened, readOpenings, readSaid } from '../../db/mailbox/said-before.ts'
import type { Contact, Staff } from '../../domain/ticket.ts'
import { isEcho, wordsCompared } from '../machines/echo.ts'
import type { Reading } from './reading.ts'

const mailsInTenMinutes = 10
const reopenings = 3

/** So many of somebody's latest first words are looked at. */
const openingsCompared = 3

/** What came to its server longer ago than this was written before we answered anything now; less may be two clocks. */
const clocksDiffer = { minutes: 10 }

/** Shorter words than this people say twice a day. */
const wordsOfOurs = 4

/** Machines get no answer, and neither does whoever sent more than ten mails in ten minutes (L03, L05, L14). */
export async function mayAnswer(tx: Tx, reading: Reading): Promise<boolean> {
  return reading.mail.screening.signs.length === 0 && reading.mail.from !== null && !(await isFlood(tx, reading))
}

/**
 * Whether somebody may be told by itself what became of their mail: not for the third time in a row without a person on
 * either side, whoever they are and however long they take to answer (B13). `last` for the second time.
 */
export async function mayTell(tx: Tx, reading: Reading, to: Contact | Staff): Promise<'yes' | 'last' | 'no'> {
  return (await mayAnswer(tx, reading)) ? turnOf(await roundsOf(tx, reading, { actor: to, ticketId: null })) : 'no'
}

function turnOf(rounds: number): 'yes' | 'last' | 'no' {
  if (rounds >= roundsAtMost) return 'no'
  return rounds === roundsAtMost - 1 ? 'last' : 'yes'
}

function roundsOf(
  tx: Tx,
  { stored: { receivedAt, arrivedAt } }: Reading,
  { actor, ticketId }: { actor: Contact | Staff; ticketId: string | null },
): Promise<number> {
  const latest = (arrivedAt ?? receivedAt).add(clocksDiffer)
  const moment = Temporal.Instant.compare(latest, receivedAt) < 0 ? latest : receivedAt
  const isOurs = actor.kind === 'staff'
  return countRounds(tx, { personId: actor.id, address: actor.email, isOurs, ticketId, moment })
}

/** Whether its sender has sent ten mails before it within ten minutes. */
export async function isFlood(tx: Tx, reading: Reading): Promise<boolean> {
  return (await countBefore(tx, reading)) >= mailsInTenMinutes
}

async function countBefore(tx: Tx, { mail, stored }: Reading): Promise<number> {
  if (!mail.from) return 0
  return countRecent(tx, { fromAddress: mail.from.address, moment: stored.receivedAt, most: mailsInTenMinutes })
}

/** Whether a first word is acknowledged, for the last time for now, or why not. */
export type Owed = 'owed' | 'last' | 'machine' | 'flood' | 'newcomers'

/**
 * Whether a first word is to be acknowledged, or why not: not where too many came at once; not where it says what its
 * writer said before we acknowledged that, for so only a machine answers us; and not where two acknowledgements reached
 * its writer and no person has acted since, for a machine may say something new each time, in any thread and after days
 * (L05, B13). The `last` one says so. Of people who are new to us at one domain so many are acknowledged, as of one
 * writer: a machine may use another address each time. What was let in with a crowd is answered to nobody.
 */
export async function judgeAcknowledgement(
  tx: Tx,
  reading: Reading,
  { actor, newcomerOf }: { actor: Contact; newcomerOf: string | null },
): Promise<Owed> {
  const { mail, stored } = reading
  const fromAddress = mail.from?.address ?? ''
  const moment = stored.receivedAt
  const [isTooMuch, openings, rounds] = await Promise.all([
    isFlood(tx, reading),
    readOpenings(tx, { fromAddress, moment, most: wordsCompared, latest: openingsCompared }),
    roundsOf(tx, reading, { actor, ticketId: null }),
  ])
  if (mail.screening.signs.length > 0 || mail.from === null) return 'machine'
  if (isTooMuch || stored.release?.as === 'anyway') return 'flood'
  const turn = isEcho(mail.newWords.text, openings, 'tickets') ? 'no' : turnOf(rounds)
  if (turn === 'no') return 'machine'
  // Last of all: who asks counts as acknowledged for those that are read beside it.
  const asked = newcomerOf === null ? null : { mailId: stored.id, domain: newcomerOf, moment }
  if (asked && (await countWelcomes(tx, asked)) >= welcomesAtMost) return 'newcomers'
  return turn === 'yes' ? 'owed' : 'last'
}

type Speaker = { ticketId: string; authorId: string }

/**
 * Who hears by letter of what a contact says: everybody, or the PM alone where they say again what they said within a
 * day or were told twice of their colleagues' words while none of us acted, or nobody when too much comes at once. What
 * two machines of one company say to each other ends there (B13). `last` says that the next of too many at once is not
 * passed on.
 */
export async function audienceOf(
  tx: Tx,
  reading: Reading,
  { actor, ticketId }: { actor: Contact; ticketId: string },
): Promise<{ told: 'everybody' | 'pm' | 'nobody'; last: boolean }> {
  const before = await countBefore(tx, reading)
  const last = before === mailsInTenMinutes - 1
  if (before >= mailsInTenMinutes) return { told: 'nobody', last }
  const [said, rounds] = await Promise.all([
    readSaid(tx, { ticketId, authorId: actor.id, most: wordsCompared }, aDayBefore(reading)),
    roundsOf(tx, reading, { actor, ticketId }),
  ])
  const isForUs = isEcho(reading.mail.newWords.text, said) || turnOf(rounds) === 'no'
  return { told: isForUs ? 'pm' : 'everybody', last }
}

/**
 * Whether words may reopen what silence closed: not the same words once more, and not for the fourth time; then they are
 * words, and a person reopens it (L06).
 */
export async function mayReopen(tx: Tx, { mail }: Reading, speaker: Speaker): Promise<boolean> {
  const times = await countReopened(tx, speaker.ticketId)
  if (times === 0) return true
  const said = await readSaid(tx, { ...speaker, most: wordsCompared }, 'ever')
  return times < reopenings && !isEcho(mail.newWords.text, said)
}

/** Whether one of us says by mail what they said on the ticket within a day, as only an unmarked machine of theirs does. */
export async function isRepeated(tx: Tx, reading: Reading, speaker: Speaker): Promise<boolean> {
  const { text } = reading.mail.newWords
  if ((text.slice(0, wordsCompared).match(/\p{L}+/gu)?.length ?? 0) < wordsOfOurs) return false
  return isEcho(text, await readSaid(tx, { ...speaker, most: wordsCompared }, aDayBefore(reading)))
}

function aDayBefore({ stored }: Reading): Temporal.Instant {
  return stored.receivedAt.subtract({ hours: 24 })
}
