import { domainToASCII, domainToUnicode } from 'node:url'
import { decodeWords } from './encoded-words.ts'

export type Address = { address: string; name: string }

const atext = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
const localPart = new RegExp(`^${atext}+(\\.${atext}+)*$`)
const asciiDomain = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/
const control = /[\p{Cc}\u2028\u2029]/u

/**
 * Reads a From field as an identity: one plain dot-atom address, with or without a display name.
 * Refuses (null) whatever two readers could take for two different people: lists, groups, routes, quoted
 * local parts, a bare name holding another address, control characters. An address inside an encoded
 * word is only ever part of the name.
 */
export function strictAddress(field: string): Address | null {
  const body = field.replaceAll('\t', ' ').trim()
  if (body.length > 2000 || control.test(body)) return null
  if (!body.endsWith('>')) {
    const address = normaliseAddress(body)
    return address === null ? null : { address, name: '' }
  }

  const angle = body.lastIndexOf('<')
  const name = body.slice(0, angle).trim()
  const address = normaliseAddress(body.slice(angle + 1, -1))
  if (angle < 0 || !address || !isPlainName(name, address)) return null
  return { address, name: readName(name) }
}

/** Lower case and A-labels, so that equal strings are one mailbox; null when it is no plain address. */
export function normaliseAddress(text: string): string | null {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0))
  if (at < 1 || text.length > 254 || local.length > 64 || !localPart.test(local) || local.includes('=?')) return null
  const domain = normaliseDomain(text.slice(at + 1))
  return domain && `${local.toLowerCase()}@${domain}`
}

function normaliseDomain(text: string): string | null {
  const domain = text.toLowerCase()
  if (asciiDomain.test(domain)) return domainToASCII(domain) || null
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return null
  const ascii = domainToASCII(domain)
  // Look-alikes that IDNA maps onto other letters (full-width, ligatures) are not taken.
  return asciiDomain.test(ascii) && domainToUnicode(ascii) === domain ? ascii : null
}

function isPlainName(name: string, address: string) {
  const bare = name.replace(/"(?:[^"\\]|\\.)*"/g, '').replace(/\([^()"@<>,:;\\]*\)/g, '')
  return !/["<>()[\]:;@,\\]/.test(bare) || normaliseAddress(name) === address
}

/** A display name as people read it: quotes and comments opened, encoded words decoded. */
export function readName(text: string) {
  const unquoted = text
    .slice(0, 2000)
    .replace(/"((?:[^"\\]|\\.)*)"/g, (_, inside: string) => inside.replace(/\\(.)/g, '$1'))
  return decodeWords(unquoted).replace(/\s+/g, ' ').trim().slice(0, 500)
}
