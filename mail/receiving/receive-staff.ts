import type { Tx } from '../../db/client.ts'
import { rememberIds, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { addMessageWithin, addNoteWithin } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { Found } from './find-ticket.ts'
import type { Identity } from './identify-sender.ts'
import { type Fate, heldFor, laterOf, type Reading, sourceKeyOf } from './reading.ts'
import { keepAttachments } from './thread-words.ts'

type Words = { body: string; isPublic: boolean }

/**
 * A mail of one of us. Public words only with full proof, through the reply address, written by hand and told apart
 * from what they quote; in any doubt it is a note. A line that looks like a command and is none holds the whole mail.
 */
export async function asStaffWords(
  tx: Tx,
  reading: Reading,
  { sender, found, actor }: { sender: Identity; found: Found; actor: Staff },
): Promise<Fate> {
  const { ticket } = found
  if (!ticket) return heldFor('staff_without_ticket')
  const known = { ticketId: ticket.id, companyId: ticket.companyId }
  const words = readWords(reading, sender)
  if (!words) return heldFor('command_not_understood', known)
  return speak(tx, reading, { actor, ticket, words, level: sender.level })
}

function readWords({ mail }: Reading, { level, grant }: Identity): Words | null {
  const { text, fromText, fromHtml } = mail.newWords
  const command = /^\s*#(\p{L}+)\b[ \t]*:?[ \t]*/u.exec(text)
  if (command && command[1]?.toLowerCase() !== 'note') return null
  if (command) return { body: text.slice(command[0].length).trim(), isPublic: false }
  // Where no new words could be told from the quote, the quote may hold a note.
  const isOwnWords = Boolean(fromText || fromHtml)
  const isPublic = level === 'P3' && grant?.purpose !== 'note' && mail.screening.signs.length === 0 && isOwnWords
  return { body: text, isPublic }
}

async function speak(
  tx: Tx,
  reading: Reading,
  { actor, ticket, words, level }: { actor: Staff; ticket: TicketSketch; words: Words; level: Identity['level'] },
): Promise<Fate> {
  const { stored, mail, house } = reading
  const now = laterOf(stored.receivedAt, ticket.updatedAt)
  const known = { ticketId: ticket.id, companyId: ticket.companyId }
  const visibility = words.isPublic ? 'public' : 'internal'
  const files = await keepAttachments(tx, reading, { ...known, uploadedBy: actor.id, visibility })
  const spoken = {
    ...{ number: ticket.number, actor, body: words.body, files, now },
    ...{ channel: 'mail' as const, proof: level, sourceKey: sourceKeyOf(reading) },
  }
  // The quote below a public answer may be a note: only the words themselves go into the thread.
  const said = await (words.isPublic ? addMessageWithin(tx, house, spoken) : addNoteWithin(tx, house, spoken))
  if (isRefusal(said)) return heldFor('refused', known)
  await rememberIds(tx, ticket, mail.messageIds, now)
  return { fate: 'reply', ...known, threadMessageId: said.messageId }
}
