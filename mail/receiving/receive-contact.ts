import { readHours } from '../../db/agency/calendars.ts'
import type { Tx } from '../../db/client.ts'
import { joinTicket, rememberIds, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { readAppOfMailbox } from '../../db/mailbox/mailbox-owner.ts'
import { type Opening, openWithin } from '../../db/open-ticket.ts'
import { welcomeContact } from '../../db/people/addresses.ts'
import { addMessageWithin, type Spoken } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { reopenUntil } from '../../domain/sla.ts'
import type { Contact } from '../../domain/ticket.ts'
import { readMessageId } from '../evidence/reply-address.ts'
import type { Identity } from './identify-sender.ts'
import { audienceOf, judgeAcknowledgement, mayReopen, type Owed } from './may-answer.ts'
import { type Fate, heldFor, laterOf, type Reading, sourceKeyOf } from './reading.ts'
import { hearDecision } from './receive-decision.ts'
import { suggestPeople } from './suggest-people.ts'
import { noteFlood, tellTooMany, tellUndecided } from './tell-sender.ts'
import { filesFor, keepAttachments, mailWordsOf, titleOf, wordsOf } from './thread-words.ts'

/** Who writes, on what proof, and where to: null for a new ticket. */
export type Writing = {
  sender: Identity
  actor: Contact
  proof: Opening['proof']
  ticket: TicketSketch | null
  /** Nobody has written from there before, and yet it answers what we wrote to somebody else. */
  answersAnother?: boolean
}

const limits = { copied: 10, ids: 20 }

/** The contact a mail is from; somebody new at a company's own domain becomes one, with no rights to approve. */
export async function contactOf(
  tx: Tx,
  { house, mail, stored }: Reading,
  { actor, companyOfDomain, isNew }: Identity,
): Promise<Contact | null> {
  if (actor) return actor.kind === 'contact' ? actor : null
  if (!isNew || !companyOfDomain || !mail.from) return null
  const { address, name } = mail.from
  const welcomed = await welcomeContact(tx, house, {
    address,
    name: (name || address.slice(0, address.lastIndexOf('@'))).slice(0, 200),
    companyId: companyOfDomain,
    now: stored.receivedAt,
  })
  return welcomed?.kind === 'contact' ? welcomed : null
}

/**
 * A mail of a contact: a message on the ticket it belongs to, else a new ticket in their own company. A ticket closed
 * longer than it may be reopened is not woken; a new one is linked to it.
 */
export async function asContactWords(tx: Tx, reading: Reading, writing: Writing): Promise<Fate> {
  const { ticket } = writing
  if (!ticket) return open(tx, reading, { ...writing, linkedTo: null })
  const isOver = await isClosedForGood(tx, ticket, reading.stored.receivedAt)
  return isOver ? open(tx, reading, { ...writing, linkedTo: ticket }) : answer(tx, reading, { ...writing, ticket })
}

async function isClosedForGood(tx: Tx, { closedAt, companyId }: TicketSketch, now: Temporal.Instant): Promise<boolean> {
  if (closedAt === null) return false
  const { calendar } = await readHours(tx, companyId)
  return Temporal.Instant.compare(now, reopenUntil(closedAt, calendar)) > 0
}

async function answer(
  tx: Tx,
  reading: Reading,
  { sender, actor, proof, ticket }: Writing & { ticket: TicketSketch },
): Promise<Fate> {
  const { house, mail, stored } = reading
  const now = laterOf(stored.receivedAt, ticket.updatedAt)
  const known = { ticketId: ticket.id, companyId: ticket.companyId }
  const owner = { ...known, uploadedBy: actor.id, visibility: 'public' as const }
  const files = await keepAttachments(tx, reading, owner, await filesFor(tx, mail, ticket.id))
  const heard = await hearDecision(tx, reading, { sender, actor, proof, ticket, files })
  const decided = heard && 'decided' in heard ? heard.decided : null
  const standing = decided ? null : await standingOf(tx, reading, { actor, ticket, now })
  const said = decided
    ? decided
    : await addMessageWithin(tx, house, {
        ...{ number: ticket.number, actor, body: await wordsOf(tx, reading, actor.id), files, now },
        ...{ channel: 'mail', proof, sourceKey: sourceKeyOf(reading), mail: mailWordsOf(mail) },
        ...standing,
      })
  if (isRefusal(said)) return heldFor('refused', known)
  if (heard && 'undecided' in heard) await tellUndecided(tx, reading, { actor, ticket, because: heard.undecided })
  // Afterwards: whoever was copied has these words already.
  await joinTicket(tx, ticket, colleaguesIn(sender, ticket.companyId, actor), now)
  await suggestPeople(tx, reading, { sender, ticket, now })
  await rememberIds(tx, ticket, idsOf(reading), now)
  if (decided) return { fate: 'decision', ...known, threadMessageId: said.messageId }
  return {
    fate: 'reply',
    ...known,
    threadMessageId: said.messageId,
    ...whyUnanswered(standing?.told === 'nobody' ? 'flood' : 'owed'),
  }
}

/** The mail log says why nobody was written to about a mail: too many came at once, or of people new to us, or a machine may have written it. */
function whyUnanswered(owed: Owed): Pick<Fate, 'reason'> {
  if (owed === 'flood') return { reason: 'too_many_at_once' }
  if (owed === 'newcomers') return { reason: 'too_many_newcomers' }
  return owed === 'machine' ? { reason: 'not_acknowledged' } : {}
}

/** What words may do beside standing in the thread: who hears of them by letter, and whether they reopen it. */
async function standingOf(
  tx: Tx,
  reading: Reading,
  { actor, ticket, now }: { actor: Contact; ticket: TicketSketch; now: Temporal.Instant },
): Promise<Pick<Spoken, 'told' | 'reopens'>> {
  const speaker = { ticketId: ticket.id, authorId: actor.id }
  const { told, last } = await audienceOf(tx, reading, { actor, ticketId: ticket.id })
  if (last && told === 'everybody') await tellTooMany(tx, reading, { actor, ticket, now })
  if (told === 'nobody') await noteFlood(tx, reading, { actor, ticket, now })
  if (ticket.resolution !== 'no_feedback') return { told }
  return { told, reopens: told !== 'nobody' && (await mayReopen(tx, reading, speaker)) }
}

async function open(
  tx: Tx,
  reading: Reading,
  { sender, actor, proof, linkedTo, answersAnother = false }: Writing & { linkedTo: TicketSketch | null },
): Promise<Fate> {
  const { house, mail, stored } = reading
  const companyId = linkedTo?.companyId ?? companyOf(actor, sender)
  if (!companyId) return heldFor('which_company')
  const owner = { companyId, ticketId: null, uploadedBy: actor.id, visibility: 'public' as const }
  // One after the other: files take their time, and must not come to a transaction that a fault has ended meanwhile.
  // A help desk may answer from another address each time, and would be new to us each time.
  const owed = answersAnother
    ? 'machine'
    : await judgeAcknowledgement(tx, reading, { actor, newcomerOf: sender.newcomerOf })
  const files = await keepAttachments(tx, reading, owner)
  const appId = await readAppOfMailbox(tx, { mailbox: stored.mailbox, companyId })
  const opened = await openWithin(tx, house, {
    ...{ companyId, requesterId: actor.id, actor, category: null, impact: [], appId },
    ...{ title: titleOf(mail), body: await wordsOf(tx, reading, actor.id), files, mail: mailWordsOf(mail) },
    participantIds: colleaguesIn(sender, companyId, actor),
    ...{ source: 'mail', channel: 'mail', proof, sourceKey: sourceKeyOf(reading), now: stored.receivedAt },
    acknowledgement: owed === 'owed' || owed === 'last' ? owed : 'withheld',
    linkedToId: linkedTo?.id ?? null,
  })
  if (isRefusal(opened)) return heldFor('refused', { companyId })
  const { ticketId, number, messageId } = opened
  await suggestPeople(tx, reading, { sender, ticket: { id: ticketId, number, companyId }, now: stored.receivedAt })
  await rememberIds(tx, { id: ticketId, companyId }, idsOf(reading), stored.receivedAt)
  return { fate: 'ticket', ticketId, companyId, threadMessageId: messageId, ...whyUnanswered(owed) }
}

/** Contacts of the company whom the mail was written to as well; nobody else joins by being copied (T11). */
function colleaguesIn({ copied }: Identity, companyId: string, actor: Contact): string[] {
  const people = [...copied.values()].flatMap(({ actor: other }) =>
    other?.kind === 'contact' && other.id !== actor.id ? other : [],
  )
  const ids = people
    .filter(({ memberships }) => memberships.some((membership) => membership.companyId === companyId))
    .map(({ id }) => id)
  return [...new Set(ids)].slice(0, limits.copied)
}

/** With several companies, the one whose domain the mail is from; null when there is none. */
function companyOf({ memberships }: Contact, { companyOfDomain }: Identity): string | null {
  const [only, ...more] = memberships
  const chosen = more.length === 0 ? only : memberships.find(({ companyId }) => companyId === companyOfDomain)
  return chosen?.companyId ?? null
}

/** Ids by which an answer, or the mail that this one answers, will find the ticket; our own find it by their signature. */
function idsOf({ mail, context }: Reading): string[] {
  const answered = [...mail.inReplyTo, ...mail.references.toReversed()].slice(0, limits.ids)
  const theirs = answered.filter((id) => readMessageId(context.secretKey, context.mailDomain, id) === null)
  return [...new Set([...mail.messageIds, ...theirs])]
}
