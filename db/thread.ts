import type { Command } from '../domain/command.ts'
import { lettersOn } from '../domain/notify.ts'
import type { Proof } from '../domain/proof.ts'
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts'
import type { Actor, Channel } from '../domain/ticket.ts'
import { announce, announceToUs } from './announce.ts'
import { type Changed, changeWithin, findTicket } from './change-ticket.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { promiseLetters } from './letters/recipients.ts'
import { lockThread } from './tickets/ticket-facts.ts'
import { type MailWords, writeOnce } from './tickets/write-message.ts'
import { transact } from './transact.ts'

/** Words for a thread, by whatever way they came. */
export type Spoken = {
  number: number
  actor: Actor
  body: string
  files: readonly string[]
  channel: Channel
  proof: Proof
  sourceKey: string
  now: Temporal.Instant
  mail?: MailWords
  /** Its letters leave no sooner, so that the words can be taken back until then (`take-back.ts`). */
  notBefore?: Temporal.Instant
  /** Who of those who would be told is told by letter; everybody unless a machine may be speaking (B13). */
  told?: 'everybody' | 'pm' | 'nobody'
  /** Whether a contact's mail reopens what silence closed, as it does unless it was said before (L06). */
  reopens?: boolean
}

/**
 * Adds a message that both sides see, and promises its letters. A contact's words on a ticket that waits for an answer
 * are the answer (spec §5); their mail on a ticket that silence had closed reopens it.
 */
export async function addMessage(house: House, spoken: Spoken): Promise<Changed | Refusal> {
  return transact(house, (tx) => addMessageWithin(tx, house, spoken))
}

/** The same for somebody who holds a transaction already. */
export async function addMessageWithin(tx: Tx, house: House, spoken: Spoken): Promise<Changed | Refusal> {
  const ticket = await lockedFor(tx, spoken)
  if (isRefusal(ticket)) return ticket
  const command = commandIn(spoken, ticket)
  if (command) {
    const changed = await changeWithin(tx, house, { ...spoken, command })
    if (!isRefusal(changed) || changed.refused !== 'reopen_expired') return changed
  }
  return write(tx, house, { spoken, ticket, visibility: 'public' })
}

/** Adds a note, which only staff see. To a contact there are no notes. */
export async function addNote(house: House, spoken: Spoken): Promise<Changed | Refusal> {
  return transact(house, (tx) => addNoteWithin(tx, house, spoken))
}

/** The same for somebody who holds a transaction already. */
export async function addNoteWithin(tx: Tx, house: House, spoken: Spoken): Promise<Changed | Refusal> {
  if (spoken.actor.kind === 'contact') return refuse('no_such_ticket')
  const ticket = await lockedFor(tx, spoken)
  if (isRefusal(ticket)) return ticket
  return write(tx, house, { spoken, ticket, visibility: 'internal' })
}

type Thread = NonNullable<Awaited<ReturnType<typeof lockThread>>>

async function lockedFor(tx: Tx, { actor, number }: Spoken): Promise<Thread | Refusal> {
  const ticketId = await findTicket(tx, actor, number)
  return (ticketId && (await lockThread(tx, ticketId))) || refuse('no_such_ticket')
}

function commandIn({ actor, body, files, channel, reopens = true }: Spoken, ticket: Thread): Command | null {
  if (actor.kind !== 'contact') return null
  if (ticket.stage === 'needs_info') return { action: 'answer', body: { body, files: [...files] } }
  // By mail the words themselves reopen what silence closed; on the portal there is a button for it.
  if (ticket.resolution === 'no_feedback' && channel === 'mail' && reopens) return { action: 'reopen', body: { body } }
  return null
}

async function write(
  tx: Tx,
  house: House,
  { spoken, ticket, visibility }: { spoken: Spoken; ticket: Thread; visibility: 'public' | 'internal' },
): Promise<Changed> {
  const { actor, now, notBefore, told = 'everybody' } = spoken
  const done = { ticketId: ticket.id, number: ticket.number }
  const purpose = visibility === 'internal' ? 'note' : 'reply'
  const { messageId, acted } = await writeOnce(tx, { ...spoken, ticket, visibility, purpose })
  if (acted === 'before') return { ...done, acted, messageId }
  if (visibility === 'public') {
    const occasion = actor.kind === 'contact' ? 'message_of_contact' : 'message_of_staff'
    const cause = { eventId: null, threadMessageId: messageId, now, notBefore }
    const promises = lettersOn(occasion).filter(({ to }) => told === 'everybody' || to === told)
    await promiseLetters(tx, house, { promises, ticket, actor, cause })
  }
  await (visibility === 'public' ? announce : announceToUs)(tx, ticket.id)
  return { ...done, acted, messageId }
}
