import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { decodeBase32, encodeBase32 } from './base32.ts'

/** Before the plus of our own addresses: a public answer, an internal note, a report that a mail came back. */
export type AddressKind = 'reply' | 'note' | 'bounce'

/**
 * For whom and for what a reply address is good: one person, one ticket, one purpose; to decide, one round of it and one
 * question.
 */
export type Grant = {
  personId: string
  ticketId: string
  purpose: 'reply' | 'note' | 'decide'
  round: number
  approvalId?: string | null
}

/** What the database keeps of a token: enough to find the grant again, too little to write one. */
export type Token = { token: string; hash: string }

const idBytes = 16
const macBytes = 16

/**
 * Makes the token of a grant: 128 bits that only we can derive from it, and 128 bits of HMAC over them, so that
 * a guess is refused before the database is asked. The same grant always gives the same token; 52 letters.
 */
export function makeReplyToken(secret: string, grant: Grant): Token {
  const { personId, ticketId, purpose, round, approvalId } = grant
  const fields = [personId, ticketId, purpose, String(round), ...(approvalId ? [approvalId] : [])]
  const id = mac(secret, 'reply grant', Buffer.from(JSON.stringify(fields))).subarray(0, idBytes)
  return seal(secret, grant.purpose === 'note' ? 'note' : 'reply', id)
}

/** Checks the token's HMAC in constant time; gives the hash to look its grant up by, or null. */
export function readReplyToken(secret: string, kind: 'reply' | 'note', token: string): string | null {
  return unseal(secret, kind, token) === null ? null : hashOf(token)
}

/** The envelope sender of one outgoing mail (VERP): a report sent there names the mail without being read. */
export function makeBounceToken(secret: string, mailOutId: string): string {
  return seal(secret, 'bounce', uuidBytes(mailOutId)).token
}

/** The outgoing mail a bounce address was made for, or null where the address is not ours. */
export function readBounceToken(secret: string, token: string): string | null {
  const id = unseal(secret, 'bounce', token)
  return id === null ? null : uuidText(id)
}

export function makeAddress(kind: AddressKind, token: string, domain: string) {
  return `${kind}+${token}@${domain}`
}

/** Recognises one of our own addresses by its shape alone; the token in it still has to be checked. */
export function readAddress(address: string, domain: string): { kind: AddressKind; token: string } | null {
  const found = /^(reply|note|bounce)\+([a-z2-7]{52})@(.+)$/i.exec(address.trim())
  if (!found || found[3]?.toLowerCase() !== domain.toLowerCase()) return null
  const kind = (['reply', 'note', 'bounce'] as const).find((name) => name === found[1]?.toLowerCase())
  return kind ? { kind, token: (found[2] ?? '').toLowerCase() } : null
}

/** The Message-ID of one outgoing mail for life, signed so that only ours lead back to a ticket. With brackets. */
export function makeMessageId(secret: string, domain: string, mailOutId: string) {
  return `<${seal(secret, 'message', uuidBytes(mailOutId)).token}@${domain}>`
}

/** The outgoing mail behind one of our Message-IDs (with or without brackets), or null for anybody else's. */
export function readMessageId(secret: string, domain: string, messageId: string): string | null {
  const found = /^<?([a-z2-7]{52})@([^<>]+)>?$/i.exec(messageId.trim())
  if (!found || found[2]?.toLowerCase() !== domain.toLowerCase()) return null
  const id = unseal(secret, 'message', (found[1] ?? '').toLowerCase())
  return id === null ? null : uuidText(id)
}

function seal(secret: string, use: string, id: Uint8Array): Token {
  const token = encodeBase32(Buffer.concat([id, mac(secret, use, id).subarray(0, macBytes)]))
  return { token, hash: hashOf(token) }
}

function unseal(secret: string, use: string, token: string): Uint8Array | null {
  const bytes = decodeBase32(token)
  if (bytes?.length !== idBytes + macBytes) return null
  const id = bytes.subarray(0, idBytes)
  const expected = mac(secret, use, id).subarray(0, macBytes)
  return timingSafeEqual(expected, bytes.subarray(idBytes)) ? id : null
}

/** Each use has a key of its own, so that a Message-ID, which everybody sees, is never a reply address. */
function mac(secret: string, use: string, data: Uint8Array) {
  const key = createHmac('sha256', secret).update(`mail ${use}`).digest()
  return createHmac('sha256', key).update(data).digest()
}

function hashOf(token: string) {
  return createHash('sha256').update(token.toLowerCase()).digest('hex')
}

function uuidBytes(uuid: string) {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidText(bytes: Uint8Array) {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
