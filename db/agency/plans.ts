import { asc, eq, sql } from 'drizzle-orm'
import type { House } from '../house.ts'
import { company, plan } from '../schema/company.ts'
import { person } from '../schema/person.ts'
import { readAgencyCalendar } from './calendars.ts'

/** The plans by name, with the companies that have them and who last changed their windows; and the agency's hours. */
export function readPlans(house: House) {
  return house.db.transaction(
    async (tx) => {
      const plans = await tx
        .select({
          id: plan.id,
          name: plan.name,
          companies: sql<
            string[]
          >`array(select ${company.name} from ${company} where ${company.planId} = ${plan.id} order by 1)`,
          windows: plan.windows,
          changedAt: plan.windowsChangedAt,
          changedBy: person.name,
        })
        .from(plan)
        .leftJoin(person, eq(person.id, plan.windowsChangedBy))
        .orderBy(asc(plan.name))
      return { calendar: await readAgencyCalendar(tx), plans }
    },
    { accessMode: 'read only' },
  )
}
