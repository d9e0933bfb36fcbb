import { eq } from 'drizzle-orm'
import type { Calendar } from '../../domain/calendar.ts'
import type { Db, Tx } from '../client.ts'
import { agency, calendar } from '../schema/company.ts'

/** How the agency calls itself, its own colour as `#rrggbb` (null is the house's), and its hours (null before it is set up). */
export type Agency = { name: string; accent: string | null; hours: Calendar | null }

/** The agency as its pages and letters show it. */
export async function readAgency(db: Db | Tx): Promise<Agency> {
  const [row] = await db
    .select({ name: agency.name, accent: agency.accent, hours: calendar.hours })
    .from(agency)
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
  return row ?? { name: 'Signoff', accent: null, hours: null }
}
