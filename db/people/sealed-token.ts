import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { decodeBase32, encodeBase32 } from '../base32.ts'

/** What the database keeps of a token: enough to find again what it stands for, too little to write one. */
export type Token = { token: string; hash: string }

const idBytes = 16
const macBytes = 16

/** Writes 128 bits with 128 bits of HMAC behind them, so that a guess is refused before anything is looked up. */
export function seal(secret: string, use: string, id: Uint8Array): Token {
  const token = encodeBase32(Buffer.concat([id, macOf(secret, use, id).subarray(0, macBytes)]))
  return { token, hash: hashOfSealed(token) }
}

/** The bits of a token that only we can have sealed for this use, checked in constant time; null for any other. */
export function unseal(secret: string, use: string, token: string): Uint8Array | null {
  const bytes = decodeBase32(token)
  if (bytes?.length !== idBytes + macBytes) return null
  const id = bytes.subarray(0, idBytes)
  const expected = macOf(secret, use, id).subarray(0, macBytes)
  return timingSafeEqual(expected, bytes.subarray(idBytes)) ? id : null
}

/** Bits for a token that can be derived again from what it stands for, by us alone. */
export function deriveId(secret: string, use: string, fields: readonly string[]): Uint8Array {
  return macOf(secret, use, Buffer.from(JSON.stringify(fields))).subarray(0, idBytes)
}

/** The hash of a token; mail servers may have changed the case of its letters. */
export function hashOfSealed(token: string): string {
  return createHash('sha256').update(token.toLowerCase()).digest('hex')
}

/** Each use has a key of its own, so that a Message-ID, which everybody sees, is never a reply address. */
function macOf(secret: string, use: string, data: Uint8Array) {
  const key = createHmac('sha256', secret).update(`mail ${use}`).digest()
  return createHmac('sha256', key).update(data).digest()
}
