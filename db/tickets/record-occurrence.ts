import type { Occurrence } from '../../domain/lifecycle.ts'
import type { Proof } from '../../domain/proof.ts'
import type { Channel, Staff, Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { event } from '../schema/ticket.ts'

type Done = {
  action: Occurrence
  by: Staff
  /** By a form of the desk, unless it says otherwise. */
  channel?: Channel
  proof?: Proof
  sourceKey: string
  body: Record<string, unknown>
  now: Temporal.Instant
}

/**
 * Writes into the history of a ticket what one of us did beside the lifecycle. Answers whether it is new: the same
 * source key is written once.
 */
export async function recordOccurrence(
  tx: Tx,
  ticket: Pick<Ticket, 'id' | 'companyId' | 'stage'>,
  given: Done,
): Promise<boolean> {
  const { action, by, channel = 'web', proof = 'session', sourceKey, body, now } = given
  const written = await tx
    .insert(event)
    .values({
      ...{ ticketId: ticket.id, companyId: ticket.companyId, fromStage: ticket.stage, toStage: ticket.stage },
      ...{ action, actorKind: 'staff', actorId: by.id, channel, proof, sourceKey, body, at: now },
    })
    .onConflictDoNothing({ target: [event.ticketId, event.sourceKey] })
    .returning({ id: event.id })
  return written.length > 0
}
