import { asc, desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { House } from '../house.ts'
import { app, appDeveloper, calendar, company, companyDomain, plan } from '../schema/company.ts'
import { documentPage } from '../schema/document.ts'
import { membership, rightsOfMembership } from '../schema/membership.ts'
import { person, personEmail } from '../schema/person.ts'
import { session } from '../schema/sign-in.ts'
import { stagingEnvironment } from '../schema/staging.ts'
import { workflow } from '../schema/testing.ts'
import { ticket } from '../schema/ticket.ts'
import { containing } from '../search.ts'

const pm = alias(person, 'pm')

/** The companies we serve by name, or those with these words in their name, and what is going on at each. For staff. */
export function listCustomers(house: House, words: string) {
  return house.db
    .select({
      id: company.id,
      name: company.name,
      plan: plan.name,
      tier: plan.tier,
      billingPolicy: company.billingPolicy,
      pm: pm.name,
      open: sql<number>`(select count(*)::int from ${ticket} where ${ticket.companyId} = ${company.id} and ${ticket.stage} <> 'closed')`,
      people: sql<number>`(select count(*)::int from ${membership} join ${person} on ${person.id} = ${membership.personId}
        where ${membership.companyId} = ${company.id} and ${person.active})`,
      apps: sql<number>`(select count(*)::int from ${app} where ${app.companyId} = ${company.id})`,
    })
    .from(company)
    .innerJoin(plan, eq(plan.id, company.planId))
    .leftJoin(pm, eq(pm.id, company.pmId))
    .where(words === '' ? undefined : containing(company.name, words))
    .orderBy(asc(company.name))
    .limit(500)
}

/** A company with all that is kept of it, but money in minor units; null when there is none. For staff. */
export async function readCustomer(house: House, companyId: string) {
  if (!z.uuid().safeParse(companyId).success) return null
  const [row] = await house.db
    .select({ company, plan: { id: plan.id, name: plan.name, tier: plan.tier, hours: plan.hours } })
    .from(company)
    .innerJoin(plan, eq(plan.id, company.planId))
    .where(eq(company.id, companyId))
  return row ? { ...row.company, plan: row.plan } : null
}

/** What a form about a company chooses from: plans and calendars by name. */
export async function readCustomerChoices(house: House) {
  const [plans, calendars] = await Promise.all([
    house.db.select({ id: plan.id, name: plan.name, tier: plan.tier }).from(plan).orderBy(asc(plan.name)),
    house.db.select({ id: calendar.id, name: calendar.name }).from(calendar).orderBy(asc(calendar.name)),
  ])
  return { plans, calendars }
}

/** The mail domains of a company. */
export async function listMailDomains(house: House, companyId: string): Promise<string[]> {
  const rows = await house.db
    .select({ domain: companyDomain.domain })
    .from(companyDomain)
    .where(eq(companyDomain.companyId, companyId))
    .orderBy(asc(companyDomain.domain))
  return rows.map(({ domain }) => domain)
}

export type KeptContact = Awaited<ReturnType<typeof listContacts>>[number]

/** The contacts of a company with addresses, rights and when they were last here; who was let go stands last. For staff. */
export async function listContacts(house: House, companyId: string) {
  const rows = await house.db
    .select({
      id: person.id,
      name: person.name,
      language: person.language,
      active: person.active,
      rights: rightsOfMembership,
      companies: sql<number>`(select count(*)::int from ${membership} m where m.person_id = ${person.id})`,
      addresses: sql<{ address: string; main: boolean; verified: boolean }[]>`coalesce((
        select json_agg(json_build_object('address', address, 'main', main, 'verified', verified) order by main desc, address)
        from ${personEmail} where ${personEmail.personId} = ${person.id}), '[]')`,
      seenAt: sql<
        string | null
      >`(select max(${session.seenAt}) from ${session} where ${session.personId} = ${person.id})`,
    })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .where(eq(membership.companyId, companyId))
    .orderBy(desc(person.active), asc(person.name), asc(person.id))
  return rows.map(({ seenAt, ...row }) => ({ ...row, seenAt: seenAt === null ? null : instantOf(seenAt) }))
}

/** A moment as the server writes it inside an expression: `2026-11-16 10:00:00+00`. */
function instantOf(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}

export type KeptApp = Awaited<ReturnType<typeof listKeptApps>>[number]

/** The apps of a company with who works on them and what is on file of them. For staff. */
export function listKeptApps(house: House, companyId: string) {
  return house.db
    .select({
      id: app.id,
      name: app.name,
      live: app.live,
      deepDiveWaiver: app.deepDiveWaiver,
      productionUrl: app.productionUrl,
      repositoryUrl: app.repositoryUrl,
      pmId: app.pmId,
      supportLeadId: app.supportLeadId,
      developers: sql<{ id: string; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', ${person.id}, 'name', ${person.name}) order by ${appDeveloper.place})
        from ${appDeveloper} join ${person} on ${person.id} = ${appDeveloper.personId}
        where ${appDeveloper.appId} = ${app.id}), '[]')`,
      workflows: sql<number>`(select count(*)::int from ${workflow} where ${workflow.appId} = ${app.id} and ${workflow.retiredAt} is null)`,
      pages: sql<number>`(select count(*)::int from ${documentPage} where ${documentPage.appId} = ${app.id} and ${documentPage.retiredAt} is null)`,
      environments: sql<number>`(select count(*)::int from ${stagingEnvironment}
        where ${stagingEnvironment.appId} = ${app.id} and ${stagingEnvironment.retiredAt} is null)`,
      company: { id: company.id },
    })
    .from(app)
    .innerJoin(company, eq(company.id, app.companyId))
    .where(eq(app.companyId, companyId))
    .orderBy(asc(app.name))
}
