import { and, asc, between, eq, gte, inArray, lte, or, type Placeholder, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { wantedOn, watchers } from '../../domain/duty.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { agency, calendar } from '../schema/company.ts'
import { duty } from '../schema/duty.ts'
import { absence } from '../schema/membership.ts'
import { person, staffRole } from '../schema/person.ts'

/** Somebody who watches, or may. */
export type Watcher = { id: string; name: string }

/** Days of one person, both included, on which they are away. */
export type AwayDays = { personId: string; from: string; to: string }

/** One day of the rota; `away` says that whoever it names is away then. */
export type RotaDay = {
  day: string
  wanted: 'somebody' | 'perhaps' | 'nobody'
  person: Watcher | null
  away: boolean
}

/** Who watches new tickets at a moment: whoever the rota names for that day, or their deputy while they are away. */
export async function readWatcher(tx: Tx | Db, now: Temporal.Instant): Promise<Watcher | null> {
  const [row] = await tx.select().from(watcherAt(tx, now.toString()))
  return row ?? null
}

/** The same as a table to join: one row or none. */
export function watcherAt(tx: Tx | Db, now: string | Placeholder) {
  const [named, deputy, deputyAway] = [alias(person, 'named'), alias(person, 'deputy'), alias(absence, 'deputy_away')]
  const isNamedHere = sql`${named.active} and ${absence.id} is null`
  const isDeputyHere = sql`${deputy.active} and ${deputyAway.id} is null`
  return tx
    .select({
      id: sql<string>`case when ${isNamedHere} then ${named.id} else ${deputy.id} end`.as('watcher_id'),
      name: sql<string>`case when ${isNamedHere} then ${named.name} else ${deputy.name} end`.as('watcher_name'),
    })
    .from(agency)
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    .innerJoin(duty, sql`${duty.day} = (${now}::timestamptz at time zone (${calendar.hours} ->> 'zone'))::date`)
    .innerJoin(named, eq(named.id, duty.personId))
    .leftJoin(absence, and(eq(absence.personId, named.id), lte(absence.from, duty.day), gte(absence.to, duty.day)))
    .leftJoin(deputy, eq(deputy.id, absence.deputyId))
    .leftJoin(
      deputyAway,
      and(eq(deputyAway.personId, deputy.id), lte(deputyAway.from, duty.day), gte(deputyAway.to, duty.day)),
    )
    .where(or(isNamedHere, isDeputyHere))
    .limit(1)
    .as('watching')
}

/** The rota from one day to another, both included, and the people who may watch. For staff. */
export function readRota(house: House, { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate }) {
  return house.db.transaction(
    async (tx) => {
      const calendar = await readAgencyCalendar(tx)
      const named = await tx
        .select({ day: duty.day, id: person.id, name: person.name, active: person.active })
        .from(duty)
        .innerJoin(person, eq(person.id, duty.personId))
        .where(between(duty.day, from.toString(), to.toString()))
      const away = await readAbsences(tx, { from, to })
      const days: RotaDay[] = daysBetween(from, to).map((date) => {
        const day = date.toString()
        const row = named.find((one) => one.day === day)
        const isGone = row !== undefined && (!row.active || isAmong(away, row.id, day))
        const wanted = wantedOn(calendar, date)
        return { day, wanted, person: row ? { id: row.id, name: row.name } : null, away: isGone }
      })
      return { zone: calendar.zone, days, people: await readWatchers(tx) }
    },
    { accessMode: 'read only' },
  )
}

/** Everybody active who may watch, by name. */
export function readWatchers(tx: Tx): Promise<(Watcher & { triage: boolean })[]> {
  return tx
    .select({ id: person.id, name: person.name, triage: sql<boolean>`bool_or(${staffRole.role} = 'triage')` })
    .from(person)
    .innerJoin(staffRole, eq(staffRole.personId, person.id))
    .where(and(eq(person.active, true), inArray(staffRole.role, watchers)))
    .groupBy(person.id)
    .orderBy(asc(person.name))
}

/** Who is away on any of these days. */
export function readAbsences(
  tx: Tx,
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
): Promise<AwayDays[]> {
  return tx
    .select({ personId: absence.personId, from: absence.from, to: absence.to })
    .from(absence)
    .where(and(lte(absence.from, to.toString()), gte(absence.to, from.toString())))
}

/** Whether somebody is away on a day, by absences already read. */
export function isAmong(absences: AwayDays[], personId: string, day: string): boolean {
  return absences.some((one) => one.personId === personId && one.from <= day && day <= one.to)
}

/** Every date from one to another, both included. */
export function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate[] {
  const count = Math.max(0, from.until(to).days + 1)
  return Array.from({ length: count }, (_, place) => from.add({ days: place }))
}
