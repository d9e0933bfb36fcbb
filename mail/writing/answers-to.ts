import type { LetterFacts, LetterTicket } from '../../db/letters/letter-facts.ts'
import type { Composed } from '../../db/letters/outgoing.ts'
import { makeReplyToken } from '../../db/people/reply-token.ts'
import { makeAddress } from '../evidence/reply-address.ts'
import type { Sending } from '../sending/sending.ts'
import { staysAmongUs } from './letter-words.ts'

export type Answers = {
  reply: string | null
  note: string | null
  /**
   * The page where the reader decides, or takes it back: a customer without signing in, one of us signed in. null when
   * nothing is theirs.
   */
  decideUrl: string | null
  grants: Composed['replyTo']
}

/**
 * Where a reader's answer goes: an address only they have, for this ticket (mail §3). While something waits for a
 * decision that they may take, it is good for that decision too, and so is the page behind the same token. Staff have a
 * second one, for notes; where the answer stays among us there is no other. What one of us has to confirm is confirmed on
 * a page of its own, and no address is good for it.
 */
export function answersTo(sender: Sending, facts: LetterFacts): Answers {
  const { reader, ticket, approval, handed } = facts
  const { secretKey, mailDomain, baseUrl } = sender
  if (!ticket) return { reply: null, note: null, decideUrl: null, grants: [] }
  const person = { personId: reader.id, ticketId: ticket.id }
  const grantOf = (purpose: 'reply' | 'note' | 'decide', round: number, approvalId: string | null = null) => {
    const { token, hash } = makeReplyToken(secretKey, { ...person, purpose, round, approvalId })
    const address = makeAddress(purpose === 'note' ? 'note' : 'reply', token, mailDomain)
    const about = { round: purpose === 'decide' ? round : null, approvalId, mailId: null }
    return { token, address, grant: { hash, purpose, ...about } }
  }
  if (reader.kind === 'contact') {
    const asks = approval?.mine && approval.decision === null && waits(ticket)
    const { token, address, grant } = asks ? grantOf('decide', ticket.round, approval.id) : grantOf('reply', 0)
    if (!approval || !isOwnReceipt(facts)) {
      return { reply: address, note: null, decideUrl: asks ? `${baseUrl}/a/${token}` : null, grants: [grant] }
    }
    const back = grantOf('decide', ticket.round, approval.id)
    return { reply: address, note: null, decideUrl: `${baseUrl}/a/${back.token}`, grants: [grant, back.grant] }
  }
  const note = grantOf('note', 0)
  const mailId = handed.confirm
  if (mailId) {
    const { token, hash } = makeReplyToken(secretKey, { ...person, purpose: 'confirm', round: 0, mailId })
    const grant = { hash, purpose: 'confirm' as const, round: null, approvalId: null, mailId }
    const decideUrl = `${baseUrl}/desk/a/${token}`
    return { reply: note.address, note: null, decideUrl, grants: [note.grant, grant] }
  }
  if (staysAmongUs(facts)) return { reply: note.address, note: null, decideUrl: null, grants: [note.grant] }
  const reply = grantOf('reply', 0)
  return { reply: reply.address, note: note.address, decideUrl: null, grants: [reply.grant, note.grant] }
}

/** Whoever decided takes it back on the page where they did it, or might have. */
function isOwnReceipt({ letter, reader, approval }: LetterFacts): boolean {
  const isDecided = approval?.decision === 'approved' || approval?.decision === 'declined'
  return letter === 'receipt' && isDecided && approval.decidedBy?.id === reader.id
}

function waits({ stage }: LetterTicket): boolean {
  return stage === 'approval' || stage === 'staging_review'
}
