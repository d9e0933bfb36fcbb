import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { type Calendar, calendarSchema, weekdays } from '../../domain/calendar.ts'
import type { Interval } from '../../domain/interval.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { agency, calendar, company } from '../schema/company.ts'
import { carryClocks } from '../tickets/carry-clocks.ts'
import { transact } from '../transact.ts'
import { lockHours } from './calendars.ts'
import { recordSettingChange } from './setting-changes.ts'

/** `hours` null: this company keeps none of its own any more. */
export type HoursChange = {
  owner: 'agency' | { companyId: string }
  hours: Calendar | null
  by: Actor
  now: Temporal.Instant
}

const overridesKept = 1000

/**
 * The door of business hours: the agency's own, or those of one company. Running clocks are put on the new hours in the
 * same transaction, business time used so far kept (R007). Refuses who is no admin, a company that is not there, and
 * hours that no calendar can be made of; `missing` names their parts.
 */
export async function changeHours(house: House, change: HoursChange): Promise<'now' | Refusal> {
  if (!isAdmin(change.by)) return refuse('admins_only')
  const read = calendarSchema.nullable().safeParse(change.hours)
  if (!read.success) return refuse('hours_malformed', [...new Set(read.error.issues.map(({ path }) => path.join('.')))])
  if (read.data === null && change.owner === 'agency') return refuse('hours_malformed', ['week'])
  if (read.data && Object.keys(read.data.overrides).length > overridesKept) {
    return refuse('hours_malformed', ['overrides'])
  }
  return transact(house, (tx) => changeWithin(tx, change, read.data))
}

async function changeWithin(tx: Tx, { owner, by, now }: HoursChange, hours: Calendar | null): Promise<'now' | Refusal> {
  if (!isAdmin(by)) return refuse('admins_only')
  await lockHours(tx)
  const kept = await readOwner(tx, owner)
  if (!kept) return refuse('no_such_company')
  await carryClocks(tx, { companyIds: kept.companyIds, now }, () => keep(tx, owner, { hours, kept }))
  const [before, after] = [kept.hours, hours].map((one) => (one ? sayHours(one) : {}))
  await recordSettingChange(tx, {
    ...{ area: 'hours', subject: kept.name, by, now },
    steps: stepsBetween(before ?? {}, after ?? {}),
  })
  return 'now'
}

type Kept = { name: string; calendarId: string | null; hours: Calendar | null; companyIds: string[] }

/** Whose hours these are now, and the companies that run on them. */
async function readOwner(tx: Tx, owner: HoursChange['owner']): Promise<Kept | null> {
  if (owner === 'agency') {
    const [row] = await tx
      .select({ name: agency.name, calendarId: agency.calendarId, hours: calendar.hours })
      .from(agency)
      .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    if (!row) return null
    const companies = await tx
      .select({ id: company.id })
      .from(company)
      .where(or(isNull(company.calendarId), eq(company.calendarId, row.calendarId)))
    return { ...row, companyIds: companies.map(({ id }) => id) }
  }
  const { companyId } = owner
  const [row] = await tx
    .select({ name: company.name, calendarId: company.calendarId, hours: calendar.hours })
    .from(company)
    .leftJoin(calendar, eq(calendar.id, company.calendarId))
    .where(eq(company.id, companyId))
  return row ? { ...row, companyIds: [companyId] } : null
}

/** A calendar of a company that others run on too stays theirs as it is. */
async function keep(
  tx: Tx,
  owner: HoursChange['owner'],
  { hours, kept: { name, calendarId } }: { hours: Calendar | null; kept: Kept },
): Promise<void> {
  const isOwn = owner === 'agency' || (calendarId !== null && !(await isShared(tx, calendarId, owner.companyId)))
  if (isOwn && calendarId !== null && hours !== null) {
    await tx.update(calendar).set({ hours }).where(eq(calendar.id, calendarId))
    return
  }
  if (owner === 'agency') return
  const [made] = hours ? await tx.insert(calendar).values({ name, hours }).returning({ id: calendar.id }) : []
  await tx
    .update(company)
    .set({ calendarId: made?.id ?? null })
    .where(eq(company.id, owner.companyId))
  if (isOwn && calendarId !== null) await tx.delete(calendar).where(eq(calendar.id, calendarId))
}

async function isShared(tx: Tx, calendarId: string, companyId: string): Promise<boolean> {
  const [other] = await tx
    .select({ id: company.id })
    .from(company)
    .where(and(eq(company.calendarId, calendarId), ne(company.id, companyId)))
    .limit(1)
  if (other) return true
  const [own] = await tx.select({ id: agency.calendarId }).from(agency).where(eq(agency.calendarId, calendarId))
  return own !== undefined
}

/** Hours as the record of changes tells them: a line a weekday, and one a date that differs. */
function sayHours({ zone, week, watch, overrides }: Calendar): Record<string, string> {
  return {
    zone,
    ...Object.fromEntries(weekdays.map((day) => [day, sayIntervals(week[day])])),
    ...(watch && { watch_sat: sayIntervals(watch.sat), watch_sun: sayIntervals(watch.sun) }),
    ...Object.fromEntries(
      Object.entries(overrides).map(([date, { name, intervals }]) => [
        date,
        [name, sayIntervals(intervals)].filter(Boolean).join(' '),
      ]),
    ),
  }
}

function sayIntervals(intervals: readonly Interval[]): string {
  return intervals.map(({ from, to }) => `${from}–${to}`).join(', ')
}
