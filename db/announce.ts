import { sql } from 'drizzle-orm'
import type { Tx } from './client.ts'

/** Tells every listening process that a ticket changed, once the transaction commits. Says which one, and no more. */
export async function announce(tx: Tx, ticketId: string): Promise<void> {
  await tx.execute(sql`select pg_notify('ticket_changed', ${ticketId})`)
}
