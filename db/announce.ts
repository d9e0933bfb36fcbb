import { sql } from 'drizzle-orm'
import { gathered } from './gather.ts'

/** Tells every listening process that a ticket changed, once the transaction commits. Says which one, and no more. */
export const announce = gathered<string, void>(async (tx, ticketIds) => {
  await tx.execute(sql`select pg_notify('ticket_changed', id) from unnest(${sql.param(ticketIds)}::text[]) as id`)
  return ticketIds.map(() => undefined)
})
