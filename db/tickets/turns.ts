import { and, eq, inArray, isNull } from 'drizzle-orm'
import { isTurnOf } from '../../domain/permission.ts'
import { stagesOf } from '../../domain/stage.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { approval, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { isOpenTicket } from './is-open.ts'

/** How many tickets wait for this contact's own word; what only a colleague may decide is not counted. */
export async function countTurns(house: House, contact: Contact): Promise<number> {
  const waiting = await scoped(house.db, contact, readWaiting)
  return waiting.filter((one) => isTurnOf(contact, one)).length
}

/** What the tickets that wait for their customer ask; joins a scope, so that a contact's are theirs to see. */
export function readWaiting(tx: Tx) {
  return tx
    .select({
      companyId: ticket.companyId,
      stage: ticket.stage,
      asked: { kind: approval.kind, price: approval.price },
    })
    .from(ticket)
    .leftJoin(approval, and(eq(approval.ticketId, ticket.id), isNull(approval.decision)))
    .where(and(isOpenTicket, inArray(ticket.stage, stagesOf('feedback'))))
}
