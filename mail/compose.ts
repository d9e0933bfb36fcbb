import MailComposer from 'nodemailer/lib/mail-composer'
import type { House } from '../db/house.ts'
import { type LetterFacts, readLetterFacts, readObstacle, type Unreadable } from '../db/letters/letter-facts.ts'
import { type Claimed, type Composed, keepComposed } from '../db/letters/outgoing.ts'
import { makeMessageId } from './evidence/reply-address.ts'
import { letters } from './letters.ts'
import { normaliseAddress } from './parsing/address.ts'
import { enclose } from './sending/enclose.ts'
import type { Sending } from './sending/sending.ts'
import { answersTo } from './writing/answers-to.ts'
import { gatherSteps } from './writing/gather-steps.ts'
import { renderHtml } from './writing/layout.ts'
import type { Content, Letter, Writing } from './writing/letter.ts'
import { oneLine } from './writing/one-line.ts'
import { renderText } from './writing/plain-layout.ts'

/** Long threads keep the id they began with and the latest; a header of thousands helps nobody. */
const referencesKept = 100

/**
 * Makes the bytes of a promised letter and keeps them for life, with Message-ID and subject, before the first try
 * (O05). Letters made before are given as they are. Answers why when it is not its reader's any more, at each try.
 */
export async function compose(house: House, sender: Sending, mail: Claimed): Promise<Uint8Array | Unreadable> {
  if (mail.mime) return (await readObstacle(house.db, mail.id)) ?? mail.mime
  const facts = await readLetterFacts(house.db, mail.id)
  if ('unreadable' in facts) return facts
  if (normaliseAddress(facts.address) === null) return { unreadable: 'The address is none that a mail can be sent to.' }
  const gathered = await gatherSteps(house, facts, sender.baseUrl)
  if (facts.letter === 'digest' && gathered.length === 0)
    return { unreadable: 'Nothing it tells of may be read any more.' }
  return keepComposed(house.db, mail, await write(house, sender, { ...facts, gathered }))
}

async function write(house: House, sender: Sending, known: LetterFacts & Pick<Writing, 'gathered'>): Promise<Composed> {
  const letter = letters[known.letter]
  const answers = answersTo(sender, known)
  const written = letter.write({ ...known, baseUrl: sender.baseUrl, decideUrl: answers.decideUrl })
  // Words that the letter does not show lend it neither their author's name nor their files.
  const facts = written.words ? known : { ...known, words: null }
  const { files, pictures, tooLarge } = await enclose(house, facts)
  const content = withLargeFiles(written, tooLarge)
  const messageId = makeMessageId(sender.secretKey, sender.mailDomain, facts.id)
  const subject = subjectOf(facts, content)
  const setting = {
    ...{ language: facts.reader.language, accent: facts.accent, pictures },
    noteUrl: answers.note && noteUrl(answers.note, subject),
  }
  const { address, us } = deskOf(sender, facts)
  const name = nameOfSender(letter, facts, us)
  const composer = new MailComposer({
    from: { name, address },
    to: { name: oneLine(facts.reader.name), address: facts.address },
    ...(answers.reply && { replyTo: { name, address: answers.reply } }),
    subject,
    messageId,
    date: new Date(facts.promisedAt.epochMilliseconds),
    ...threadOf(facts),
    headers: marksOf(letter),
    text: renderText(content, setting),
    html: renderHtml(content, setting),
    attachments: files,
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  })
  return { mime: await composer.compile().build(), messageId: bare(messageId), subject, replyTo: answers.grants }
}

/** `[#2041] title` from the first letter to the last; only a letter of no ticket is named by what it says. */
function subjectOf({ ticket }: LetterFacts, { heading }: Content): string {
  return oneLine(ticket ? `[#${ticket.number}] ${ticket.title}` : heading)
}

/** As whom we write of a ticket: as the mailbox it came by, where that has an address or a name of its own. */
function deskOf({ mailboxes, mailDomain }: Sending, { mailbox, agency }: LetterFacts) {
  const box = mailboxes.find(({ name }) => name === mailbox)
  return { address: box?.address ?? `support@${mailDomain}`, us: box?.senderName ?? agency }
}

/** A person's words come in their name, and other people's by way of the agency; never from their address (O11). */
function nameOfSender({ voice }: Letter, { words, reader }: LetterFacts, us: string): string {
  if (!words?.by || (voice === 'house' && words.byKind === 'staff')) return oneLine(us)
  if (words.byKind !== 'staff') return oneLine(`${words.by} via ${us}`)
  return oneLine(reader.language === 'pt' ? `${words.by}, ${us}` : `${words.by} at ${us}`)
}

/** RFC 3834: machines must be able to tell that nobody sits there waiting. A person's words carry no such mark (O10). */
function marksOf({ voice }: Letter): Record<string, string> {
  if (voice === 'person') return {}
  return { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' }
}

function threadOf({ threadIds }: LetterFacts): { inReplyTo?: string; references?: string[] } {
  const ids = threadIds.map(bare).filter((id) => /^[\x21-\x3b\x3d\x3f-\x7e]{3,250}$/.test(id))
  const last = ids.at(-1)
  if (!last) return {}
  const kept = ids.length > referencesKept ? [...ids.slice(0, 1), ...ids.slice(1 - referencesKept)] : ids
  return { inReplyTo: `<${last}>`, references: kept.map((id) => `<${id}>`) }
}

function withLargeFiles(content: Content, line: string | null): Content {
  return line ? { ...content, afterwards: [line, ...content.afterwards] } : content
}

function noteUrl(address: string, subject: string): string {
  return `mailto:${address}?subject=${encodeURIComponent(subject)}`
}

function bare(messageId: string): string {
  return messageId.replace(/^<|>$/g, '')
}
