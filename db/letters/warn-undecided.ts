import { and, eq, isNull } from 'drizzle-orm'
import type { Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { findDeciders } from '../people/deciders.ts'
import { approval, event } from '../schema/ticket.ts'
import { promiseLetters } from './recipients.ts'

/**
 * Alarms the manager of a ticket when something was just asked that nobody of the company may decide: the right is
 * missing, or every limit is too low. It would wait until it lapses otherwise.
 */
export async function warnOfUndecided(tx: Tx, house: House, ticket: Ticket, now: Temporal.Instant): Promise<void> {
  const [asked] = await tx
    .select({ id: approval.id, kind: approval.kind, price: approval.price })
    .from(approval)
    .where(and(eq(approval.ticketId, ticket.id), isNull(approval.decision)))
  if (!asked || (await findDeciders(tx, ticket.id, asked)).length > 0) return
  const [alarm] = await tx
    .insert(event)
    .values({
      ...{ ticketId: ticket.id, companyId: ticket.companyId, fromStage: ticket.stage, toStage: ticket.stage },
      ...{ action: 'alarm', actorKind: 'system', actorId: null, channel: 'job', proof: 'job', at: now },
      ...{ sourceKey: `nobody_decides:${asked.id}`, body: { because: 'nobody_decides' } },
    })
    .onConflictDoNothing({ target: [event.ticketId, event.sourceKey] })
    .returning({ id: event.id })
  if (!alarm) return
  await promiseLetters(tx, house, {
    promises: [{ letter: 'alarm', to: ticket.pmId === null ? 'duty' : 'pm' }],
    ...{ ticket, actor: { kind: 'system' }, cause: { eventId: alarm.id, threadMessageId: null, now } },
  })
}
