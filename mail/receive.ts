import type { Tx } from '../db/client.ts'
import { findCopies } from '../db/mailbox/earlier-mail.ts'
import type { Outcome } from '../db/mailbox/settle-mail.ts'
import { type Evidence, type Level, levelOf } from './evidence/evidence.ts'
import type { OwnCheck } from './evidence/own-check.ts'
import { type Found, findTicket } from './receiving/find-ticket.ts'
import { asFlood, floodOf, newcomerIn } from './receiving/hold-flood.ts'
import { type Identity, identifySender } from './receiving/identify-sender.ts'
import { claimsOf, type Fate, heldFor, type Reading } from './receiving/reading.ts'
import { asContactWords, contactOf } from './receiving/receive-contact.ts'
import { asBounce, asDuplicate, asLoop, type Copy, settleTwins } from './receiving/receive-machine.ts'
import { asProbe } from './receiving/receive-probe.ts'
import { asReleased } from './receiving/receive-released.ts'
import { asStaffWords } from './receiving/receive-staff.ts'
import { tellHeld, tellLeft } from './receiving/tell-sender.ts'

const stood: readonly Fate['fate'][] = ['ticket', 'reply', 'decision', 'command']

/** What the house knows of a mail before it is read: others like it, who wrote it, and where it belongs. */
export type KnownOfMail = { copies: Copy[]; sender: Identity; found: Found }

/** Looks up what `receiveMail` decides by: copies, sender and ticket. Writes nothing. */
export async function lookUpMail(tx: Tx, reading: Reading): Promise<KnownOfMail> {
  const { stored, mail } = reading
  const [copies, sender] = await Promise.all([
    findCopies(tx, { mailId: stored.id, messageIds: mail.messageIds, sha256: stored.sha256 }),
    identifySender(tx, reading),
  ])
  return { copies, sender, found: await findTicket(tx, reading, sender) }
}

/**
 * A contact's first word on something, or what a stranger sent: reading it touches nothing that another mail could touch
 * too. The first mails of people who are new to us count each other.
 */
export function isFirstWord({ mail, stored }: Reading, { copies, sender, found }: KnownOfMail): boolean {
  const isNobody = sender.actor === null && sender.grant === null
  const stands = copies.length === 0 && !mail.bounce && !stored.release
  const isOwn = isNobody || sender.actor?.kind === 'contact'
  return stands && isOwn && found.ticket === null && found.beyondReach === null
}

/**
 * Reads one parsed mail to its one fate, in the transaction that writes the fate: what comes back by itself first (our
 * own mail, copies, reports), then who wrote it and what that proves, then where it belongs.
 */
export async function receiveMail(tx: Tx, reading: Reading, { copies, sender, found }: KnownOfMail): Promise<Outcome> {
  const weighed = weigh(sender, found)
  const returned = reading.stored.release ? null : await asReturned(tx, reading, { copies, level: weighed.level })
  const fate =
    returned ??
    (await asReleased(tx, reading, weighed)) ??
    (await asProbe(tx, reading, weighed)) ??
    (await asFlood(tx, reading, weighed, found)) ??
    (await asWords(tx, reading, weighed, found))
  if (!returned && stood.includes(fate.fate)) await settleTwins(tx, reading, { copies, fate })
  await tellHeld(tx, reading, weighed, fate)
  await tellLeft(tx, reading, weighed, fate)
  const flood = await floodOf(tx, reading, fate)
  const newcomerOf = returned ? null : newcomerIn(weighed, found)
  const traces = { level: weighed.level, evidence: tracesOf(reading, weighed, found), newcomerOf }
  return { ...claimsOf(reading), ...traces, ...fate, flood }
}

/** A mail of which only the head was fetched: what that says is read, the rest is for a person (Z12). */
export async function receiveHead(tx: Tx, reading: Reading): Promise<Outcome> {
  const { copies, sender, found } = await lookUpMail(tx, reading)
  if (copies.some(({ sha256 }) => sha256 === reading.stored.sha256)) return { ...claimsOf(reading), fate: 'duplicate' }
  const weighed = weigh(sender, found)
  const fate = heldFor(
    'too_large',
    found.ticket ? { ticketId: found.ticket.id, companyId: found.ticket.companyId } : {},
  )
  await tellHeld(tx, reading, weighed, fate)
  return { ...claimsOf(reading), level: weighed.level, evidence: tracesOf(reading, weighed, found), ...fate }
}

async function asReturned(
  tx: Tx,
  reading: Reading,
  { copies, level }: { copies: Copy[]; level: Level },
): Promise<Fate | null> {
  return asLoop(reading) ?? (await asDuplicate(tx, reading, { copies, level })) ?? (await asBounce(tx, reading))
}

/** A reply address proves its owner only while they may see the ticket it was made for. */
function weigh(sender: Identity, { sign }: Found): Identity {
  const evidence: Evidence = { ...sender.evidence, person: sender.evidence.person && sign === 'reply_address' }
  return { ...sender, evidence, level: levelOf(evidence) }
}

async function asWords(tx: Tx, reading: Reading, sender: Identity, found: Found): Promise<Fate> {
  const { actor, grant, level, evidence } = sender
  const meant = found.ticket ?? found.beyondReach
  const known = meant ? { ticketId: meant.id, companyId: meant.companyId } : {}
  // Machines have no words: their mail stays in the log, beside the ticket, and nobody is answered (L01).
  if (!evidence.human) return { fate: 'auto_reply', ...known }
  if (level === 'P1') return heldFor('through_anothers_address', known)
  if (level === 'P0') return heldFor(reasonFor(sender), known)

  if (actor?.kind === 'staff') return asStaffWords(tx, reading, { sender, found, actor })
  const isAnothers =
    grant !== null && (grant.purpose === 'note' || (grant.personId !== actor?.id && found.ticket === null))
  if (isAnothers) return heldFor('through_anothers_address', known)
  const contact = await contactOf(tx, reading, sender)
  if (!contact) return heldFor('unknown_sender', known)
  const answersAnother = sender.isNew && found.beyondReach !== null
  return asContactWords(tx, reading, { sender, actor: contact, proof: level, ticket: found.ticket, answersAnother })
}

function reasonFor({ evidence }: Identity) {
  if (!evidence.struct) return 'from_not_unique'
  return evidence.known ? 'unproven_sender' : 'unknown_sender'
}

/** What a person looking at the mail log wants to know beside the fate. */
function tracesOf({ mail, stored, own }: Reading, { evidence }: Identity, { sign }: Found): Record<string, unknown> {
  return {
    ...evidence,
    ...{ sign, marks: mail.screening.signs, truncated: mail.truncated },
    ...(mail.messageIds.length > 1 && { ids: mail.messageIds }),
    ...(own && { own: sayOwn(own) }),
    ...(stored.release && { released: stored.release }),
  }
}

/** Our own check as the mail log keeps it. */
function sayOwn({ signatures, sender, dmarc, sealed, isTemporary }: OwnCheck): Record<string, unknown> {
  return { dkim: signatures.map(({ domain }) => domain), spf: sender, dmarc, sealed: sealed !== null, isTemporary }
}
