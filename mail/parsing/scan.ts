import { decodeText, isTelling } from './charset.ts'
import { countParts } from './count-parts.ts'

/** A header field as it stood in the raw bytes: name in lower case, value unfolded, nothing decoded. */
export type RawHeader = { name: string; value: string }

export type TooBig = 'header_too_large' | 'too_many_parts' | 'nested_too_deep'

export type Scan = {
  headers: RawHeader[]
  /** Every way to spell a From field, also those that only some readers take for one. */
  fromFields: number
  bodyStart: number
  parts: number
  depth: number
  tooBig: TooBig[]
}

const limits = {
  headerBytes: 4 * 1024 * 1024,
  fields: 5000,
  fieldLength: 1024 * 1024,
  parts: 500,
  depth: 30,
  hint: 16 * 1024,
}

/**
 * Reads the header block of a raw mail and counts its parts in one linear pass, before any parser sees it:
 * parsers stop silently at their limits, and each takes another one of two From fields. Names are read
 * leniently (blanks before the colon, folded names, stray control characters); our own private
 * `X-Signoff-` fields are dropped, because only we may write them and we never do so by mail.
 */
export function scanMail(raw: Uint8Array): Scan {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const bodyStart = findBodyStart(bytes)
  const tooBig: TooBig[] = []
  if (bodyStart > limits.headerBytes) {
    return { headers: [], fromFields: 0, bodyStart, parts: 0, depth: 0, tooBig: ['header_too_large'] }
  }

  const { headers, hiddenFroms } = readFields(decodeHeaderBytes(bytes, bodyStart))
  if (headers.length > limits.fields) tooBig.push('header_too_large')

  const contentType = headers.find(({ name }) => name === 'content-type')?.value ?? ''
  const { parts, depth } = countParts(bytes, bodyStart, contentType, limits)
  if (parts > limits.parts) tooBig.push('too_many_parts')
  if (depth > limits.depth) tooBig.push('nested_too_deep')

  const fromFields = headers.filter(({ name }) => name === 'from').length + hiddenFroms
  const kept = headers.filter(({ name }) => !name.startsWith('x-signoff-'))
  return { headers: kept, fromFields, bodyStart, parts, depth, tooBig }
}

/** All values of one field, topmost first. */
export function fieldValues(headers: RawHeader[], name: string) {
  return headers.filter((header) => header.name === name).map(({ value }) => value)
}

function findBodyStart(bytes: Buffer) {
  if (bytes[0] === 0x0a) return 1
  if (bytes[0] === 0x0d && bytes[1] === 0x0a) return 2
  const window = bytes.subarray(0, limits.headerBytes + 4)
  const unix = window.indexOf('\n\n')
  const network = window.indexOf('\n\r\n')
  if (unix < 0 && network < 0) return bytes.length
  return network < 0 || (unix >= 0 && unix < network) ? unix + 2 : network + 3
}

/** Headers may carry raw UTF-8 (RFC 6532); older senders write the bytes of the code page that their words are in. */
function decodeHeaderBytes(bytes: Buffer, bodyStart: number) {
  const head = bytes.subarray(0, bodyStart)
  const text = head.toString('utf8')
  const isPlain = !text.includes('\uFFFD') && !text.includes('\x1b')
  return isPlain ? text : decodeText(head, charsetNamed(bytes.subarray(0, bodyStart + limits.hint)))
}

function charsetNamed(bytes: Buffer) {
  const labels = [...bytes.toString('latin1', 0, limits.hint * 4).matchAll(/charset\s*=\s*"?([\w.:-]{2,40})/gi)]
  return labels.map((found) => found[1] ?? '').find(isTelling) ?? null
}

/** Splits a header block into its fields: names in lower case, values unfolded. */
export function readFields(block: string) {
  const headers: RawHeader[] = []
  let hiddenFroms = 0
  // A lone CR ends a line for some readers, so a field may hide behind it.
  for (const line of block.split(/\r\n|\n|\r/)) {
    const last = headers.at(-1)
    // Some servers begin the line of a folded parameter without the blank that makes it part of the field.
    const isTorn = last !== undefined && /^[a-z-]+\*?=/i.test(line) && last.value.trimEnd().endsWith(';')
    const isContinuation = line.startsWith(' ') || line.startsWith('\t') || isTorn
    if (isContinuation && last) {
      if (/^[ \t]+from[ \t]*:/i.test(line) && !isListOfFields(line, last)) hiddenFroms++
      if (last.value.length < limits.fieldLength) last.value += line
    } else if (line.trim() !== '' && !isMboxLine(line)) {
      headers.push({ name: '', value: line })
      // One more than may be, so that it is seen to be too many.
      if (headers.length > limits.fields) break
    }
  }
  const fields = headers.map(({ value }) => splitField(value)).filter(({ name }) => name !== '')
  return { headers: fields, hiddenFroms }
}

/** A signature lists the fields it covers, and a long list is folded anywhere: names alone can name nobody. */
function isListOfFields(line: string, { value }: RawHeader): boolean {
  return /^(dkim-signature|x-google-dkim-signature|arc-message-signature)[ \t]*:/i.test(value) && isNames(line)
}

function isNames(line: string): boolean {
  return /^[a-z0-9:\- \t]*$/i.test(line.split(';', 1)[0] ?? '')
}

function isMboxLine(line: string) {
  return /^>?From \S+ +\w{3} +\w{3} +\d/.test(line)
}

function splitField(line: string): RawHeader {
  const colon = line.indexOf(':')
  if (colon < 0) return { name: '', value: '' }
  const name = line.slice(0, colon).replace(/[^\x21-\x7e]/g, '')
  return { name: name.toLowerCase(), value: line.slice(colon + 1, colon + 1 + limits.fieldLength).trim() }
}
