import type { Tx } from '../../db/client.ts'
import { findHinted, type Hinted, sketchTicket, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { maySee } from '../../domain/permission.ts'
import type { Actor } from '../../domain/ticket.ts'
import { readMessageId } from '../evidence/reply-address.ts'
import type { InboundMail } from '../parsing/inbound-mail.ts'
import type { Identity } from './identify-sender.ts'
import type { Reading } from './reading.ts'

/** The ticket a mail belongs to, and the sign that led there. */
export type Found = {
  ticket: TicketSketch | null
  sign: 'reply_address' | 'thread' | 'subject' | null
  /** A ticket that the mail means, but that its sender takes no part in: for staff to see, not to write to. */
  beyondReach: TicketSketch | null
}

/**
 * Finds the ticket by the surest sign: a reply address of ours, then the ids of mails on it, then a number in the
 * subject. Contacts reach by the first what they may see, by the others what they take part in; a number and an id are
 * hints, never rights (T01–T03). Merged tickets and duplicates pass on to the one that goes on (T17).
 */
export async function findTicket(tx: Tx, { mail, context }: Reading, sender: Identity): Promise<Found> {
  const { actor, grant } = sender
  const named = [...mail.inReplyTo, ...mail.references.toReversed()]
  const outgoingIds = named.flatMap((id) => readMessageId(context.secretKey, context.mailDomain, id) ?? [])
  const number = numberIn(mail.subject)
  const hinted = await findHinted(tx, {
    ticketIds: grant ? [grant.ticketId] : [],
    messageIds: [...new Set([...named, ...mail.messageIds])],
    outgoingIds,
    number,
  })
  const survivors = await Promise.all(
    hinted.map(async (ticket) => ({ ...ticket, ...(await survivorOf(tx, ticket)), hinted: ticket })),
  )

  const byAddress = survivors.find(({ hinted }) => hinted.id === grant?.ticketId)
  if (byAddress && actor && reaches(actor, byAddress, grant?.holds === true && grant.personId === actor.id)) {
    return { ticket: byAddress, sign: 'reply_address', beyondReach: null }
  }
  const threads = [
    ...survivors.filter(({ hinted }) => hinted.outgoingIds.length > 0),
    ...named.flatMap((id) => survivors.filter(({ hinted }) => hinted.messageIds.includes(id))),
    ...survivors.filter(({ hinted }) => isAnsweredAlready(hinted, mail, sender)),
  ]
  const byThread = threads.find((ticket) => actor && reaches(actor, ticket, false))
  if (byThread) return { ticket: byThread, sign: 'thread', beyondReach: null }
  const bySubject = survivors.find(({ hinted }) => hinted.number === number)
  if (bySubject && actor && reaches(actor, bySubject, false))
    return { ticket: bySubject, sign: 'subject', beyondReach: null }
  return { ticket: null, sign: null, beyondReach: byAddress ?? threads[0] ?? null }
}

/** Staff reach every ticket that they may see; a contact what they take part in, or, through their own reply address, what they may see. */
function reaches(actor: Exclude<Actor, { kind: 'system' }>, ticket: TicketSketch, isOwnAddress: boolean): boolean {
  if (!maySee(actor, ticket)) return false
  return actor.kind === 'staff' || isOwnAddress || takesPart(actor.id, ticket)
}

/** Whether somebody asked for the ticket or was added to it. */
export function takesPart(personId: string, { requesterId, participantIds }: TicketSketch): boolean {
  return requesterId === personId || participantIds.includes(personId)
}

/**
 * Mails overtake each other: an answer that came first has opened the ticket already, and knows this mail by its id.
 * Only where that answer could have followed this one: its writer wrote this mail, or was written to by it.
 */
function isAnsweredAlready(ticket: Hinted, { messageIds }: InboundMail, { actor, copied }: Identity): boolean {
  if (!messageIds.some((id) => ticket.messageIds.includes(id))) return false
  return (
    actor?.id === ticket.requesterId || [...copied.values()].some(({ personId }) => personId === ticket.requesterId)
  )
}

async function survivorOf(tx: Tx, ticket: TicketSketch): Promise<TicketSketch> {
  let survivor = ticket
  for (let hops = 0; survivor.mergedIntoId !== null && hops < 10; hops++) {
    survivor = (await sketchTicket(tx, { id: survivor.mergedIntoId })) ?? survivor
  }
  return survivor
}

function numberIn(subject: string): number | null {
  const found = /\[#(\d{1,9})\]/.exec(subject)
  return found ? Number(found[1]) : null
}
