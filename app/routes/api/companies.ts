import { listCompanies } from '../../../db/customers/companies.ts'
import { reads, refusesMethod, respondWithJson } from './call.server.ts'

/** GET /api/v1/companies */
export const loader = reads(async ({ house, actor }) => {
  const companies = await listCompanies(house, actor)
  const items = companies.map(({ planHours, billingPolicy, timeZone, ...row }) => ({
    ...row,
    plan_hours: planHours,
    billing_policy: billingPolicy,
    time_zone: timeZone,
  }))
  return respondWithJson({ items, next: null })
})

export const action = refusesMethod('GET')
