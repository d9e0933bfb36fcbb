import type { Proof } from '../../domain/proof.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Channel, Staff } from '../../domain/ticket.ts'
import { type TimeTag, timeTagFor } from '../../domain/time-entry.ts'
import { readHours } from '../agency/calendars.ts'
import { announceToUs } from '../announce.ts'
import { type Changed, findTicket } from '../change-ticket.ts'
import type { Tx } from '../client.ts'
import { timeEntry } from '../schema/time-entry.ts'
import { recordOccurrence } from '../tickets/record-occurrence.ts'
import { lockTicket } from '../tickets/ticket-facts.ts'

/** Time spent on a ticket; `minutes` from 1 to a day, `tag` null where the writer's own tag is meant. */
type Logged = {
  number: number
  actor: Staff
  minutes: number
  tag: TimeTag | null
  channel: Channel
  proof: Proof
  sourceKey: string
  now: Temporal.Instant
}

/**
 * Keeps time that one of us spent on a ticket, for its company (R067–R069), and its place in history. Whatever the stage
 * is: work is logged after a closing too. The same source key is kept once. Refuses a ticket that they may not see.
 */
export async function logTimeWithin(tx: Tx, logged: Logged): Promise<Changed | Refusal> {
  const { number, actor, minutes, channel, proof, sourceKey, now } = logged
  const ticketId = await findTicket(tx, actor, number)
  const ticket = ticketId && (await lockTicket(tx, ticketId))
  if (!ticket) return refuse('no_such_ticket')
  const tag = timeTagFor(logged.tag, actor, ticket)
  const told = { action: 'log_time', by: actor, channel, proof, sourceKey, body: { minutes, tag }, now } as const
  const done = { ticketId: ticket.id, number: ticket.number, messageId: null }
  if (!(await recordOccurrence(tx, ticket, told))) return { ...done, acted: 'before' }
  const { calendar } = await readHours(tx, ticket.companyId)
  const workedOn = now.toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
  const { id: personId } = actor
  await tx
    .insert(timeEntry)
    .values({ ticketId: ticket.id, companyId: ticket.companyId, personId, minutes, tag, workedOn, sourceKey, at: now })
  await announceToUs(tx, ticket.id)
  return { ...done, acted: 'now' }
}
