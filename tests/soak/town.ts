import type { House } from '../../db/house.ts'
import { addAgency, addCompany, addContact, addStaff, officeHours, rights } from '../../db/seed/cast.ts'

/**
 * One agency, a company with somebody in charge, and one for each further domain: everybody else there writes for the
 * first time.
 */
export async function aSmallTown({ db }: House, domains: string[] = []): Promise<void> {
  const now = Temporal.Now.instant()
  await addAgency(db, { name: 'Northpier', hours: officeHours, demo: false })
  const marta = await addStaff(db, { name: 'Marta Lopes', email: 'marta@agency.example', roles: ['pm'], now })
  const plan = { tier: 'business', hours: 20, billingPolicy: 'postpaid', pmId: marta.id } as const
  const vale = await addCompany(db, { name: 'Vale Cycles', domain: 'vale.example', ...plan })
  await addContact(db, { name: 'Joana Matos', email: 'joana@vale.example', memberships: [rights.decides(vale)], now })
  for (const domain of domains) await addCompany(db, { name: domain, domain, ...plan })
}
