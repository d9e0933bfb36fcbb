/**
 * Whether a delimiter line of this boundary stands at this place (RFC 2046 §5.1): two dashes, the boundary, and on its
 * line nothing else but two more dashes that close. Only bytes are compared, because a hostile mail is all such lines.
 */
export function delimiterAt(bytes: Buffer, at: number, boundary: Buffer): 'opens' | 'closes' | null {
  if (bytes[at] !== dash || bytes[at + 1] !== dash) return null
  let to = at + 2
  for (let from = 0; from < boundary.length; from++, to++) if (bytes[to] !== boundary[from]) return null
  const closes = bytes[to] === dash && bytes[to + 1] === dash
  return isBlankLine(bytes, closes ? to + 2 : to) ? (closes ? 'closes' : 'opens') : null
}

/**
 * The next line that begins with two dashes, from this place on; -1 where there is none. A hostile mail is all such
 * lines, so the nearest are found byte by byte; the platform looks through what has none for long, as pictures do.
 */
export function nextDashes(bytes: Buffer, from: number): number {
  const near = Math.min(from + 80, bytes.length - 2)
  for (let at = from; at < near; at++) {
    if (bytes[at] === lineFeed && bytes[at + 1] === dash && bytes[at + 2] === dash) return at + 1
  }
  const found = near < bytes.length - 2 ? bytes.indexOf(opening, near) : -1
  return found < 0 ? -1 : found + 1
}

const [dash, lineFeed] = [0x2d, 0x0a]
const opening = Buffer.from([lineFeed, dash, dash])

function isBlankLine(bytes: Buffer, from: number) {
  for (let at = from; at < bytes.length && at < from + 200; at++) {
    const byte = bytes[at]
    if (byte === lineFeed) return true
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return false
  }
  return true
}
