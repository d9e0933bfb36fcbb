type Limits = { parts: number; depth: number }

const headWindow = 16 * 1024

/**
 * Counts the MIME parts of a mail and how deep they nest, by following its delimiter lines (RFC 2046 §5.1).
 * Jumps from one line that opens with two dashes to the next, and gives up as soon as a limit is passed.
 */
export function countParts(bytes: Buffer, bodyStart: number, contentType: string, limits: Limits) {
  const counted = { parts: 1, depth: 0 }
  const open: string[] = []
  const boundary = boundaryOf(contentType)
  if (boundary === null) return counted
  open.push(boundary)
  counted.depth = 1

  let at = startsWithDashes(bytes, bodyStart) ? bodyStart : nextDashes(bytes, bodyStart)
  while (at >= 0 && counted.parts <= limits.parts && counted.depth <= limits.depth) {
    const line = readLine(bytes, at + 2)
    const level = open.lastIndexOf(line)
    const closing = level < 0 && line.endsWith('--') ? open.lastIndexOf(line.slice(0, -2)) : -1
    if (closing >= 0) open.length = closing
    if (level >= 0) {
      open.length = level + 1
      counted.parts++
      const inner = boundaryOf(partContentType(bytes, at))
      if (inner !== null) open.push(inner)
      counted.depth = Math.max(counted.depth, open.length)
    }
    at = nextDashes(bytes, at)
  }
  return counted
}

function startsWithDashes(bytes: Buffer, at: number) {
  return bytes[at] === 0x2d && bytes[at + 1] === 0x2d
}

function nextDashes(bytes: Buffer, at: number) {
  const found = bytes.indexOf('\n--', at)
  return found < 0 ? -1 : found + 1
}

function readLine(bytes: Buffer, at: number) {
  const window = bytes.toString('latin1', at, at + 1000)
  const end = window.indexOf('\n')
  return (end < 0 ? window : window.slice(0, end)).trimEnd()
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
