import type { Tx } from '../../db/client.ts'
import { tellUndelivered } from '../../db/letters/undelivered.ts'
import { type findCopies, markCopied } from '../../db/mailbox/earlier-mail.ts'
import { type CameBack, noteUndelivered, sketchTicket } from '../../db/mailbox/mail-signs.ts'
import { readRawOf } from '../../db/mailbox/raw-mail.ts'
import { addNoteWithin } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Level } from '../evidence/evidence.ts'
import { isOurAddress } from '../evidence/our-address.ts'
import { readAddress, readBounceToken, readMessageId } from '../evidence/reply-address.ts'
import type { Bounce } from '../machines/bounce.ts'
import { type Fate, heldFor, type Reading } from './reading.ts'
import { hasSameBody } from './same-body.ts'

/** One of our own mails that came back (L07): known by our signature in its Message-ID, or by our address in From. */
export function asLoop({ mail, context }: Reading): Fate | null {
  const isOurs = mail.messageIds.some((id) => readMessageId(context.secretKey, context.mailDomain, id) !== null)
  const fromUs = mail.fromShown.some(({ address }) => isOurAddress(address, context))
  return isOurs || fromUs ? { fate: 'loop' } : null
}

/** A mail read before that bears the same id, or is the same bytes. */
export type Copy = Awaited<ReturnType<typeof findCopies>>[number]

/**
 * A mail that was read before: the same id and the same words. The same id with other words, or proven to be of somebody
 * else, is kept for a person (T14). What came to nothing stands in the way of nothing that proves more: whoever got a copy
 * of a mail, or passes it on changed, could else have it put aside by being faster.
 */
export async function asDuplicate(
  tx: Tx,
  { stored, mail }: Reading,
  { copies, level }: { copies: Copy[]; level: Level },
): Promise<Fate | null> {
  const same = copies.find(({ sha256 }) => sha256 === stored.sha256)
  if (same) return duplicateOf(same)
  const others = copies.filter((copy) => !(isProven(level) && cameToNothing(copy) && (copy.level ?? 'P0') < level))
  if (others.length === 0) return null
  for (const copy of others) {
    const isTheirs = !isProven(level) || copy.fromAddress === mail.from?.address
    if (isTheirs && (await hasSameBody(stored.bytes, await readRawOf(tx, copy.sha256)))) return duplicateOf(copy)
  }
  return heldFor('id_collision')
}

function duplicateOf({ ticketId, companyId }: Copy): Fate {
  return { fate: 'duplicate', ticketId, companyId }
}

/**
 * A copy that was held because it proved less is a copy once the words of its twin stand on a ticket: nobody need look at
 * it any more. Only one that names the same writer and says the same; whatever else bears its id stays for a person.
 */
export async function settleTwins(
  tx: Tx,
  { stored, mail }: Reading,
  { copies, fate: { ticketId, companyId } }: { copies: Copy[]; fate: Fate },
): Promise<void> {
  for (const copy of copies) {
    if (copy.fate !== 'held' || copy.fromAddress !== mail.from?.address) continue
    if (!(await hasSameBody(stored.bytes, await readRawOf(tx, copy.sha256)))) continue
    await markCopied(tx, copy.id, { ticketId: ticketId ?? null, companyId: companyId ?? null })
  }
}

function isProven(level: Level): boolean {
  return level === 'P2' || level === 'P3'
}

const nothingCame: readonly Copy['fate'][] = ['held', 'auto_reply', 'loop', 'bounce']

function cameToNothing({ fate }: Copy): boolean {
  return nothingCame.includes(fate)
}

/**
 * A report that a mail did not arrive, tied to ours by the bounce address it was sent to or by our signature in the id
 * of the mail it carries; a report with neither is kept in the log and changes nothing (L11). Never a ticket, never
 * answered. A letter that did not arrive starts no silence (B20). The PM is told once of it, whoever says it again.
 */
export async function asBounce(tx: Tx, reading: Reading): Promise<Fate | null> {
  const { bounce } = reading.mail
  if (!bounce) return null
  const outgoingId = outgoingIdOf(reading, bounce)
  const delivery = bounce.delayed ? null : bounce.severity === 'hard' ? 'bounced' : 'failed'
  const back = outgoingId && (await noteUndelivered(tx, outgoingId, { delivery, serverSaid: bounce.diagnostic }))
  if (!back) return { fate: 'bounce', reason: 'not_one_of_ours' }
  const { letter, isNews } = back
  const { receivedAt } = reading.stored
  if (isNews) await tellUndelivered(tx, reading.house, letter, { said: bounce.diagnostic, now: receivedAt })
  const ticket = letter.ticketId && (await sketchTicket(tx, { id: letter.ticketId }))
  const threadMessageId = ticket ? await noteBounce(tx, reading, { number: ticket.number, letter, bounce }) : null
  return { fate: 'bounce', ticketId: letter.ticketId, companyId: letter.companyId, threadMessageId }
}

function outgoingIdOf({ mail, stored, context }: Reading, { originalIds }: Bounce): string | null {
  const reached = [...stored.envelopeTo, ...mail.deliveredTo, ...mail.to.map(({ address }) => address)]
  for (const address of reached) {
    const ours = readAddress(address, context.mailDomain)
    const id = ours?.kind === 'bounce' ? readBounceToken(context.secretKey, ours.token) : null
    if (id) return id
  }
  const signed = originalIds.map((id) => readMessageId(context.secretKey, context.mailDomain, id))
  return signed.find((id) => id !== null) ?? null
}

/** One note for each thing a server may say of one sending. Answers none for words that stand there already. */
async function noteBounce(
  tx: Tx,
  reading: Reading,
  { number, letter, bounce }: { number: number; letter: CameBack['letter']; bounce: Bounce },
): Promise<string | null> {
  const { severity, delayed, diagnostic } = bounce
  const what = delayed ? 'is delayed' : severity === 'hard' ? 'did not arrive: the address is wrong' : 'did not arrive'
  const noted = await addNoteWithin(tx, reading.house, {
    number,
    actor: { kind: 'system' },
    body: `A mail to ${letter.address} ${what}.\n\n${diagnostic}`.trim(),
    files: [],
    channel: 'mail',
    proof: 'job',
    sourceKey: `undelivered/${letter.id}/${letter.deliveredAt ?? ''}/${delayed ? 'delayed' : severity}`,
    now: reading.stored.receivedAt,
  })
  return isRefusal(noted) || noted.acted === 'before' ? null : noted.messageId
}
