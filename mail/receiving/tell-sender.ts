import type { Tx } from '../../db/client.ts'
import { alertOfLeaver } from '../../db/letters/alert-of-leaver.ts'
import { answerSender } from '../../db/letters/answer-sender.ts'
import { sketchTicket, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { readPerson } from '../../db/people/actor.ts'
import { addNoteWithin } from '../../db/thread.ts'
import { readTicket } from '../../db/tickets/ticket-facts.ts'
import { maySee } from '../../domain/permission.ts'
import type { Contact, Staff } from '../../domain/ticket.ts'
import { noteForFlood } from '../../domain/words/flood.ts'
import { noteForUndecided, type Undecided } from '../../domain/words/undecided.ts'
import type { Identity } from './identify-sender.ts'
import { mayTell } from './may-answer.ts'
import { type Fate, laterOf, type Reading, sourceKeyOf } from './reading.ts'

/** A note beside words that read like a decision and are none, and a letter to their writer that says so (mail §1). */
export async function tellUndecided(
  tx: Tx,
  reading: Reading,
  { actor, ticket, because }: { actor: Contact; ticket: TicketSketch; because: Undecided },
): Promise<void> {
  const { house, stored } = reading
  const now = laterOf(stored.receivedAt, ticket.updatedAt)
  const facts = await readTicket(tx, ticket.id)
  const pm = facts?.pmId ? await readPerson(tx, facts.pmId) : null
  await addNoteWithin(tx, house, {
    ...{ number: ticket.number, actor: { kind: 'system' }, body: noteForUndecided(because, pm?.language ?? 'en') },
    ...{ files: [], channel: 'mail', proof: 'job', sourceKey: `${sourceKeyOf(reading)}/undecided`, now },
  })
  if (because === 'machine') return
  await tell(tx, reading, { to: actor, ticket, facts: { undecided: because }, now })
}

/** A note, once a day, that so much comes from somebody that nobody is written to about it (L14). */
export async function noteFlood(
  tx: Tx,
  { house, mail }: Reading,
  { actor, ticket, now }: { actor: Contact; ticket: TicketSketch; now: Temporal.Instant },
): Promise<void> {
  const pmId = (await readTicket(tx, ticket.id))?.pmId
  const language = (pmId && (await readPerson(tx, pmId))?.language) || 'en'
  const day = now.toString().slice(0, 10)
  await addNoteWithin(tx, house, {
    ...{ number: ticket.number, actor: { kind: 'system' }, files: [], channel: 'mail', proof: 'job', now },
    ...{ body: noteForFlood(mail.from?.address ?? actor.email, language), sourceKey: `flood/${actor.id}/${day}` },
  })
}

/**
 * Tells somebody whose tenth mail in ten minutes this is, while they may still be written to, that their colleagues on the
 * ticket hear of no more by mail until it is quieter (L14).
 */
export async function tellTooMany(
  tx: Tx,
  reading: Reading,
  { actor, ticket, now }: { actor: Contact; ticket: TicketSketch; now: Temporal.Instant },
): Promise<void> {
  const colleagues = [ticket.requesterId, ...ticket.participantIds].filter((id) => id !== actor.id)
  if (colleagues.length > 0) await tell(tx, reading, { to: actor, ticket, facts: { too_many: 'yes' }, now })
}

/** Tells one of us that what may have been meant for the customer was kept as a note: nothing proved that it was theirs. */
export async function tellNoted(
  tx: Tx,
  reading: Reading,
  { actor, ticket, because }: { actor: Staff; ticket: TicketSketch; because: 'unproven' | 'repeated' },
): Promise<void> {
  const now = laterOf(reading.stored.receivedAt, ticket.updatedAt)
  await tell(tx, reading, { to: actor, ticket, facts: { noted: because }, now })
}

/** Reasons of which another letter tells more, and a flood, about which nobody is written to. */
const notToldHere: readonly (string | null | undefined)[] = [
  'command_not_understood',
  'command_refused',
  'command_unproven',
  'command_to_confirm',
  'flood',
]

/**
 * Tells whoever wrote a mail that it is held, where the mail proves that it is theirs (P2). One of us is also told of
 * what anybody else sent through their own reply address (T06). Nobody else is told anything, machines least of all.
 */
export async function tellHeld(tx: Tx, reading: Reading, sender: Identity, fate: Fate): Promise<void> {
  // Of what proves nothing nobody is told: asking whether they may be would take its time in a flood.
  if (fate.fate !== 'held' || !fate.reason || reading.stored.release || sender.level === 'P0') return
  if (notToldHere.includes(fate.reason)) return
  const now = reading.stored.receivedAt
  const { ticketId, companyId } = fate
  const ticket = ticketId && companyId ? { id: ticketId, companyId } : null
  const { actor, level, grant } = sender
  if (fate.reason === 'through_anothers_address' && grant) {
    const owner = (await readPerson(tx, grant.personId))?.actor
    const by = level === 'P1' || actor === null ? {} : { by: `${actor.name} <${actor.email}>` }
    const facts = { held: 'through_your_address', received_at: now.toString(), ...by }
    // What somebody else's mail leads to need not be theirs to see (R126).
    const meant = ticketId ? await sketchTicket(tx, { id: ticketId }) : null
    const theirs = owner && meant && maySee(owner, meant) ? ticket : null
    if (owner?.kind === 'staff' && owner.id !== actor?.id)
      await tell(tx, reading, { to: owner, ticket: theirs, facts, now })
  }
  if (actor === null || level === 'P1') return
  // Of a ticket that is not theirs to see, its writer is told nothing.
  const reachable = actor.kind === 'staff' ? ticket : null
  await tell(tx, reading, {
    to: actor,
    ticket: reachable,
    facts: { held: fate.reason, received_at: now.toString() },
    now,
  })
}

/**
 * Tells the admins, once, that somebody who left us still writes from their address: it proves to be theirs, and may do
 * nothing (F16).
 */
export async function tellLeft(tx: Tx, { house, stored }: Reading, sender: Identity, fate: Fate): Promise<void> {
  const { struct, domain, human } = sender.evidence
  if (fate.fate !== 'held' || sender.leftId === null || stored.release || !(struct && domain && human)) return
  await alertOfLeaver(tx, house, { personId: sender.leftId, now: stored.receivedAt })
}

async function tell(tx: Tx, reading: Reading, letter: Parameters<typeof answerSender>[2]): Promise<void> {
  const may = await mayTell(tx, reading, letter.to)
  if (may === 'no') return
  const facts = may === 'last' ? { ...letter.facts, last: 'yes' } : letter.facts
  await answerSender(tx, reading.house, { ...letter, facts })
}
