/**
 * The bytes of a part without their transfer encoding (RFC 2045 §6). Lenient: base64 with lines of something else
 * below it ends there, and an escape that is none stays as it is.
 */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  const name = (encoding.toLowerCase().split(/[;(]/)[0] ?? '').replace(/[^a-z\d-]/g, '')
  if (name === 'base64') return decodeBase64(bytes)
  if (name === 'quoted-printable') return decodeQuotedPrintable(bytes)
  return /^(x-)?uu(encode|e)?$/.test(name) ? decodeUu(bytes) : bytes
}

/** What a byte is to base64: 1 a digit, 2 padding, 3 the end of a line, 0 a blank, 4 no part of it. */
const base64Kind = new Uint8Array(256).fill(4)
for (let at = 0; at < 128; at++) if (/[A-Za-z\d+/]/.test(String.fromCharCode(at))) base64Kind[at] = 1
for (const [char, kind] of Object.entries({ '=': 2, '\n': 3, '\r': 0, ' ': 0, '\t': 0 })) {
  base64Kind[char.charCodeAt(0)] = kind
}

/** Beyond this the platform's own way, over a text of the same length, takes too much memory. */
const large = 1024 * 1024

function decodeBase64(bytes: Buffer): Buffer {
  if (bytes.length <= large) {
    const text = bytes.toString('latin1')
    if (isOrderly(text)) return Buffer.from(text, 'base64')
  }
  const { end, isPieced, count } = surveyBase64(bytes)
  return isPieced || end > large
    ? joinPieces(bytes.subarray(0, end), count)
    : Buffer.from(bytes.toString('latin1', 0, end), 'base64')
}

/** Lines of digits and at most one padding, in the end, are what nearly every program sends. */
function isOrderly(text: string): boolean {
  const end = text.search(/[^A-Za-z\d+/\r\n]/)
  return end < 0 || /^={1,2}[\r\n]*$/.test(text.slice(end))
}

const digits = new Uint8Array(128)
for (const [at, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  digits[char.charCodeAt(0)] = at
}

/** Each line padded by itself is what some senders make of base64; the platform would stop at the first padding. */
function joinPieces(bytes: Buffer, count: number): Buffer {
  const out = Buffer.allocUnsafeSlow(Math.floor((count * 3) / 4))
  let to = 0
  let bits = 0
  let held = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0x3d) held = bits = 0
    if (base64Kind[byte] !== 1) continue
    held = ((held << 6) | (digits[byte] ?? 0)) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    out[to++] = (held >> bits) & 0xff
  }
  return out.subarray(0, to)
}

/** A list server adds its footer below, in plain letters: what is base64 ends where such a line begins. */
function surveyBase64(bytes: Buffer) {
  let lineStart = 0
  let isPadded = false
  let isPieced = false
  let afterBlank = false
  let count = 0
  for (let at = 0; at < bytes.length; at++) {
    const kind = base64Kind[bytes[at] ?? 0]
    if (kind === 3) lineStart = at + 1
    else if (kind === 2) isPadded = true
    else if (lineStart > 0 && (kind === 4 || (kind === 1 && isPadded && afterBlank)))
      return { end: lineStart, isPieced, count }
    else if (kind === 1 && isPadded) isPieced = true
    if (kind === 1) count++
    afterBlank = kind === 0 && at > lineStart && bytes[at] !== 0x0d
  }
  return { end: bytes.length, isPieced, count }
}

const hexValue = new Int8Array(256).fill(-1)
for (const [at, digit] of [...'0123456789ABCDEF'].entries()) {
  hexValue[digit.charCodeAt(0)] = at
  hexValue[digit.toLowerCase().charCodeAt(0)] = at
}

function decodeQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let to = 0
  let kept = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0x0a) {
      // Blanks at the end of a line were added on the way (rule 3).
      to = kept
      if (bytes[at - 1] === 0x0d) out[to++] = 0x0d
      out[to++] = byte
      kept = to
    } else if (byte === 0x3d) {
      const high = hexValue[bytes[at + 1] ?? 0] ?? -1
      const low = hexValue[bytes[at + 2] ?? 0] ?? -1
      const soft = high >= 0 && low >= 0 ? -1 : endOfSoftBreak(bytes, at + 1)
      if (soft >= 0) at = soft
      else if (high >= 0 && low >= 0) {
        out[to++] = high * 16 + low
        at += 2
      } else out[to++] = byte
      kept = to
    } else {
      out[to++] = byte
      if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) kept = to
    }
  }
  return out.subarray(0, to)
}

/** Where the line that ends softly here ends, or -1: an equals sign, then blanks at most. */
function endOfSoftBreak(bytes: Buffer, from: number) {
  let at = from
  while (at < bytes.length && (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0d)) at++
  return at >= bytes.length || bytes[at] === 0x0a ? at : -1
}

/** The lines between `begin` and `end` of uuencode, as Unix wrote them before MIME. */
export function decodeUu(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let to = 0
  for (let from = 0; from < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, from)
    const next = newline < 0 ? bytes.length : newline + 1
    const end = newline < 0 ? next : newline - (bytes[newline - 1] === 0x0d ? 1 : 0)
    if (!isUuFrame(bytes, from, end)) to += decodeUuLine(bytes.subarray(from, end), out, to)
    from = next
  }
  return out.subarray(0, to)
}

function isUuFrame(bytes: Buffer, from: number, end: number) {
  const start = bytes[from]
  const mayBe = start === 0x62 || start === 0x65 || start === 0x60 || end - from < 2
  return mayBe && /^(begin \d{3,4} |end\s*$|`?\s*$)/.test(bytes.toString('latin1', from, Math.min(end, from + 20)))
}

/** Writes what a line holds; its first letter says how many bytes that is. Three are in four letters. */
function decodeUuLine(line: Buffer, out: Buffer, start: number): number {
  const sixBits = (at: number) => ((line[at] ?? 32) - 32) & 0x3f
  const length = Math.min(sixBits(0), out.length - start)
  for (let from = 1, to = start; to < start + length; from += 4, to += 3) {
    const word = (sixBits(from) << 18) | (sixBits(from + 1) << 12) | (sixBits(from + 2) << 6) | sixBits(from + 3)
    for (let byte = 0; byte < 3 && to + byte < out.length; byte++) out[to + byte] = (word >> (16 - 8 * byte)) & 0xff
  }
  return length
}
