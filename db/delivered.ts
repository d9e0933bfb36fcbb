import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from './client.ts'
import { outgoingMail } from './schema/mail.ts'
import { message } from './schema/thread.ts'

/**
 * For many tickets at once: when the last word of our people was delivered, from which silence is counted (R030).
 * A ticket is missing from it when a contact spoke last, or when the word reached nobody or bounced.
 */
export async function readDeliveries(tx: Tx, ticketIds: string[]): Promise<Map<string, Temporal.Instant>> {
  if (ticketIds.length === 0) return new Map()
  const last = tx
    .selectDistinctOn([message.ticketId], {
      id: message.id,
      ticketId: message.ticketId,
      authorKind: message.authorKind,
    })
    .from(message)
    .where(
      and(inArray(message.ticketId, ticketIds), eq(message.visibility, 'public'), ne(message.authorKind, 'system')),
    )
    .orderBy(message.ticketId, desc(message.at), desc(message.id))
    .as('last')
  const rows = await tx
    .select({
      ticketId: last.ticketId,
      at: sql`max(${outgoingMail.deliveredAt}) filter (where ${outgoingMail.delivery} in ('sent', 'kept'))`.mapWith(
        (at: string | null) => (at === null ? null : Temporal.Instant.from(at)),
      ),
      lost: sql<boolean>`bool_or(${outgoingMail.delivery} in ('bounced', 'failed'))`,
    })
    .from(last)
    .innerJoin(outgoingMail, eq(outgoingMail.threadMessageId, last.id))
    .where(eq(last.authorKind, 'staff'))
    .groupBy(last.ticketId)
  return new Map(rows.flatMap(({ ticketId, at, lost }) => (at && !lost ? [[ticketId, at] as const] : [])))
}
