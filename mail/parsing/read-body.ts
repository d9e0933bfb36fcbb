import { htmlText } from '../new-words/html-lines.ts'
import type { Attachment } from './attachment.ts'
import { decodeText } from './charset.ts'
import { eachOnce } from './each-once.ts'
import { enrichedText } from './enriched-text.ts'
import { isHtmlNotice } from './html-notice.ts'
import { inSlices } from './in-slices.ts'
import { joinFlowed } from './join-lines.ts'
import { openArmour } from './open-armour.ts'
import { isTnef, openTnef } from './open-tnef.ts'
import { bytesOf, type Part, readParts, subjectInside } from './part-tree.ts'
import type { Scan } from './scan.ts'
import { takeUuencoded } from './take-uuencoded.ts'

export type Body = { text: string | null; html: string | null; attachments: Attachment[]; truncated: boolean }

/** What stands in one place of a mail, as plain text and as HTML. */
type Words = { text: string | null; html: string | null }

/** All words of a mail together, in bytes of each form: nobody wrote more, and each is held several times while it is read. */
const limits = { text: 4 * 1024 * 1024, flowed: 512 * 1024, unparted: 64 * 1024 }

type Left = { plain: number; rich: number }

/**
 * Reads the parts of a mail into what it says and the files it brings. Of alternatives both forms are kept; words that
 * follow each other are joined. A named text is a file, unless the mail says nothing else. Mails inside stay files;
 * what Outlook wraps into one file of its own is unwrapped.
 */
export function readBody(raw: Uint8Array, scan: Scan): Body {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const root = readParts(
    scan.headers,
    bytes.subarray(scan.bodyStart < bytes.length ? scan.bodyStart : wordsStart(bytes)),
  )
  const leaves = leavesOf(root)
  const texts = leaves.filter(isText)
  const plain = texts.filter(({ name }) => name === null)
  const words = new Set(plain.length > 0 ? plain : texts.slice(0, 1))
  const left: Left = { plain: limits.text, rich: limits.text }
  const said = gather(root, words, left)
  const unseen = said === null ? new Set<Part>() : formsIn(root)
  const opened = leaves
    .filter((part) => !words.has(part) && !unseen.has(part))
    .map((part) => openFile(part, relatedIn(root)))
  const inside = opened.flatMap((one) => ('words' in one ? [one.words] : []))
  const isSaid = said !== null && ((said.text ?? '').trim() !== '' || said.html !== null)
  const { text, html } = (isSaid ? said : (inside[0] ?? said)) ?? { text: null, html: null }
  const isNotice = text !== null && html !== null && isHtmlNotice(text, () => htmlText(html))
  const unwound = text !== null && html === null ? unwind(text) : { text, files: [] }
  return {
    ...{ text: isNotice ? null : unwound.text, html },
    attachments: eachOnce([...opened.flatMap(({ files }) => files), ...unwound.files.map(cleanFile)]),
    truncated: left.plain < 0 || left.rich < 0,
  }
}

/** Takes out of a text what programs wrote into it before there was MIME. */
function unwind(text: string) {
  const open = openArmour(text)
  const plain = takeUuencoded(open.text)
  return { text: plain.text, files: [...open.files, ...plain.files] }
}

