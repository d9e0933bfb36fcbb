import { and, desc, eq } from 'drizzle-orm'
import { commandBodies } from '../domain/command.ts'
import type { Db } from './client.ts'
import { event } from './schema/ticket.ts'

/** How to try the fix that was offered last, and where; null when none was. Ask only for a ticket that may be seen. */
export async function readOfferedFix(db: Db, ticketId: string): Promise<{ steps: string[]; url: string } | null> {
  const [row] = await db
    .select({ body: event.body })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.action, 'offer_fix')))
    .orderBy(desc(event.at), desc(event.id))
    .limit(1)
  const read = commandBodies.offer_fix.pick({ steps: true, url: true }).safeParse(row?.body)
  return read.success ? read.data : null
}
