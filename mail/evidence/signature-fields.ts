import { fieldValues, type RawHeader } from '../parsing/scan.ts'

/** What a DKIM-Signature or an ARC field says of itself (RFC 6376 §3.5), whether it holds or not. */
export type SignatureField = {
  domain: string
  selector: string
  /** The fields it claims to cover, in lower case, one entry for each time. */
  covers: string[]
  /** It has an `l=`: whatever follows so many bytes of the body is not covered. */
  isLimited: boolean
}

const limits = { fields: 10, length: 16 * 1024 }

/** The signatures in a header, topmost first. null for more than anybody honest adds. */
export function readSignatures(headers: RawHeader[], name = 'dkim-signature'): SignatureField[] | null {
  const values = fieldValues(headers, name)
  if (values.length > limits.fields || values.some((value) => value.length > limits.length)) return null
  return values.map(readSignature)
}

function readSignature(value: string): SignatureField {
  const tags = new Map<string, string>()
  for (const tag of value.split(';')) {
    const equals = tag.indexOf('=')
    if (equals > 0) tags.set(tag.slice(0, equals).trim(), tag.slice(equals + 1).replace(/\s+/g, ''))
  }
  return {
    domain: (tags.get('d') ?? '').toLowerCase(),
    selector: tags.get('s') ?? '',
    covers: (tags.get('h') ?? '').toLowerCase().split(':'),
    isLimited: tags.has('l'),
  }
}

/** Relaxed alignment (RFC 7489 §3.1): the same domain, or one of them below the other. */
export function isAligned(proven: string, fromDomain: string): boolean {
  if (!proven.includes('.')) return false
  return proven === fromDomain || proven.endsWith(`.${fromDomain}`) || fromDomain.endsWith(`.${proven}`)
}

/** By what a mail names one of our reply addresses; `elsewhere` is a field that anybody on the way could have added. */
export type Addressed = 'delivery' | 'to' | 'cc' | 'elsewhere'

type Cover = {
  covers: string[]
  addressed: Addressed | null
  /** The sender's own server handed the mail over, so nobody on the way readdressed it. */
  isDirect: boolean
}

const telling = ['from', 'subject', 'date', 'message-id']

/**
 * Whether a signature covers all that a mail is read by, so that whoever passed it on could neither change nor add any
 * of it (D07), nor send it to another reply address (D08). Every occurrence counts: a second Subject is one too many.
 */
export function coversAll(headers: RawHeader[], { covers, addressed, isDirect }: Cover): boolean {
  const isCovered = (name: string) => countOf(headers, name) <= covers.filter((one) => one === name).length
  if (!telling.every(isCovered)) return false
  if (countOf(headers, 'content-type') > 1 && !isCovered('content-type')) return false
  if (addressed === null || addressed === 'delivery' || isDirect) return true
  return addressed !== 'elsewhere' && isCovered(addressed)
}

function countOf(headers: RawHeader[], name: string): number {
  return headers.filter((header) => header.name === name).length
}
