/** A stretch of a mail; `encoded` is a text in base64. */
export type MailPart = { from: number; to: number; encoded: boolean }

/** Within how many bytes the fields above a part end that say anything, and from how many on they may say it. */
const head = { near: 4 * 1024, longest: 256 * 1024, shortest: 'content-type:message/rfc822'.length }
const [lineFeed, dash] = [0x0a, 0x2d]
const opening = Buffer.from('\n--')

/**
 * The stretches of a mail in order: the fields above each part, and its body as far as the next line of two dashes, with
 * a number between them after so many bytes of a long body. Takes every such line for a delimiter.
 */
export function* mailParts(bytes: Buffer, slice: number): Generator<MailPart | number> {
  for (let at = 0; at < bytes.length; ) {
    const { end, encoded, isMail } = readHead(bytes, at)
    yield { from: at, to: end, encoded: false }
    at = end
    // A mail within a mail begins with its own fields.
    if (isMail) continue
    let next: number | null = null
    while (at < bytes.length && next === null) {
      next = delimiterIn(bytes, at, at + slice)
      at = next ?? Math.min(at + slice, bytes.length)
      if (next === null) yield slice
    }
    if (at > end) yield { from: end, to: at, encoded }
  }
}

type Head = { end: number; encoded: boolean; isMail: boolean }

/** The fields from here to the blank line below them. Where none is near, nothing is told by them. */
function readHead(bytes: Buffer, at: number): Head {
  const short = blankLineBy(bytes, at, at + head.shortest)
  if (short !== null) return { end: short, encoded: false, isMail: false }
  for (const reach of [head.near, head.longest]) {
    const text = bytes.toString('latin1', at, Math.min(at + reach, bytes.length))
    const found = /\n[ \t\r]*\n/.exec(text)
    const isLast = reach === head.longest || at + reach >= bytes.length
    if (!found && !isLast) continue
    const fields = found ? text.slice(0, found.index) : ''
    const encoded = /^content-transfer-encoding[ \t]*:\s*base64/im.test(fields) && !isOther(fields)
    const isMail = /^content-type[ \t]*:\s*message\/rfc822/im.test(fields)
    return { end: at + (found ? found.index + found[0].length : text.length), encoded, isMail }
  }
  throw new Error('The longest reach is the last.')
}

function isOther(fields: string): boolean {
  return /^content-type[ \t]*:\s*(?!\s|text\/|message\/)/im.test(fields)
}

/** Behind the first blank line that ends before this place; null where there is none. */
function blankLineBy(bytes: Buffer, from: number, until: number): number | null {
  let isBlank = true
  for (let at = from; at < Math.min(until, bytes.length); at++) {
    const byte = bytes[at]
    if (byte === lineFeed && isBlank) return at + 1
    isBlank = byte === lineFeed || (isBlank && (byte === 0x20 || byte === 0x09 || byte === 0x0d))
  }
  return null
}

/** Where a line of two dashes begins between these places; null where there is none. */
function delimiterIn(bytes: Buffer, from: number, until: number): number | null {
  if (bytes[from] === dash && bytes[from + 1] === dash) return from
  const found = bytes.subarray(from, until + 2).indexOf(opening)
  return found < 0 ? null : from + found + 1
}
