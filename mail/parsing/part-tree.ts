import { decodeText } from './charset.ts'
import { countParts } from './count-parts.ts'
import { delimiterAt } from './delimiter.ts'
import { decodeWords } from './encoded-words.ts'
import { openSigned } from './open-signed.ts'
import { readStructured, type Structured } from './parameters.ts'
import { fieldValues, type RawHeader, readFields } from './scan.ts'
import { decodeTransfer } from './transfer.ts'

/** A part of a mail: what its fields say of it, and either the parts in it or its bytes as they were sent. */
export type Part = {
  type: string
  parameters: Structured['parameters']
  disposition: string
  name: string | null
  contentId: string | null
  transfer: string
  bytes: Buffer
  parts: Part[]
}

type Wrapped = { headers: RawHeader[]; bytes: Buffer; depth: number; fallback: string }

const limits = {
  ...{ depth: 32, head: 64 * 1024, headInside: 16 * 1024, guessed: 100 },
  ...{ signed: 3, inSigned: { parts: 100, depth: 10 } },
}

/**
 * Takes a mail apart along its delimiter lines (RFC 2046 §5.1). Mails inside the mail stay closed; a multipart without
 * a single delimiter is a text whose label is wrong. How many and how deep was counted before.
 */
export function readParts(headers: RawHeader[], body: Buffer): Part {
  return readPart({ headers, bytes: body, depth: 0, fallback: 'text/plain' })
}

/** The bytes of a part as its sender had them. */
export function bytesOf({ bytes, transfer }: Part): Buffer {
  return decodeTransfer(bytes, transfer)
}

