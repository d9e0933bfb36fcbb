import { sql } from 'drizzle-orm'
import { gathered } from './postgres/gather.ts'

/** Tells every listening process that a ticket changed, once the transaction commits. Says which one, and no more. */
export const announce = announces('ticket_changed')

/** The same of what only we may know of, such as a note: contacts do not even hear that there was something. */
export const announceToUs = announces('ticket_noted')

function announces(channel: 'ticket_changed' | 'ticket_noted') {
  return gathered<string, void>(async (tx, ticketIds) => {
    await tx.execute(sql`select pg_notify(${channel}, id) from unnest(${sql.param(ticketIds)}::text[]) as id`)
    return ticketIds.map(() => undefined)
  })
}
