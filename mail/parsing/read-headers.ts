import { strictAddress } from './address.ts'
import { readAddresses } from './address-list.ts'
import { decodeWords } from './encoded-words.ts'
import { fieldValues, type RawHeader, type Scan } from './scan.ts'

/** `idBytes` is the longest line there may be (RFC 5322 §2.1.1): ids are keys, and an index takes none much longer. */
const limits = { subject: 998, ids: 100, idBytes: 998, rawSubject: 32 * 1024 }

/** Reads the fields a ticket needs from the scanned header block; every list and text is capped. */
export function readHeaders({ headers, fromFields }: Scan) {
  const froms = fieldValues(headers, 'from')
  const subject = decodeWords((fieldValues(headers, 'subject')[0] ?? '').slice(0, limits.rawSubject))
    .replace(/\s+/g, ' ')
    .trim()
  const allReferences = readIds(fieldValues(headers, 'references'))
  return {
    messageIds: readIds(fieldValues(headers, 'message-id')).slice(0, limits.ids),
    inReplyTo: readIds(fieldValues(headers, 'in-reply-to')).slice(0, limits.ids),
    references: allReferences.slice(-limits.ids),
    subject: subject.slice(0, limits.subject),
    date: readDate(fieldValues(headers, 'date')[0] ?? ''),
    from: fromFields === 1 && froms.length === 1 ? strictAddress(froms[0] ?? '') : null,
    fromShown: froms.flatMap(readAddresses),
    to: fieldValues(headers, 'to').flatMap(readAddresses),
    cc: fieldValues(headers, 'cc').flatMap(readAddresses),
    replyTo: fieldValues(headers, 'reply-to').flatMap(readAddresses),
    deliveredTo: deliveryAddresses(headers),
    truncated: allReferences.length > limits.ids || subject.length > limits.subject,
  }
}

/**
 * Message ids in order (RFC 5322 §3.6.4), without brackets; bare words with an @ are taken from broken senders. Some
 * programs fold a long id into encoded words.
 */
export function readIds(values: string[]) {
  const ids = new Set<string>()
  for (const field of values) {
    const value = field.includes('=?') && !field.includes('<') ? decodeWords(field.slice(0, limits.rawSubject)) : field
    let isBracketed = false
    // One after the other: a field may name more than a call takes arguments.
    for (const [, inside = ''] of value.matchAll(/<([^<>]*)>/g)) {
      isBracketed = true
      addId(ids, inside)
    }
    const words = isBracketed ? [] : value.split(/[\s,;"<>]+/)
    for (const word of words) if (word.includes('@')) addId(ids, word)
  }
  return [...ids]
}

function addId(ids: Set<string>, written: string) {
  const id = written.replace(/\s+/g, '')
  if (id !== '' && id.length <= limits.idBytes && Buffer.byteLength(id) <= limits.idBytes) ids.add(id)
}

/** Where the last server delivered a mail to: what stands above its own Received, which nobody before it could write. */
export function lastDelivery(headers: RawHeader[]): string[] {
  const received = headers.findIndex(({ name }) => name === 'received')
  return received < 0 ? [] : deliveryAddresses(headers.slice(0, received))
}

function deliveryAddresses(headers: RawHeader[]) {
  const fields = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'x-forwarded-to']
  const found = fields.flatMap((name) => fieldValues(headers, name).flatMap(readAddresses))
  return [...new Set(found.map(({ address }) => address))].slice(0, limits.ids)
}

function readDate(value: string) {
  const text = value
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .trim()
  const moment = text === '' ? Number.NaN : Date.parse(text)
  return Number.isNaN(moment) ? null : moment
}
