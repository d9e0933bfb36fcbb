import { sql } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

const monthsAtMost = 36

/** The months, YYYY-MM, in which tickets that this actor may see were opened, by the calendar of a zone; latest first. */
export async function listMonths(house: House, actor: Actor, timeZone: string): Promise<string[]> {
  // Cut by the month and only then written: writing one for each ticket costs ten times as much.
  const month = sql`date_trunc('month', ${ticket.createdAt} at time zone ${timeZone})`
  const rows = await scoped(house.db, actor, (tx) =>
    tx
      .select({ month: sql<string>`to_char(month, 'YYYY-MM')` })
      .from(
        tx
          .selectDistinct({ month: month.as('month') })
          .from(ticket)
          .as('opened'),
      )
      .orderBy(sql`month desc`)
      .limit(monthsAtMost),
  )
  return rows.map((row) => row.month)
}
