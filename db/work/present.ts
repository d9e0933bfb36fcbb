import { and, asc, count, eq, gte, isNotNull, lte, ne, notExists, sql } from 'drizzle-orm'
import type { Role } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import { absence } from '../schema/membership.ts'
import { person, staffRole } from '../schema/person.ts'
import { ticket } from '../schema/ticket.ts'

/** Those of a role who are here, the least loaded first, and who stands in for whom of all of us. */
export type Present = { here: string[]; standIns: Map<string, string> }

/** Who of a role is here on a day (YYYY-MM-DD of the agency): active, in the role, and not absent. */
export async function readPresent(tx: Tx, role: Role, day: string): Promise<Present> {
  const away = tx
    .select({ one: sql`1` })
    .from(absence)
    .where(and(eq(absence.personId, person.id), lte(absence.from, day), gte(absence.to, day)))
  const load = role === 'developer' ? ticket.developerId : ticket.pmId
  const rows = await tx
    .select({ id: person.id, load: count(ticket.id) })
    .from(person)
    .innerJoin(staffRole, and(eq(staffRole.personId, person.id), eq(staffRole.role, role)))
    .leftJoin(ticket, and(eq(load, person.id), ne(ticket.stage, 'closed')))
    .where(and(eq(person.active, true), notExists(away)))
    .groupBy(person.id)
    .orderBy(asc(count(ticket.id)), asc(person.id))
  return { here: rows.map(({ id }) => id), standIns: await readStandIns(tx, day) }
}

/** The first of these who is here, else the first of their stand-ins who is; null when all are away. */
export function firstHere({ here, standIns }: Present, wished: string[]): string | null {
  const all = [...wished, ...wished.map((id) => standIns.get(id))]
  return all.find((id) => id !== undefined && here.includes(id)) ?? null
}

/** The day of the agency at a moment, YYYY-MM-DD: absences are counted in it. */
export async function readDay(tx: Tx, now: Temporal.Instant): Promise<string> {
  const { zone } = await readAgencyCalendar(tx)
  return now.toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** Who stands in for whom on a day, as the absence itself says. */
export async function readStandIns(tx: Tx, day: string): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: absence.personId, deputyId: absence.deputyId })
    .from(absence)
    .where(and(lte(absence.from, day), gte(absence.to, day), isNotNull(absence.deputyId)))
  return new Map(rows.flatMap(({ id, deputyId }) => (deputyId ? [[id, deputyId] as const] : [])))
}
