import { decodeText } from './charset.ts'
import { decodeWords } from './encoded-words.ts'

/** A structured field: its value in lower case, and its parameters by name, in the sender's letters. */
export type Structured = { value: string; parameters: Map<string, string> }

type Piece = { order: number; isEncoded: boolean; text: string }

const limits = { length: 16 * 1024, parameters: 200 }

/**
 * Reads a field like Content-Type with its parameters (RFC 2045 §5.1), continued and in other charsets (RFC 2231), and
 * the ways in which senders get these wrong. One pass; what is longer than any name is not read.
 */
export function readStructured(field: string): Structured {
  const [written = '', ...rest] = splitOutsideQuotes(field.slice(0, limits.length))
  // Some leave out the value itself.
  const head = /^\s*[\w*-]+\s*=/.test(written) ? ` ${written.trim()}` : written.trim()
  const [value = '', ...words] = head.split(/\s+/)
  const pieces = new Map<string, Piece[]>()
  // Some leave out the semicolon after the value.
  for (const text of [words.join(' '), ...rest].slice(0, limits.parameters)) addPiece(pieces, text)
  const parameters = [...pieces].map(([name, found]): [string, string] => [name, join(found)])
  return { value: value.toLowerCase(), parameters: new Map(parameters) }
}

function splitOutsideQuotes(text: string): string[] {
  const found: string[] = []
  let from = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (isQuoted && char === '\\') at++
    else if (char === '"') isQuoted = !isQuoted
    else if (char === ';' && !isQuoted) {
      found.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...found, text.slice(from)]
}

function addPiece(pieces: Map<string, Piece[]>, text: string) {
  const equals = text.indexOf('=')
  if (equals < 1) return
  const written = text.slice(0, equals).trim().toLowerCase()
  const [name = '', ...marks] = written.split('*')
  const isEncoded = marks.at(-1) === ''
  const order = Number(marks[0] || (isEncoded ? -1 : Number.POSITIVE_INFINITY))
  const piece = { order, isEncoded, text: unquote(text.slice(equals + 1).trim()) }
  const known = pieces.get(name)
  if (known) known.push(piece)
  else pieces.set(name, [piece])
}

/** Windows names hold backslashes that quote nothing: only a quote and a backslash are taken for quoted. */
function unquote(text: string) {
  const end = text.lastIndexOf('"')
  const inside = text.startsWith('"') ? text.slice(1, end > 0 ? end : undefined) : text
  return inside.replace(/\\(["\\])/g, '$1')
}

/** An encoded form goes before continued pieces, and these before the plain form written for old readers. */
function join(pieces: Piece[]) {
  const whole = pieces.find(({ order }) => order === -1)
  if (whole) return openPieces([whole])
  const numbered = pieces.filter(({ order }) => Number.isFinite(order)).sort((a, b) => a.order - b.order)
  const plain = pieces[0]
  if (numbered.length === 0 && plain && /^[\w-]{3,20}'[\w-]{0,8}'[^%]*%[\da-f]{2}/i.test(plain.text))
    return openPieces([{ ...plain, isEncoded: true }])
  if (numbered.length === 0) return decodeWords(plain?.text ?? '')
  return numbered.some(({ isEncoded }) => isEncoded)
    ? openPieces(numbered)
    : decodeWords(numbered.map(({ text }) => text).join(''))
}

function openPieces(pieces: Piece[]) {
  const first = pieces[0]?.text ?? ''
  const [, charset = '', text = first] = /^([^']*)'[^']*'(.*)$/s.exec(first) ?? []
  const bytes = pieces.map((piece, at) => {
    const own = at === 0 ? text : piece.text
    return piece.isEncoded ? percentBytes(own) : Buffer.from(own)
  })
  return decodeText(Buffer.concat(bytes), charset)
}

function percentBytes(text: string) {
  const latin = Buffer.from(text).toString('latin1')
  const plain = latin.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(plain, 'latin1')
}
