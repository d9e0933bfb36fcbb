import type { Tx } from '../../db/client.ts'
import { joinTicket, rememberIds, sketchTicket, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { readPerson } from '../../db/people/actor.ts'
import { addNoteWithin } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { Identity } from './identify-sender.ts'
import { type Fate, heldFor, laterOf, type Reading, sourceKeyOf } from './reading.ts'
import { asContactWords, contactOf } from './receive-contact.ts'
import { keepAttachments } from './thread-words.ts'

/**
 * What one of us decided of a held mail: attach it to a ticket, or open one for somebody. null when it was released to
 * be read like any other (it is somebody's other address, or came in a flood), or was never held.
 */
export async function asReleased(tx: Tx, reading: Reading, sender: Identity): Promise<Fate | null> {
  const { release } = reading.stored
  if (!release || release.as === 'alias' || release.as === 'anyway') return null
  const named = release.personId ? ((await readPerson(tx, release.personId))?.actor ?? null) : null
  const author = named?.kind === 'contact' ? named : await contactOf(tx, reading, sender)
  if (release.as === 'attach' && release.ticketNumber !== undefined) {
    const ticket = await sketchTicket(tx, { number: release.ticketNumber })
    return ticket ? attach(tx, reading, { sender, author, ticket }) : heldFor('refused')
  }
  if (!author) return heldFor('unknown_sender')
  return asContactWords(tx, reading, { sender, actor: author, proof: 'session', ticket: null })
}

async function attach(
  tx: Tx,
  reading: Reading,
  { sender, author, ticket }: { sender: Identity; author: Contact | null; ticket: TicketSketch },
): Promise<Fate> {
  const isOfCompany = author?.memberships.some(({ companyId }) => companyId === ticket.companyId)
  if (!author || !isOfCompany) return attachAsNote(tx, reading, ticket)
  // Whoever is attached to a ticket takes part in it from now on.
  await joinTicket(tx, ticket, [author.id], laterOf(reading.stored.receivedAt, ticket.updatedAt))
  return asContactWords(tx, reading, { sender, actor: author, proof: 'session', ticket })
}

/** Words of a stranger, or of one of us without proof, are for staff only, whoever attached them. */
async function attachAsNote(tx: Tx, reading: Reading, ticket: TicketSketch): Promise<Fate> {
  const { house, mail, stored } = reading
  const known = { ticketId: ticket.id, companyId: ticket.companyId }
  const releasedBy = stored.release ? await readPerson(tx, stored.release.by) : null
  if (!releasedBy) return heldFor('refused', known)
  const now = laterOf(stored.receivedAt, ticket.updatedAt)
  const files = await keepAttachments(tx, reading, {
    ...known,
    uploadedBy: releasedBy.actor.id,
    visibility: 'internal',
  })
  const from = mail.fromShown.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ')
  const noted = await addNoteWithin(tx, house, {
    ...{ number: ticket.number, actor: releasedBy.actor, body: `${from}:\n\n${mail.newWords.text}`, files, now },
    ...{ channel: 'mail', proof: 'session', sourceKey: sourceKeyOf(reading) },
  })
  if (isRefusal(noted)) return heldFor('refused', known)
  await rememberIds(tx, ticket, mail.messageIds, now)
  return { fate: 'reply', ...known, threadMessageId: noted.messageId }
}
