import type { Tx } from '../../db/client.ts'
import { countRecent } from '../../db/mailbox/earlier-mail.ts'
import { countReopened, readOpenings, readSaid } from '../../db/mailbox/said-before.ts'
import { isEcho, wordsCompared } from '../machines/echo.ts'
import type { Reading } from './reading.ts'

const mailsInTenMinutes = 10
const reopenings = 3
const acknowledgedInADay = 10

/** Shorter words than this people say twice a day. */
const wordsOfOurs = 4

/** Machines get no answer, and neither does whoever sent more than ten mails in ten minutes (L03, L05, L14). */
export async function mayAnswer(tx: Tx, reading: Reading): Promise<boolean> {
  return reading.mail.screening.signs.length === 0 && reading.mail.from !== null && !(await isFlood(tx, reading))
}

/** Whether its sender has sent ten mails before it within ten minutes. */
export async function isFlood(tx: Tx, { mail, stored }: Reading): Promise<boolean> {
  if (!mail.from) return false
  const most = mailsInTenMinutes
  return (await countRecent(tx, { fromAddress: mail.from.address, moment: stored.receivedAt, most })) >= most
}

/**
 * Whether a first word is to be acknowledged, or why not: not where too many came at once, not where it says what its
 * writer said before we acknowledged that, for so only a machine answers us, and two of them would go on for ever; and not
 * after ten in a day, for one that says something new each time (L05, B13).
 */
export async function judgeAcknowledgement(tx: Tx, reading: Reading): Promise<'owed' | 'machine' | 'flood'> {
  const { mail, stored } = reading
  const fromAddress = mail.from?.address ?? ''
  const [isTooMuch, openings] = await Promise.all([
    isFlood(tx, reading),
    readOpenings(tx, { fromAddress, moment: stored.receivedAt, most: wordsCompared, latest: acknowledgedInADay }),
  ])
  if (mail.screening.signs.length > 0 || mail.from === null) return 'machine'
  if (isTooMuch) return 'flood'
  return openings.length >= acknowledgedInADay || isEcho(mail.newWords.text, openings, 'tickets') ? 'machine' : 'owed'
}

type Speaker = { ticketId: string; authorId: string }

/**
 * Who hears by letter of what a contact says: everybody, or the PM alone where they say again what they said within a
 * day, or nobody when too much comes at once. What two machines of one company say to each other ends there (B13).
 */
export async function audienceOf(tx: Tx, reading: Reading, speaker: Speaker): Promise<'everybody' | 'pm' | 'nobody'> {
  if (await isFlood(tx, reading)) return 'nobody'
  const said = await readSaid(tx, { ...speaker, most: wordsCompared }, aDayBefore(reading))
  return isEcho(reading.mail.newWords.text, said) ? 'pm' : 'everybody'
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
