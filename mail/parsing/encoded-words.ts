import { decodeText } from './charset.ts'

// Careless senders leave question marks in it, which are not allowed there.
const encodedWord = /=\?([^?\s]{1,60})\?([bq])\?((?:[^?=]|=(?!\?(?!=))|\?(?!=))*)\?=/gi

/**
 * Decodes the encoded words of a header value (RFC 2047). Neighbours are joined before decoding, because
 * many senders cut a letter in two. The last one may have lost its end; what cannot be decoded stays as it is.
 */
export function decodeWords(value: string) {
  if (!value.includes('=?')) return value
  const text = /=\?[^?\s]{1,60}\?[bq]\?[^?\s]{1,200}$/i.test(value.slice(-260)) ? `${value}?=` : value
  const pieces: (string | { charset: string; bytes: Buffer[] })[] = []
  let end = 0
  for (const match of text.matchAll(encodedWord)) {
    const between = text.slice(end, match.index)
    const charset = (match[1] ?? '').replace(/\*.*/, '').toLowerCase()
    const bytes = decodeBytes(match[2] ?? '', match[3] ?? '')
    const last = pieces.at(-1)
    const adjoins = last !== undefined && typeof last !== 'string' && between.trim() === ''
    if (adjoins && last.charset === charset) last.bytes.push(bytes)
    else pieces.push(...(adjoins || between === '' ? [] : [between]), { charset, bytes: [bytes] })
    end = match.index + match[0].length
  }
  return [...pieces, text.slice(end)]
    .map((piece) => (typeof piece === 'string' ? piece : decodeText(Buffer.concat(piece.bytes), piece.charset)))
    .join('')
}

function decodeBytes(encoding: string, text: string) {
  if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64')
  const plain = text.replaceAll('_', ' ')
  return Buffer.from(
    plain.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}
