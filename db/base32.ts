const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** Lower-case base32 without padding (RFC 4648 §6): mail servers may change the case of a local part. */
export function encodeBase32(bytes: Uint8Array) {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet.charAt((value >>> bits) & 31)
    }
    value &= 0xff
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text
}

/** The bytes again, or null where the text is none that encodeBase32 could have written. */
export function decodeBase32(text: string): Uint8Array | null {
  const lower = text.toLowerCase()
  const bytes = new Uint8Array(Math.floor((lower.length * 5) / 8))
  let bits = 0
  let value = 0
  let at = 0
  for (const char of lower) {
    const digit = alphabet.indexOf(char)
    if (digit < 0) return null
    value = ((value << 5) | digit) & 0x1fff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = (value >>> bits) & 0xff
  }
  return encodeBase32(bytes) === lower ? bytes : null
}
