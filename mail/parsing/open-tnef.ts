import type { Attachment } from './attachment.ts'
import { decodeText } from './charset.ts'
import { inSlices } from './in-slices.ts'
import { rtfWords } from './rtf-words.ts'
import { type Property, readProperties } from './tnef-properties.ts'
import { unpackRtf } from './unpack-rtf.ts'

type Unwrapped = { files: Attachment[]; words: { text: string | null; html: string | null } }
type Draft = { name: string; type: string; contentId: string | null; content: Buffer | null; inner: Buffer | null }
type Letter = { drafts: Draft[]; codePage: string; text: string | null; html: string | null; rich: Buffer | null }

/** The attributes that matter here, by the lower half of their number ([MS-OXTNEF] §2.1.3). */
const attribute = {
  body: 0x800c,
  data: 0x800f,
  title: 0x8010,
  begins: 0x9002,
  ofMail: 0x9003,
  ofFile: 0x9005,
  codePage: 0x9007,
}
const property = {
  text: 0x1000,
  rich: 0x1009,
  html: 0x1013,
  content: 0x3701,
  shortName: 0x3704,
  longName: 0x3707,
  type: 0x370e,
  id: 0x3712,
}
const limits = { files: 200, depth: 3, words: 4 * 1024 * 1024 }

/** Whether a part is the wrapping that Outlook puts around files when it writes rich text. */
export function isTnef({ type, name }: { type: string; name: string | null }) {
  return type === 'application/ms-tnef' || type === 'application/vnd.ms-tnef' || /^winmail\.dat$/i.test(name ?? '')
}

/**
 * The files and words in a `winmail.dat`, by the layout of [MS-OXTNEF]; null when it is none or nothing is in it, so
 * that it stays the file it is. Reads forward only and never past its bytes; mails inside are opened three deep.
 */
export function openTnef(bytes: Buffer, depth = 0): Unwrapped | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== 0x223e9f78) return null
  const letter: Letter = { drafts: [], codePage: 'windows-1252', text: null, html: null, rich: null }
  for (const { id, data } of attributesIn(bytes)) take(letter, id, data)
  const files = letter.drafts.flatMap((draft) => fileOf(draft, depth)).slice(0, limits.files)
  const { text, html } = wordsOf(letter)
  const isEmpty = files.length === 0 && text === null && html === null
  return isEmpty ? null : { files, words: { text, html } }
}

/** Rich text is opened only where nothing else says the same. */
function wordsOf({ text, html, rich }: Letter) {
  const rtf = rich === null || html !== null || (text ?? '').trim() !== '' ? null : unpackRtf(rich)
  return rtf === null ? { text, html } : rtfWords(rtf)
}

function* attributesIn(bytes: Buffer) {
  let at = 6
  while (at + 11 <= bytes.length) {
    const id = bytes.readUInt16LE(at + 1)
    const length = bytes.readUInt32LE(at + 5)
    const end = at + 9 + length
    if (end > bytes.length) return
    yield { id, data: bytes.subarray(at + 9, end) }
    // A checksum of two bytes follows, which many writers get wrong.
    at = end + 2
  }
}

function take(letter: Letter, id: number, data: Buffer) {
  const draft = letter.drafts.at(-1)
  if (id === attribute.codePage && data.length >= 4) letter.codePage = `windows-${data.readUInt32LE(0)}`
  else if (id === attribute.body) letter.text ??= wordsIn(data, letter.codePage)
  else if (id === attribute.ofMail) takeWords(letter, readProperties(data))
  else if (id === attribute.begins && letter.drafts.length < limits.files)
    letter.drafts.push({ name: '', type: 'application/octet-stream', contentId: null, content: null, inner: null })
  else if (draft && id === attribute.title) draft.name ||= wordsIn(data, letter.codePage)
  else if (draft && id === attribute.data) draft.content = data
  else if (draft && id === attribute.ofFile) describe(draft, readProperties(data), letter.codePage)
}

function takeWords(letter: Letter, properties: Property[]) {
  for (const { id, isUnicode, value } of properties) {
    if (id === property.text) letter.text ??= isUnicode ? wideText(value) : wordsIn(value, letter.codePage)
    if (id === property.html) letter.html ??= wordsIn(value, null)
    if (id === property.rich) letter.rich ??= value
  }
}

function describe(draft: Draft, properties: Property[], codePage: string) {
  for (const { id, isUnicode, value } of properties) {
    const text = () => (isUnicode ? wideText(value) : wordsIn(value, codePage))
    if (id === property.longName) draft.name = text()
    if (id === property.shortName) draft.name ||= text()
    if (id === property.type) draft.type = text().toLowerCase() || draft.type
    if (id === property.id) draft.contentId = text().replace(/[<>]/g, '') || null
    // A mail inside: an interface id of sixteen bytes, then a wrapping of its own.
    if (id === property.content) draft.inner = value.subarray(16)
  }
}

function fileOf({ name, type, contentId, content, inner }: Draft, depth: number): Attachment[] {
  const nested = inner && depth < limits.depth ? openTnef(inner, depth + 1) : null
  if (nested) return [...textFile(nested.words.text, name), ...nested.files]
  return content === null ? [] : [{ name: name || null, type, size: content.length, content, contentId, inline: false }]
}

function textFile(text: string | null, name: string): Attachment[] {
  if (text === null) return []
  const content = Buffer.from(text)
  const named = `${name || 'message'}.txt`
  return [{ name: named, type: 'text/plain', size: content.length, content, contentId: null, inline: false }]
}

/** Texts end with a NUL of their own. */
function wordsIn(data: Buffer, charset: string | null) {
  return plainText(decodeText(data.subarray(0, limits.words), charset))
}

function wideText(data: Buffer) {
  return plainText(data.toString('utf16le', 0, limits.words))
}

function plainText(text: string) {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return inSlices(text.slice(0, end), (some) => some.replace(/\r\n?/g, '\n'))
}
