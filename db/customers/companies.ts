import { asc, eq } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { company, plan } from '../schema/company.ts'
import { scoped } from '../scope.ts'

/** The companies this actor may see: all for staff, their own for a contact. */
export function listCompanies(house: House, actor: Actor) {
  return scoped(house.db, actor, (tx) =>
    tx
      .select({
        id: company.id,
        name: company.name,
        tier: plan.tier,
        plan: plan.name,
        planHours: plan.hours,
        billingPolicy: company.billingPolicy,
        currency: company.currency,
        timeZone: company.timeZone,
        language: company.language,
      })
      .from(company)
      .innerJoin(plan, eq(plan.id, company.planId))
      .orderBy(asc(company.name)),
  )
}
