import { changeWithin } from '../../db/change-ticket.ts'
import type { Tx } from '../../db/client.ts'
import type { TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { findApproval } from '../../db/tickets/approvals.ts'
import { readTicket } from '../../db/tickets/ticket-facts.ts'
import { writeMessage } from '../../db/tickets/write-message.ts'
import type { Command } from '../../domain/command.ts'
import { mayDecide } from '../../domain/permission.ts'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { Undecided } from '../../domain/words/undecided.ts'
import { leansToDecision, type MailDecision, readDecision } from '../new-words/decision-words.ts'
import type { Identity } from './identify-sender.ts'
import { laterOf, type Reading, sourceKeyOf } from './reading.ts'
import { mailWordsOf } from './thread-words.ts'

/** A contact's mail on a ticket, with the files it brought. */
export type Answering = { sender: Identity; actor: Contact; proof: string; ticket: TicketSketch; files: string[] }

/** What a decision word came to: decided, with the words that say so; or not, and why. */
export type Heard = { decided: { messageId: string | null } } | { undecided: Undecided }

/**
 * Takes a contact's OK or NOT OK for the one question their reply address was made for (mail §4); all else decides
 * nothing. null for a mail that is nothing like a decision: those are words. Asks the same door as every button.
 */
export async function hearDecision(tx: Tx, reading: Reading, answering: Answering): Promise<Heard | null> {
  const { ticket, sender, actor } = answering
  const { mail } = reading
  const decision = readDecision(mail.newWords)
  const wasSilent = ticket.resolution === 'no_feedback'
  const waits = ticket.stage === 'approval' || ticket.stage === 'staging_review'
  const asked = await askedOf(tx, answering)
  if (!decision) {
    const leans = (waits || asked?.decision === null) && leansToDecision(mail.newWords)
    return leans ? { undecided: 'unclear' } : null
  }
  if (wasSilent) return { undecided: 'silence' }
  if (!waits && asked === null) return null
  if (mail.screening.signs.length > 0) return { undecided: 'machine' }
  if (asked === null || sender.level !== 'P3' || answering.proof !== 'P3') {
    return { undecided: (await hasRight(tx, answering)) ? 'unproven' : 'no_right' }
  }
  // Said twice, it is said: the second time are words.
  if (asked.decidedBy === actor.id && asked.decision === meaning[decision.decision]) return null
  if (asked.decision === 'void') return { undecided: waits ? 'older' : 'not_now' }
  if (asked.kind === 'release' && decision.decision === 'not_ok' && decision.comment === '') {
    return { undecided: asked.decision === null ? 'no_reason' : 'decided' }
  }
  return decide(tx, reading, { ...answering, command: commandOf(asked, decision, answering.files) })
}

const meaning = { ok: 'approved', not_ok: 'declined' } as const

type Asked = NonNullable<Awaited<ReturnType<typeof findApproval>>>

/** The question that the reply address of this mail was made for; null where it was made for none, or for another's. */
async function askedOf(tx: Tx, { sender: { grant }, actor, ticket }: Answering): Promise<Asked | null> {
  const isTheirs = grant?.purpose === 'decide' && grant.holds && grant.personId === actor.id
  // A merged ticket passes words on, but never a decision: what was asked there is asked no more (T17).
  if (!isTheirs || grant.approvalId === null || grant.ticketId !== ticket.id) return null
  return findApproval(tx, grant.approvalId)
}

function commandOf({ id, kind, version }: Asked, { decision, comment }: MailDecision, files: string[]): Command {
  const remark = comment === '' ? {} : { comment, files }
  if (kind !== 'release') {
    const body = { approval: id, ...remark }
    return decision === 'ok' ? { action: 'approve', body } : { action: 'decline', body }
  }
  return decision === 'ok'
    ? { action: 'approve_release', body: { round: version, ...remark } }
    : { action: 'request_changes', body: { round: version, reason: comment, files } }
}

async function decide(
  tx: Tx,
  reading: Reading,
  { actor, ticket, files, command }: Answering & { command: Command },
): Promise<Heard> {
  const words = {
    ...{ actor, channel: 'mail' as const, sourceKey: sourceKeyOf(reading), mail: mailWordsOf(reading.mail) },
    now: laterOf(reading.stored.receivedAt, ticket.updatedAt),
  }
  const changed = await changeWithin(tx, reading.house, { ...words, number: ticket.number, command, proof: 'P3' })
  if (isRefusal(changed)) return { undecided: becauseOf(changed) }
  if (changed.messageId !== null) return { decided: changed }
  // A bare word stands in the thread as well; the receipt tells of it, so it needs no letter of its own.
  const body = reading.mail.newWords.text
  const said = { ...words, ticket, visibility: 'public' as const, purpose: 'reply' as const, body, files }
  return { decided: { messageId: await writeMessage(tx, said) } }
}

function becauseOf({ refused }: Refusal): Undecided {
  switch (refused) {
    case 'superseded':
      return 'older'
    case 'already_decided':
      return 'decided'
    case 'not_yours_to_do':
      return 'no_right'
    case 'sign_in_needed':
      return 'sign_in'
    default:
      return 'not_now'
  }
}

async function hasRight(tx: Tx, { actor, ticket }: Answering): Promise<boolean> {
  const facts = await readTicket(tx, ticket.id)
  return facts !== null && mayDecide(actor, facts)
}
