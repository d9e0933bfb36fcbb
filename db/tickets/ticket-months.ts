import { sql } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

const monthsAtMost = 36

/** The months, YYYY-MM, in which tickets that this actor may see were opened, by the calendar of a zone; latest first. */
export async function listMonths(house: House, actor: Actor, timeZone: string): Promise<string[]> {
  const month = sql<string>`to_char(${ticket.createdAt} at time zone ${timeZone}, 'YYYY-MM')`
  const rows = await scoped(house.db, actor, (tx) =>
    tx.select({ month }).from(ticket).groupBy(sql`1`).orderBy(sql`1 desc`).limit(monthsAtMost),
  )
  return rows.map((row) => row.month)
}
