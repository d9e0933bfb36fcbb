import { seal, unseal } from '../../db/people/sealed-token.ts'

/** Before the plus of our own addresses: a public answer, an internal note, a report that a mail came back. */
export type AddressKind = 'reply' | 'note' | 'bounce'

/** The envelope sender of one outgoing mail (VERP): a report sent there names the mail without being read. */
export function makeBounceToken(secret: string, mailOutId: string): string {
  return seal(secret, 'bounce', uuidBytes(mailOutId)).token
}

/** The outgoing mail a bounce address was made for, or null where the address is not ours. */
export function readBounceToken(secret: string, token: string): string | null {
  const id = unseal(secret, 'bounce', token)
  return id === null ? null : uuidText(id)
}

/** One of our own addresses with its token; `readAddress` takes it apart again. */
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

function uuidBytes(uuid: string) {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidText(bytes: Uint8Array) {
  const hex = Buffer.from(bytes).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
