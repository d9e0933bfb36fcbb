import { asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { House } from '../house.ts'
import { calendar, company, plan } from '../schema/company.ts'
import { readAgency } from './agency.ts'
import { readAgencyCalendar } from './calendars.ts'

/** Whose hours there are: the agency's, and each company with its own or none, and the windows of its plan. For staff. */
export function readAllHours(house: House) {
  const own = alias(calendar, 'own')
  return house.db.transaction(
    async (tx) => ({
      agency: { name: (await readAgency(tx)).name, hours: await readAgencyCalendar(tx) },
      companies: await tx
        .select({ id: company.id, name: company.name, hours: own.hours, windows: plan.windows })
        .from(company)
        .innerJoin(plan, eq(plan.id, company.planId))
        .leftJoin(own, eq(own.id, company.calendarId))
        .orderBy(asc(company.name)),
    }),
    { accessMode: 'read only' },
  )
}
