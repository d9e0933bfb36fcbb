import { and, isNull, sql } from 'drizzle-orm'
import { isTurnOf } from '../../domain/permission.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { approval, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { waitsForCustomer } from './is-open.ts'

/** How many tickets wait for this contact's own word; what only a colleague may decide is not counted. */
export async function countTurns(house: House, contact: Contact): Promise<number> {
  const turns = await scoped(house.db, contact, (tx) => readTurns(tx, contact))
  return turns.length
}

/** The ids of those tickets; joins the contact's scope. */
export async function readTurns(tx: Tx, contact: Contact): Promise<string[]> {
  const waiting = await readWaiting(tx)
  return waiting.filter((one) => isTurnOf(contact, one)).map(({ id }) => id)
}

/** What the tickets that wait for their customer ask; joins a scope, so that a contact's are theirs to see. */
export async function readWaiting(tx: Tx) {
  const waiting = await tx
    .select({ id: ticket.id, companyId: ticket.companyId, stage: ticket.stage })
    .from(ticket)
    .where(waitsForCustomer)
  if (waiting.length === 0) return []
  const ids = sql.param(waiting.map(({ id }) => id))
  const open = await tx
    .select({ id: approval.ticketId, asked: { kind: approval.kind, price: approval.price } })
    .from(approval)
    .where(and(sql`${approval.ticketId} = any(${ids}::uuid[])`, isNull(approval.decision)))
  const asked = new Map(open.map((row) => [row.id, row.asked]))
  return waiting.map((one) => ({ ...one, asked: asked.get(one.id) ?? null }))
}
