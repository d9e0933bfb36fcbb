import type { Tx } from '../../db/client.ts'
import { readPerson } from '../../db/people/actor.ts'
import { bytesOnTicket, hashOf, keepFiles } from '../../db/tickets/files.ts'
import type { MailWords } from '../../db/tickets/write-message.ts'
import { saysMoreThanText } from '../../domain/letter-shape.ts'
import type { Language } from '../../domain/ticket.ts'
import { type Attachment, isMail } from '../parsing/attachment.ts'
import type { InboundMail } from '../parsing/inbound-mail.ts'
import { sayInvitation } from './invitation-words.ts'
import type { Reading } from './reading.ts'

const answerMark = /^\s*(?:(?:re|aw|antw|sv|vs|res|rif|fwd?|wg|tr|rv|enc)\s*(?:\[\d+\])?\s*:|\[#\d+\])\s*/i

/** The title of the ticket that a mail opens: its subject without the marks of an answer, else its first words. */
export function titleOf({ subject, newWords }: InboundMail): string {
  let title = subject
  while (answerMark.test(title)) title = title.replace(answerMark, '')
  const words = title.trim() || firstLineOf(newWords.text)
  return (words || '–').slice(0, 200).toWellFormed()
}

function firstLineOf(text: string) {
  const from = text.search(/\S/)
  const to = text.indexOf('\n', from)
  return from < 0 ? '' : text.slice(from, to < 0 ? undefined : to).trim()
}

/**
 * What a thread keeps beside the new words: their HTML, and the quote and signature behind the toggle. The HTML of an
 * invitation does not say what its calendar says, so its text is shown; so it is where a quote was found in the text alone,
 * and still stands in the HTML.
 */
export function mailWordsOf({ text, html: whole, newWords, invitation }: InboundMail): MailWords {
  const html = invitation ? null : newWords.html
  const isOwn = html !== null && (!newWords.folded || html !== whole)
  return {
    html,
    ownShape: isOwn && saysMoreThanText(html, newWords.text, newWords.fromHtml ?? ''),
    folded: newWords.folded ? foldedPart(text, newWords.text) : null,
  }
}

/**
 * What a mail adds to the thread: its new words, and below them what an invitation says, in its writer's language. Of one
 * that is encrypted it is said that nobody here can read it, so that its writer learns of it.
 */
export async function wordsOf(tx: Tx, { mail }: Reading, writer: string): Promise<string> {
  const { newWords, invitation, attachments } = mail
  const said = newWords.text.trim()
  const isSealed = said === '' && attachments.some(({ type }) => sealed.test(type))
  if (invitation === null && !isSealed) return newWords.text
  const language = (await readPerson(tx, writer))?.language ?? 'en'
  return [said, invitation && sayInvitation(invitation, language), isSealed && unreadable[language]]
    .filter(Boolean)
    .join('\n\n')
}

/** What is only signed was opened before, and is no file any more (`parsing/open-signed.ts`). */
const sealed = /^application\/(?:(?:x-)?pkcs7-mime|pgp-encrypted)$/
const unreadable = {
  en: '(This mail is encrypted and cannot be read here. Please send it again without encryption.)',
  pt: '(Este email está cifrado e não pode ser lido aqui. Por favor envie-o de novo sem cifra.)',
} as const satisfies Record<Language, string>

function foldedPart(text: string, shown: string): string {
  const whole = text.trim()
  return whole.startsWith(shown) ? whole.slice(shown.length).trim() : whole
}

const reports = /^(message\/(global-)?(delivery-status|feedback-report|disposition-notification)|text\/rfc822-headers)$/

/** Whether a part of a mail is a file to be kept: reports of machines are none. */
export function isKept({ type }: Attachment): boolean {
  return !reports.test(type)
}

/** Whether a picture is shown by the folded quote or signature alone: somebody else's words, whoever may read those. */
export function isOnlyQuoted({ contentId }: Attachment, { html, newWords }: InboundMail): boolean {
  const link = `cid:${contentId}`
  return contentId !== null && (html ?? '').includes(link) && !(newWords.html ?? '').includes(link)
}

/** The files of a mail of one of us that are their own. */
export function ownFiles(mail: InboundMail): Attachment[] {
  return mail.attachments.filter((part) => isKept(part) && !isOnlyQuoted(part, mail))
}

/** More than a letter of ours shows; to look through more at once would keep others waiting. */
const comparedBytes = 8 * 1024 * 1024

/**
 * The files that a mail adds to a ticket. Pictures of the letter that it answers come back with it, and the logo of a
 * signature comes with each: what stands there already is not new.
 */
export async function filesFor(tx: Tx, mail: InboundMail, ticketId: string): Promise<Attachment[]> {
  const kept = mail.attachments.filter(isKept)
  const quoted = new Map<Attachment, string>()
  let left = comparedBytes
  for (const part of kept.filter((one) => isOnlyQuoted(one, mail))) {
    left -= part.size
    if (left >= 0) quoted.set(part, hashOf(part.content))
  }
  if (quoted.size === 0) return kept
  const known = await bytesOnTicket(tx, ticketId, [...quoted.values()])
  return kept.filter((part) => !known.has(quoted.get(part) ?? ''))
}

/** Keeps the files of a mail, all of them or those that are named; a message names them by the ids. */
export async function keepAttachments(
  tx: Tx,
  { house, mail, stored }: Reading,
  owner: { companyId: string; ticketId: string | null; uploadedBy: string | null; visibility: 'public' | 'internal' },
  parts = mail.attachments.filter(isKept),
): Promise<string[]> {
  const files = parts.map(({ name, type, content, contentId }) => ({
    ...owner,
    name: name ?? (isMail({ type }) ? 'message.eml' : 'attachment'),
    ...{ bytes: content, contentId, now: stored.receivedAt },
  }))
  return keepFiles(tx, { house, files })
}
