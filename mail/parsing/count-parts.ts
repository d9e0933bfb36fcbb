import { delimiterAt, nextDashes } from './delimiter.ts'

type Limits = { parts: number; depth: number }

const headWindow = 16 * 1024

/**
 * Counts the MIME parts of a mail and how deep they nest, by following its delimiter lines (RFC 2046 §5.1).
 * Jumps from one line that opens with two dashes to the next, and gives up as soon as a limit is passed.
 */
export function countParts(bytes: Buffer, bodyStart: number, contentType: string, limits: Limits) {
  const counted = { parts: 1, depth: 0 }
  const open: Buffer[] = []
  const boundary = boundaryOf(contentType)
  if (boundary === null) return counted
  open.push(Buffer.from(boundary))
  counted.depth = 1

  let at = startsWithDashes(bytes, bodyStart) ? bodyStart : nextDashes(bytes, bodyStart)
  while (at >= 0 && counted.parts <= limits.parts && counted.depth <= limits.depth) {
    const level = open.findLastIndex((one) => delimiterAt(bytes, at, one) !== null)
    const found = open[level]
    if (found) {
      const closes = delimiterAt(bytes, at, found) === 'closes'
      open.length = closes ? level : level + 1
      const inner = closes ? null : boundaryOf(partContentType(bytes, at))
      if (!closes) counted.parts++
      if (inner !== null) open.push(Buffer.from(inner))
      counted.depth = Math.max(counted.depth, open.length)
    }
    at = nextDashes(bytes, at)
  }
  return counted
}

function startsWithDashes(bytes: Buffer, at: number) {
  return bytes[at] === 0x2d && bytes[at + 1] === 0x2d
}

function partContentType(bytes: Buffer, delimiterAt: number) {
  const window = bytes.toString('latin1', delimiterAt, delimiterAt + headWindow)
  const end = window.search(/\n\r?\n/)
  const head = (end < 0 ? window : window.slice(0, end)).replace(/\r?\n[ \t]+/g, ' ')
  return /^content-type[ \t]*:(.*)$/im.exec(head)?.[1] ?? ''
}

function boundaryOf(contentType: string) {
  if (!/^\s*multipart\//i.test(contentType)) return null
  const found = /[;\s]boundary\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(contentType)
  return (found?.[1] ?? found?.[2])?.trimEnd() || null
}
