import { and, eq, ne, sql } from 'drizzle-orm'
import type { CompanyFacts, CompanyMoney } from '../../domain/customer.ts'
import { isFreemail } from '../../domain/freemail.ts'
import { mayKeep } from '../../domain/keeping.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { once } from '../once.ts'
import { withoutRole } from '../people/has-role.ts'
import { calendar, company, companyDomain, plan } from '../schema/company.ts'
import { recordCustomerChange } from './record-customer-change.ts'

/**
 * Takes a new company on. Refuses who is no admin, a name that another company has, and people or plans that do not
 * fit, which `missing` names by their field. The same asking makes one company.
 */
export async function addCustomer(
  house: House,
  {
    by,
    key,
    now,
    facts,
    money,
  }: { facts: CompanyFacts; money: CompanyMoney; by: Actor; key: string; now: Temporal.Instant },
): Promise<{ companyId: string } | Refusal> {
  if (!mayKeep(by, 'money')) return refuse('admins_only')
  const answer = await once(
    house,
    { personId: by.id, key, asked: { add: 'company', facts, money }, now },
    async (tx) => {
      const wrong = (await objectionToFacts(tx, facts, null)) ?? (await objectionToMoney(tx, money))
      if (wrong) return wrong
      const [row] = await tx
        .insert(company)
        .values({ ...facts, ...money })
        .returning({ id: company.id })
      if (!row) throw new Error(`The company ${facts.name} was not written.`)
      await recordCustomerChange(tx, {
        ...{ area: 'company', companyId: row.id, about: null, before: {}, after: { ...facts, ...money }, by, now },
      })
      return { number: 1, ids: [row.id] }
    },
  )
  return isRefusal(answer) ? answer : { companyId: answer.ids[0] ?? '' }
}

type Asked = { companyId: string; by: Actor; now: Temporal.Instant }

/** Changes who looks after a company, and how to speak to it. Refuses as `addCustomer`, but for who may. */
export function changeCompanyFacts(
  house: House,
  { facts, ...asked }: Asked & { facts: CompanyFacts },
): Promise<'now' | Refusal> {
  const { companyId, by } = asked
  return change(house, asked, async (tx) => {
    if (!mayKeep(by, 'facts')) return refuse('not_yours_to_keep')
    return (await objectionToFacts(tx, facts, companyId)) ?? facts
  })
}

/**
 * Changes what a company bought and how it pays. It counts for what is decided from then on. Refuses who is no admin,
 * and a plan that is not there.
 */
export function changeCompanyMoney(
  house: House,
  { money, ...asked }: Asked & { money: CompanyMoney },
): Promise<'now' | Refusal> {
  return change(house, asked, async (tx) => {
    if (!mayKeep(asked.by, 'money')) return refuse('admins_only')
    return (await objectionToMoney(tx, money)) ?? money
  })
}

function change(
  house: House,
  { companyId, by, now }: Asked,
  look: (tx: Tx) => Promise<CompanyFacts | CompanyMoney | Refusal>,
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    const changes = await look(tx)
    if (isRefusal(changes)) return changes
    const [before] = await tx.select().from(company).where(eq(company.id, companyId)).for('no key update')
    if (!before) return refuse('not_on_file')
    await tx.update(company).set(changes).where(eq(company.id, companyId))
    await recordCustomerChange(tx, { area: 'company', companyId, about: null, before, after: changes, by, now })
    return 'now'
  })
}

async function objectionToFacts(tx: Tx, facts: CompanyFacts, own: string | null): Promise<Refusal | null> {
  // Two of one name at one moment: the second waits here, and finds the first.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('company_name'))`)
  const others = own === null ? undefined : ne(company.id, own)
  if ((await tx.$count(company, and(sql`lower(${company.name}) = lower(${facts.name})`, others))) > 0) {
    return refuse('name_taken', ['name'])
  }
  const wrong = await withoutRole(tx, {
    pmId: { id: facts.pmId, role: 'pm' },
    deputyId: { id: facts.deputyId, role: 'pm' },
    accountManagerId: { id: facts.accountManagerId, role: 'account_manager' },
  })
  const hours = facts.calendarId === null ? 1 : await tx.$count(calendar, eq(calendar.id, facts.calendarId))
  const missing = [...wrong, ...(hours > 0 ? [] : ['calendarId'])]
  return missing.length > 0 ? refuse('no_such_person', missing) : null
}

async function objectionToMoney(tx: Tx, { planId }: CompanyMoney): Promise<Refusal | null> {
  return (await tx.$count(plan, eq(plan.id, planId))) > 0 ? null : refuse('no_such_plan', ['planId'])
}

/**
 * Says that people of a mail domain belong to a company (mail §3). Refuses who may not, a domain where anybody can
 * have an address, and one that another company has.
 */
export async function addMailDomain(
  house: House,
  { companyId, domain, by, now }: Asked & { domain: string },
): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'people')) return refuse('not_yours_to_keep')
  if (isFreemail(domain)) return refuse('freemail_domain', ['domain'])
  return house.db.transaction(async (tx) => {
    if ((await tx.$count(company, eq(company.id, companyId))) === 0) return refuse('not_on_file')
    const added = await tx.insert(companyDomain).values({ domain, companyId }).onConflictDoNothing().returning()
    if (added.length > 0) {
      const [before, after] = [{}, { domain }]
      await recordCustomerChange(tx, { area: 'company', companyId, about: null, before, after, by, now })
      return 'now'
    }
    const [row] = await tx.select().from(companyDomain).where(eq(companyDomain.domain, domain))
    return row?.companyId === companyId ? 'now' : refuse('domain_taken', ['domain'])
  })
}

/** Takes a mail domain from a company; its people stay. Refuses who may not. */
export async function dropMailDomain(
  house: House,
  { companyId, domain, by, now }: Asked & { domain: string },
): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'people')) return refuse('not_yours_to_keep')
  return house.db.transaction(async (tx) => {
    const own = and(eq(companyDomain.companyId, companyId), eq(companyDomain.domain, domain))
    const gone = await tx.delete(companyDomain).where(own).returning()
    const [before, after] = [{ domain: gone[0]?.domain }, { domain: null }]
    await recordCustomerChange(tx, { area: 'company', companyId, about: null, before, after, by, now })
    return 'now' as const
  })
}
