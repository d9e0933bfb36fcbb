import { deriveId, hashOfSealed, seal, type Token, unseal } from './sealed-token.ts'

/**
 * For whom and for what a reply address and the page of a letter are good: one person, one ticket, one purpose; to
 * decide, one round of it and one question; to confirm, the commands of one mail.
 */
export type Grant = {
  personId: string
  ticketId: string
  purpose: 'reply' | 'note' | 'decide' | 'confirm'
  round: number
  approvalId?: string | null
  mailId?: string | null
}

/**
 * Makes the token of a grant: 128 bits that only we can derive from it, and 128 bits of HMAC over them, so that
 * a guess is refused before the database is asked. The same grant always gives the same token; 52 letters.
 */
export function makeReplyToken(secret: string, grant: Grant): Token {
  const { personId, ticketId, purpose, round, approvalId, mailId } = grant
  const fields = [
    personId,
    ticketId,
    purpose,
    String(round),
    ...(approvalId ? [approvalId] : []),
    ...(mailId ? [mailId] : []),
  ]
  // What a link confirms is never an address to write to.
  const use = purpose === 'note' || purpose === 'confirm' ? purpose : 'reply'
  return seal(secret, use, deriveId(secret, 'reply grant', fields))
}

/** Checks the token's HMAC in constant time; gives the hash to look its grant up by, or null. */
export function readReplyToken(secret: string, kind: 'reply' | 'note' | 'confirm', token: string): string | null {
  return unseal(secret, kind, token) === null ? null : hashOfSealed(token)
}