/** Where the words begin of a mail whose sender forgot the blank line above them: at the first line that is no field. */
function wordsStart(bytes: Buffer) {
  const head = bytes.toString('latin1', 0, limits.unparted)
  const fields = /^(?:[\x21-\x39\x3b-\x7e]+[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+/.exec(head)?.[0].length ?? 0
  return fields > 0 && fields < head.length ? fields : bytes.length
}

/** Text as a Postgres column can hold it: no NUL, no half of a surrogate pair. */
export function cleanText(text: string) {
  const whole = text.toWellFormed()
  return whole.includes('\0') ? inSlices(whole, (some) => some.replaceAll('\0', '\uFFFD')) : whole
}

function leavesOf(part: Part): Part[] {
  return part.parts.length > 0 ? part.parts.flatMap(leavesOf) : [part]
}

const wordTypes = new Set(['text/plain', 'text/html', 'text/enriched', 'text/richtext'])

function isText({ type, disposition }: Part) {
  return wordTypes.has(type) && disposition !== 'attachment'
}

/** The words of a part and all in it; null where there are none. */
function gather(part: Part, words: Set<Part>, left: Left): Words | null {
  if (part.parts.length === 0) return words.has(part) ? readWords(part, left) : null
  const found = part.parts.map((inner) => gather(inner, words, left)).filter((one) => one !== null)
  if (found.length < 2) return found[0] ?? null
  return part.type === 'multipart/alternative' ? eitherOf(found) : oneAfterOther(found)
}

/** Two forms of the same words: the first plain one, and the last and richest (RFC 2046 §5.1.4). */
function eitherOf(found: Words[]): Words {
  const text =
    found.find(({ text: plain, html }) => plain !== null && html === null) ??
    found.find(({ text: plain }) => plain !== null)
  return { text: text?.text ?? null, html: found.findLast(({ html }) => html !== null)?.html ?? null }
}

function oneAfterOther(found: Words[]): Words {
  const isPlain = found.some(({ text }) => text !== null)
  const isRich = found.some(({ html }) => html !== null)
  return {
    text: isPlain ? found.map(({ text, html }) => text ?? htmlText(html ?? '')).join('\n') : null,
    html: isRich ? found.map(({ text, html }) => html ?? asHtml(text ?? '')).join('<br>\n') : null,
  }
}

function asHtml(text: string) {
  const escaped = (some: string) => some.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>')
  return `<p>${inSlices(text, escaped)}</p>`
}

/** Takes what is left of the mail's words; below zero it says that some were left out. */
function readWords(part: Part, left: Left): Words {
  const form = part.type === 'text/html' ? 'rich' : 'plain'
  const text = textOf(part, Math.max(0, left[form]))
  left[form] -= part.bytes.length
  return form === 'rich' ? { text: null, html: text } : { text, html: null }
}

function textOf(part: Part, most: number) {
  const bytes = bytesOf({ ...part, bytes: part.bytes.subarray(0, most) })
  const named = part.parameters.get('charset') ?? null
  // A page may say for itself what its sender did not.
  const own =
    part.type === 'text/html' ? /charset\s*=\s*["']?([\w.:-]+)/i.exec(bytes.toString('latin1', 0, 2048))?.[1] : null
  const text = decodeText(bytes, named ?? own ?? null).replace(/^\uFEFF/, '')
  const lines = cleanText(inSlices(text, (some) => some.replace(/\r\n?/g, '\n')))
  const { parameters, type } = part
  if (type === 'text/enriched' || type === 'text/richtext') return enrichedText(lines, type)
  const isFlowed = part.type === 'text/plain' && /^flowed$/i.test(parameters.get('format') ?? '')
  return isFlowed && lines.length < limits.flowed
    ? joinFlowed(lines, /^yes$/i.test(parameters.get('delsp') ?? ''))
    : lines
}

type Opened = { files: Attachment[] } | { files: Attachment[]; words: Words }

function openFile(part: Part, related: Set<Part>): Opened {
  const bytes = bytesOf(part)
  const opened = isTnef(part) ? openTnef(bytes) : null
  if (opened) return { files: opened.files.map(cleanFile), words: cleanWords(opened.words) }
  const file = {
    ...{ name: part.name ?? nameFor(part, bytes), type: part.type, size: bytes.length, contentId: part.contentId },
    content: bytes,
    inline: part.disposition === 'inline' || (related.has(part) && part.disposition === ''),
  }
  return { files: [cleanFile(file)] }
}

function cleanWords({ text, html }: Words): Words {
  return { text: text === null ? null : cleanText(text), html: html === null ? null : cleanText(html) }
}

/** Parts that no sender names, but everybody who gets one looks for by its name. */
const usualNames = new Map([
  ...Object.entries({ 'application/pkcs7-mime': 'smime.p7m', 'application/x-pkcs7-mime': 'smime.p7m' }),
  ...Object.entries({ 'application/pkcs7-signature': 'smime.p7s', 'application/x-pkcs7-signature': 'smime.p7s' }),
  ...Object.entries({ 'application/pgp-signature': 'signature.asc', 'application/pgp-keys': 'key.asc' }),
  ...Object.entries({ 'application/pgp-encrypted': 'version.asc', 'text/calendar': 'invite.ics' }),
])

function nameFor({ type }: Part, bytes: Buffer) {
  if (type === 'message/rfc822') {
    const subject = subjectInside(bytes)
    return subject === null ? null : `${subject}.eml`
  }
  if (type === 'application/octet-stream' && bytes.toString('latin1', 0, 40).startsWith('-----BEGIN PGP MESSAGE-----'))
    return 'encrypted.asc'
  return usualNames.get(type) ?? null
}

/**
 * Parts that are there for programs alone: one more form of the same words, such as a page that moves or the mark of a
 * reaction, and what a Macintosh keeps beside a file. Nobody can open them.
 */
function formsIn(part: Part): Set<Part> {
  const own = part.parts.filter(({ type, name, disposition }) => {
    if (part.type === 'multipart/appledouble') return type === 'application/applefile'
    const isForm = type.startsWith('text/') && type !== 'text/calendar' && name === null && disposition !== 'attachment'
    return part.type === 'multipart/alternative' && isForm && !wordTypes.has(type)
  })
  return new Set([...own, ...part.parts.flatMap((inner) => [...formsIn(inner)])])
}

function relatedIn(part: Part): Set<Part> {
  const own = part.type === 'multipart/related' ? part.parts.slice(1).filter(({ parts }) => parts.length === 0) : []
  return new Set([...own, ...part.parts.flatMap((inner) => [...relatedIn(inner)])])
}

function cleanFile({ name, type, size, content, contentId, inline }: Attachment): Attachment {
  return {
    name: name === null ? null : cleanText(name).slice(0, 255).toWellFormed(),
    type: cleanText(type).slice(0, 255).toWellFormed(),
    size,
    content: isOwn(content) ? content : new Uint8Array(content),
    contentId: contentId === null ? null : cleanText(contentId).slice(0, 998).toWellFormed(),
    inline,
  }
}

/** Small Buffers share one, which cannot be handed to another thread; what all threads share is copied here, where nobody waits. */
function isOwn({ buffer, byteLength }: Uint8Array): boolean {
  return buffer instanceof ArrayBuffer && byteLength === buffer.byteLength
}
