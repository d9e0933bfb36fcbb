import type { Tx } from '../../db/client.ts'
import { withoutTokens } from '../../db/letters/redact-tokens.ts'
import { rememberIds, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { addMessageWithin, addNoteWithin } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import { type CommandMail, readCommands, readSlips } from '../commands/read-commands.ts'
import type { NewWords } from '../new-words/new-words.ts'
import type { Found } from './find-ticket.ts'
import type { Identity } from './identify-sender.ts'
import { isRepeated } from './may-answer.ts'
import { type Fate, heldFor, laterOf, type Reading, sourceKeyOf } from './reading.ts'
import { asCommands } from './receive-commands.ts'
import { tellNoted } from './tell-sender.ts'
import { keepAttachments, ownFiles } from './thread-words.ts'

type Words = { body: string; isPublic: boolean }

/**
 * A mail of one of us. Its first lines may be commands (mail §4). All else are words: public only with full proof,
 * through the reply address, written by hand, told apart from what they quote and not said before within a day; in any
 * doubt they are a note, and their writer is told so.
 */
export async function asStaffWords(
  tx: Tx,
  reading: Reading,
  { sender, found, actor }: { sender: Identity; found: Found; actor: Staff },
): Promise<Fate> {
  const { ticket } = found
  if (!ticket) return heldFor('staff_without_ticket')
  const meant = readWords(reading, sender)
  const asked = readAsked(reading, meant)
  if (asked) return asCommands(tx, reading, { sender, actor, ticket, asked })
  const isAgain = meant.isPublic && (await isRepeated(tx, reading, { ticketId: ticket.id, authorId: actor.id }))
  const words = isAgain ? { ...meant, isPublic: false } : meant
  const fate = await speak(tx, reading, { actor, ticket, words, level: sender.level })
  if (words.isPublic || fate.fate === 'held' || sender.grant?.purpose === 'note') return fate
  await tellNoted(tx, reading, { actor, ticket, because: isAgain ? 'repeated' : 'unproven' })
  return { ...fate, reason: 'kept_as_note' }
}

/** What the mail commands; words for the customer with a command among them are a faulty command. */
function readAsked({ mail: { screening, newWords } }: Reading, { isPublic }: Words): CommandMail | null {
  if (screening.signs.length > 0) return null
  const own = withoutOurTokens(newWords)
  return readCommands(own) ?? (isPublic ? readSlips(own) : null)
}

function readWords({ mail }: Reading, { level, grant }: Identity): Words {
  const { text, fromText, fromHtml } = mail.newWords
  // Where no new words could be told from the quote, the quote may hold a note.
  const isOwnWords = Boolean(fromText || fromHtml)
  const isPublic = level === 'P3' && grant?.purpose === 'reply' && mail.screening.signs.length === 0 && isOwnWords
  // Their own tokens would let every reader speak as them.
  return { body: isPublic ? withoutTokens(text) : text, isPublic }
}

function withoutOurTokens({ fromText, fromHtml }: NewWords): Pick<NewWords, 'fromText' | 'fromHtml'> {
  return { fromText: fromText && withoutTokens(fromText), fromHtml: fromHtml && withoutTokens(fromHtml) }
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
  const owner = { ...known, uploadedBy: actor.id, visibility } as const
  const files = await keepAttachments(tx, reading, owner, ownFiles(mail))
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
