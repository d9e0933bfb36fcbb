import { eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Calendar } from '../../domain/calendar.ts'
import type { PlanWindows } from '../../domain/sla.ts'
import type { Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { agency, calendar, company, plan } from '../schema/company.ts'

export type Hours = { calendar: Calendar; windows: PlanWindows }

/** The business hours a company's tickets run on: its own calendar, else the agency's; and the windows of its plan. */
export const readHours = gathered<string, Hours>(async (tx, companyIds) => {
  const own = alias(calendar, 'own')
  const rows = await tx
    .select({ companyId: company.id, own: own.hours, agency: calendar.hours, windows: plan.windows })
    .from(company)
    .innerJoin(plan, eq(plan.id, company.planId))
    .innerJoin(agency, eq(agency.only, true))
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    .leftJoin(own, eq(own.id, company.calendarId))
    .where(inArray(company.id, [...new Set(companyIds)]))
  return companyIds.map((wanted) => {
    const row = rows.find(({ companyId }) => companyId === wanted)
    if (!row) throw new Error(`Company ${wanted} has no plan, or the agency no calendar.`)
    return { calendar: row.own ?? row.agency, windows: row.windows }
  })
})

/** The business hours of the agency itself, for what belongs to no company. */
export async function readAgencyCalendar(tx: Tx): Promise<Calendar> {
  const [row] = await tx
    .select({ hours: calendar.hours })
    .from(agency)
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
  if (!row) throw new Error('The agency has no calendar; set the product up first.')
  return row.hours
}

const changingHours = 'changing hours'

/**
 * The same for who writes clocks with them: until its transaction ends nobody changes any hours or windows, and whoever
 * is just changing them is waited for. Without it a clock could start on hours that are over.
 */
export function readHoursToKeep(tx: Tx, companyId: string): Promise<Hours> {
  return keepHours(tx, companyId)
}

const keepHours = gathered<string, Hours>(async (tx, companyIds) => {
  const [, ...hours] = await Promise.all([
    tx.execute(sql`select pg_advisory_xact_lock_shared(hashtextextended(${changingHours}, 4))`),
    ...companyIds.map((companyId) => readHours(tx, companyId)),
  ])
  return hours
})

/**
 * Waits for everybody who writes clocks, and holds them off until the transaction ends. Whoever holds this locks no
 * ticket: those he holds off have theirs already.
 */
export async function lockHours(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${changingHours}, 4))`)
}