function readPart({ headers, bytes, depth, fallback }: Wrapped): Part {
  const said = readStructured(first(headers, 'content-type'))
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(said.value) ? said.value : typeOfBroken(said.value, fallback)
  const disposition = readStructured(first(headers, 'content-disposition'))
  const name = disposition.parameters.get('filename') || said.parameters.get('name') || null
  const pieces = type.startsWith('multipart/') && depth < limits.depth ? piecesOf(said, bytes) : []
  const isText = type.startsWith('multipart/') && pieces.length === 0
  const part = {
    ...{ type: isText ? 'text/plain' : type, parameters: said.parameters, disposition: disposition.value },
    name: name === null ? null : name.replace(/\p{Cc}+/gu, ' ').trim(),
    contentId: first(headers, 'content-id').replace(/[<>\s]/g, '') || null,
    transfer: first(headers, 'content-transfer-encoding'),
    bytes,
    parts: pieces.map((piece) =>
      readPiece(piece, depth + 1, type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'),
    ),
  }
  return isSigned(part) && depth < limits.signed ? withSigned(part, depth) : part
}

function isSigned({ type, name, parameters }: Part) {
  const isCms = /^application\/(x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(name ?? '')
  return isCms && !/^(enveloped|auth)/i.test(parameters.get('smime-type') ?? '')
}

/** A mail signed in one piece reads like one whose signature is a file beside it. */
function withSigned(part: Part, depth: number): Part {
  const inside = openSigned(bytesOf(part))
  if (inside === null) return part
  const { head, body } = splitHead(inside)
  const contentType = first(readFields(decodeHead(head)).headers, 'content-type')
  const { parts, depth: levels } = countParts(inside, inside.length - body.length, contentType, limits.inSigned)
  if (parts > limits.inSigned.parts || levels > limits.inSigned.depth) return part
  const [name, bytes] = [null, Buffer.alloc(0)]
  return { ...part, type: 'multipart/signed', name, bytes, parts: [readPiece(inside, depth + 1, 'text/plain'), part] }
}

function typeOfBroken(value: string, fallback: string) {
  if (value === '') return fallback
  return value.startsWith('text') ? 'text/plain' : 'application/octet-stream'
}

function readPiece(piece: Buffer, depth: number, fallback: string): Part {
  const { head, body } = splitHead(piece)
  return readPart({ headers: readFields(decodeHead(head)).headers, bytes: body, depth, fallback })
}

function splitHead(piece: Buffer) {
  if (piece[0] === 0x0a) return { head: piece.subarray(0, 0), body: piece.subarray(1) }
  if (piece[0] === 0x0d && piece[1] === 0x0a) return { head: piece.subarray(0, 0), body: piece.subarray(2) }
  const window = piece.subarray(0, limits.head)
  const found = /\r?\n\r?\n/.exec(window.toString('latin1'))
  // Words that stand right below the delimiter, where fields should.
  if (!/^[\x21-\x39\x3b-\x7e]+[ \t]*:/.test(window.toString('latin1', 0, 200)))
    return { head: piece.subarray(0, 0), body: piece }
  const end = found ? found.index : window.length
  return { head: window.subarray(0, end), body: piece.subarray(end + (found?.[0].length ?? 0)) }
}

/** Bytes beyond ASCII are in the charset that the part itself names, unless they are UTF-8. */
function decodeHead(head: Buffer) {
  const label = /charset\s*=\s*"?([\w.:-]+)/i.exec(head.toString('latin1'))?.[1] ?? null
  const text = head.toString('utf8')
  return text.includes('\uFFFD') ? decodeText(head, label) : text
}

function first(headers: RawHeader[], name: string) {
  return fieldValues(headers, name)[0] ?? ''
}

/** What stands between the delimiters; where none is named, or none like it is there, between those that look like some. */
function piecesOf({ parameters }: Structured, bytes: Buffer): Buffer[] {
  const named = parameters.get('boundary')?.trimEnd()
  const pieces = named ? splitAt(bytes, named) : []
  if (pieces.length > 0) return pieces
  const guess = guessBoundary(bytes)
  // These were not counted before: one more than may be shows that there are too many.
  const guessed = guess === null ? [] : splitAt(bytes, guess, limits.guessed + 1)
  return guessed.length <= limits.guessed ? guessed : []
}

/** The first line of dashes that another one repeats. */
function guessBoundary(bytes: Buffer) {
  const guess = /^--([^\s-][^\r\n]{0,99})\r?\n/m.exec(bytes.toString('latin1', 0, 4096))?.[1]?.trimEnd()
  return guess && bytes.indexOf(`\n--${guess}`, bytes.indexOf(`--${guess}`) + 1) >= 0 ? guess : null
}

function splitAt(bytes: Buffer, boundary: string, most = Number.POSITIVE_INFINITY): Buffer[] {
  const pieces: Buffer[] = []
  const [own, dashed] = [Buffer.from(boundary), Buffer.from(`--${boundary}`)]
  let start = -1
  // The platform finds it faster than lines of dashes are looked at, which each level of a deep mail would do again.
  for (let at = bytes.indexOf(dashed); at >= 0; at = nextOf(bytes, dashed, at)) {
    const found = at === 0 || bytes[at - 1] === 0x0a ? delimiterAt(bytes, at, own) : null
    if (found === null) continue
    if (start >= 0) pieces.push(bytes.subarray(start, Math.max(start, endBefore(bytes, at))))
    const newline = bytes.indexOf(0x0a, at)
    start = found === 'closes' || newline < 0 ? -1 : newline + 1
    if (found === 'closes' || pieces.length === most) break
  }
  if (start >= 0 && start < bytes.length) pieces.push(bytes.subarray(start))
  return pieces
}

/** No line has more than one. */
function nextOf(bytes: Buffer, dashed: Buffer, at: number): number {
  const newline = bytes.indexOf(0x0a, at)
  return newline < 0 ? -1 : bytes.indexOf(dashed, newline)
}

/** The line break before a delimiter belongs to it. */
function endBefore(bytes: Buffer, at: number) {
  return at - (bytes[at - 2] === 0x0d ? 2 : 1)
}

/** The name of an embedded mail: its own subject, so that its reader knows it again. */
export function subjectInside(bytes: Buffer): string | null {
  const { head } = splitHead(bytes.subarray(0, limits.headInside))
  const subject = first(readFields(decodeHead(head)).headers, 'subject').slice(0, 2000)
  return decodeWords(subject).replace(/\s+/g, ' ').trim().slice(0, 100) || null
}
