import { and, asc, eq, isNull, lte, notExists, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { event, ticket } from '../schema/ticket.ts'

/** Urgent work may begin before its scope is clear, which then has to be said within this time (R024). */
const within = { hours: 1 }

/** Names the one warning of a stretch of work. */
export const unclearKey = (since: Temporal.Instant) => `unclear-scope:${since}`

/** Urgent work that began an hour ago, whose lead has not confirmed its scope and was not told so. The oldest first. */
export function findUnclear(
  db: Db,
  asOf: Temporal.Instant,
): Promise<{ ticketId: string; number: number; since: Temporal.Instant }[]> {
  const told = db
    .select({ one: sql`1` })
    .from(event)
    .where(
      and(
        eq(event.ticketId, ticket.id),
        eq(event.action, 'warn'),
        sql`${event.body} ->> 'because' = 'unclear_scope'`,
        sql`${event.at} >= ${ticket.stageSince}`,
      ),
    )
  return db
    .select({ ticketId: ticket.id, number: ticket.number, since: ticket.stageSince })
    .from(ticket)
    .where(
      and(
        ...[eq(ticket.stage, 'in_development'), eq(ticket.priority, 'urgent'), isNull(ticket.scopeClearAt)],
        lte(ticket.stageSince, asOf.subtract(within)),
        notExists(told),
      ),
    )
    .orderBy(asc(ticket.stageSince), asc(ticket.number))
}
