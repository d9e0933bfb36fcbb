import { setImmediate as breathe } from 'node:timers/promises'

/** How many bytes are looked at before others have their turn. */
const turn = 1024 * 1024

/** Whether two mails have the same body, but for what transport may change: line ends, and blanks at either end. */
export async function hasSameBody(one: Uint8Array, other: Uint8Array): Promise<boolean> {
  const [a, b] = [bodyOf(one), bodyOf(other)]
  for (let steps = 0; a.at < a.end && b.at < b.end; steps++) {
    if (next(a) !== next(b)) return false
    if (steps % turn === turn - 1) await breathe()
  }
  return a.at >= a.end && b.at >= b.end
}

type Body = { bytes: Uint8Array; at: number; end: number }

function bodyOf(bytes: Uint8Array): Body {
  const body = { bytes, at: startOf(bytes), end: bytes.length }
  while (body.end > body.at && isBlank(bytes[body.end - 1])) body.end--
  while (body.at < body.end && isBlank(bytes[body.at])) body.at++
  return body
}

/** Where the first empty line stands. */
function startOf(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at++) {
    if (!isLineEnd(bytes[at])) continue
    const end = bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? at + 1 : at
    if (isLineEnd(bytes[end + 1])) return end + 1
    at = end
  }
  return bytes.length
}

/** The next byte; every kind of line end is one and the same. */
function next(body: Body) {
  const byte = body.bytes[body.at++]
  if (byte !== 0x0d) return byte
  if (body.bytes[body.at] === 0x0a) body.at++
  return 0x0a
}

function isLineEnd(byte: number | undefined) {
  return byte === 0x0a || byte === 0x0d
}

function isBlank(byte: number | undefined) {
  return byte === 0x20 || byte === 0x09 || isLineEnd(byte)
}
