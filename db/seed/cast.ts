import type { Calendar } from '../../domain/calendar.ts'
import type { BillingPolicy, Contact, Language, Membership, Role, Staff } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import { agency, app, appDeveloper, calendar, company, companyDomain, plan } from '../schema/company.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { stagingEnvironment } from '../schema/staging.ts'

type Writer = Db | Tx

const morning = { from: '09:00', to: '13:00' }
const afternoon = { from: '14:00', to: '18:00' }
const day = [morning, afternoon]

/** An ordinary office week in Lisbon, with a lunch break and nobody at the weekend. */
export const officeHours: Calendar = {
  zone: 'Europe/Lisbon',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  overrides: {},
}

/** The agency and its calendar: the first rows of every world. */
export async function addAgency(db: Writer, given: { name: string; hours: Calendar; demo: boolean }): Promise<void> {
  const [hours] = await db
    .insert(calendar)
    .values({ name: given.name, hours: given.hours })
    .returning({ id: calendar.id })
  if (!hours) throw new Error('The calendar of the agency was not written.')
  await db.insert(agency).values({ name: given.name, calendarId: hours.id, language: 'en', demo: given.demo })
}

/** One of us, with their roles. */
export async function addStaff(
  db: Writer,
  given: { name: string; email: string; roles: Role[]; language?: Language; now: Temporal.Instant },
): Promise<Staff> {
  const id = await addPerson(db, { ...given, kind: 'staff', language: given.language ?? 'en' })
  await db.insert(staffRole).values(given.roles.map((role) => ({ personId: id, role })))
  return { kind: 'staff', id, name: given.name, email: given.email, roles: given.roles }
}

/** Somebody at one or more companies, with what they may do there. */
export async function addContact(
  db: Writer,
  given: { name: string; email: string; language?: Language; memberships: Membership[]; now: Temporal.Instant },
): Promise<Contact> {
  const id = await addPerson(db, { ...given, kind: 'contact', language: given.language ?? 'en' })
  await db.insert(membership).values(given.memberships.map((rights) => ({ personId: id, ...rights })))
  return { kind: 'contact', id, name: given.name, email: given.email, memberships: given.memberships }
}

/** A company with a plan of its own name. */
export async function addCompany(
  db: Writer,
  given: {
    name: string
    domain: string
    tier: 'basic' | 'business' | 'enterprise'
    hours: number
    billingPolicy: BillingPolicy
    language?: Language
    pmId?: string | null
    deputyId?: string | null
    accountManagerId?: string | null
    hourlyRate?: number
    dmClient?: boolean
  },
): Promise<string> {
  const { name, tier, hours } = given
  const [bought] = await db
    .insert(plan)
    .values({ name: `${name} ${hours} h`, tier, hours })
    .returning({ id: plan.id })
  if (!bought) throw new Error(`The plan of ${name} was not written.`)
  const [row] = await db
    .insert(company)
    .values({
      name,
      planId: bought.id,
      billingPolicy: given.billingPolicy,
      urgentNeedsPayment: given.billingPolicy === 'prepaid',
      dmClient: given.dmClient ?? false,
      pmId: given.pmId ?? null,
      deputyId: given.deputyId ?? null,
      accountManagerId: given.accountManagerId ?? null,
      timeZone: 'Europe/Lisbon',
      language: given.language ?? 'en',
      currency: 'EUR',
      hourlyRate: given.hourlyRate ?? 8_000,
    })
    .returning({ id: company.id })
  if (!row) throw new Error(`The company ${name} was not written.`)
  await db.insert(companyDomain).values({ domain: given.domain, companyId: row.id })
  return row.id
}

/** An app of a company with who develops it, and its one place on staging, if there is one. */
export async function addApp(
  db: Writer,
  given: {
    companyId: string
    name: string
    staging: boolean
    repository: boolean
    developerIds: string[]
    supportLeadId?: string
    live?: boolean
  },
): Promise<string> {
  const slug = given.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const [row] = await db
    .insert(app)
    .values({
      companyId: given.companyId,
      name: given.name,
      live: given.live ?? true,
      supportLeadId: given.supportLeadId ?? null,
      productionUrl: `https://${slug}.example`,
      repositoryUrl: given.repository ? `https://git.example/${slug}` : null,
    })
    .returning({ id: app.id })
  if (!row) throw new Error(`The app ${given.name} was not written.`)
  if (given.staging) {
    await db
      .insert(stagingEnvironment)
      .values({ companyId: given.companyId, appId: row.id, name: 'Staging', url: `https://staging.${slug}.example` })
  }
  if (given.developerIds.length > 0) {
    await db
      .insert(appDeveloper)
      .values(given.developerIds.map((personId, place) => ({ appId: row.id, personId, place })))
  }
  return row.id
}

/** The rights of somebody who decides for the company, of somebody who sees it all, and of somebody who only asks. */
export const rights = {
  decides: (companyId: string): Membership => ({
    companyId,
    seesCompany: true,
    approvesEstimates: true,
    approvalLimit: null,
    approvesReleases: true,
  }),
  reads: (companyId: string): Membership => ({
    companyId,
    seesCompany: true,
    approvesEstimates: false,
    approvalLimit: null,
    approvesReleases: false,
  }),
  asks: (companyId: string): Membership => ({
    companyId,
    seesCompany: false,
    approvesEstimates: false,
    approvalLimit: null,
    approvesReleases: false,
  }),
}

async function addPerson(
  db: Writer,
  given: { kind: 'contact' | 'staff'; name: string; email: string; language: Language; now: Temporal.Instant },
): Promise<string> {
  const { kind, name, language, email, now } = given
  const [row] = await db.insert(person).values({ kind, name, language, createdAt: now }).returning({ id: person.id })
  if (!row) throw new Error(`${name} was not written.`)
  await db.insert(personEmail).values({ address: email, personId: row.id })
  return row.id
}
