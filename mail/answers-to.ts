import type { LetterFacts } from '../db/letter-facts.ts'
import type { Composed } from '../db/outgoing.ts'
import { makeAddress, makeReplyToken } from './reply-address.ts'
import type { Sending } from './sending.ts'

export type Answers = { reply: string | null; note: string | null; grants: Composed['replyTo'] }

/**
 * Where a reader's answer goes: an address only they have, for this ticket (mail.md §3). While a fix waits for their
 * word it is good for that round's decision too. Staff have a second one, for notes; an alarm has no other.
 */
export function answersTo({ secretKey, mailDomain }: Sending, { letter, reader, ticket }: LetterFacts): Answers {
  if (!ticket) return { reply: null, note: null, grants: [] }
  const grantOf = (purpose: 'reply' | 'note' | 'decide', round: number) => {
    const { token, hash } = makeReplyToken(secretKey, { personId: reader.id, ticketId: ticket.id, purpose, round })
    const address = makeAddress(purpose === 'note' ? 'note' : 'reply', token, mailDomain)
    return { address, grant: { hash, purpose, round: purpose === 'decide' ? round : null } }
  }
  if (reader.kind === 'contact') {
    const { address, grant } = ticket.stage === 'staging_review' ? grantOf('decide', ticket.round) : grantOf('reply', 0)
    return { reply: address, note: null, grants: [grant] }
  }
  const note = grantOf('note', 0)
  if (letter === 'alarm') return { reply: note.address, note: null, grants: [note.grant] }
  const reply = grantOf('reply', 0)
  return { reply: reply.address, note: note.address, grants: [reply.grant, note.grant] }
}
