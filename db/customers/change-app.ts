import { and, asc, eq, ne } from 'drizzle-orm'
import type { AppFacts } from '../../domain/customer.ts'
import { mayKeep } from '../../domain/keeping.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { once } from '../once.ts'
import { withoutRole } from '../people/has-role.ts'
import { app, appDeveloper, company } from '../schema/company.ts'
import { recordCustomerChange } from './record-customer-change.ts'
import { hasDeepDive } from './write-document.ts'

type Asked = { companyId: string; facts: AppFacts; by: Actor; now: Temporal.Instant }

/**
 * Takes on an app of a company. Refuses who may not, a name that another app of the company has, people without the
 * role they are named for, and one that is live at once: its deep dive is not written yet (R046), unless it says why.
 */
export async function addCustomerApp(
  house: House,
  { companyId, facts, by, key, now }: Asked & { key: string },
): Promise<{ appId: string } | Refusal> {
  if (!mayKeep(by, 'apps')) return refuse('not_yours_to_keep')
  const asked = { add: 'app', companyId, facts }
  const answer = await once(house, { personId: by.id, key, asked, now }, async (tx) => {
    const wrong = await objectionTo(tx, { companyId, facts, appId: null })
    if (wrong) return wrong
    if (facts.live && facts.deepDiveWaiver === null) return refuse('deep_dive_missing', ['live'])
    const { developerIds, ...row } = facts
    const [written] = await tx
      .insert(app)
      .values({ companyId, ...row })
      .returning({ id: app.id })
    if (!written) throw new Error(`The app ${facts.name} was not written.`)
    await keepDevelopers(tx, written.id, developerIds)
    await recordCustomerChange(tx, {
      ...{ area: 'app', companyId, about: facts.name, before: {}, after: facts, by, now },
    })
    return { number: 1, ids: [written.id] }
  })
  return isRefusal(answer) ? answer : { appId: answer.ids[0] ?? '' }
}

/**
 * Changes an app. Refuses as `addCustomerApp`; live without deep dive or waiver (R046) is refused when it becomes so.
 */
export async function changeApp(
  house: House,
  { companyId, appId, facts, by, now }: Asked & { appId: string },
): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'apps')) return refuse('not_yours_to_keep')
  return house.db.transaction(async (tx) => {
    const own = and(eq(app.id, appId), eq(app.companyId, companyId))
    const wrong = await objectionTo(tx, { companyId, facts, appId })
    if (wrong) return wrong
    const [before] = await tx.select().from(app).where(own).for('update')
    if (!before) return refuse('not_on_file')
    const asItWas = before.live && before.deepDiveWaiver === null
    const owes = facts.live && facts.deepDiveWaiver === null && !asItWas
    if (owes && !(await hasDeepDive(tx, appId))) return refuse('deep_dive_missing', ['live'])
    const { developerIds, ...changes } = facts
    const old = { ...before, developerIds: await readDeveloperIds(tx, appId) }
    await tx.update(app).set(changes).where(own)
    await keepDevelopers(tx, appId, developerIds)
    await recordCustomerChange(tx, {
      ...{ area: 'app', companyId, about: before.name, before: old, after: facts, by, now },
    })
    return 'now'
  })
}

async function objectionTo(
  tx: Tx,
  { companyId, facts, appId }: { companyId: string; facts: AppFacts; appId: string | null },
): Promise<Refusal | null> {
  // The apps of a company are named one after the other.
  const [of] = await tx.select({ id: company.id }).from(company).where(eq(company.id, companyId)).for('no key update')
  if (!of) return refuse('not_on_file')
  const others = appId === null ? undefined : ne(app.id, appId)
  const sameName = and(eq(app.companyId, companyId), eq(app.name, facts.name), others)
  if ((await tx.$count(app, sameName)) > 0) return refuse('name_taken', ['name'])
  const developers = facts.developerIds.map(
    (id, place) => [`developer${place + 1}`, { id, role: 'developer' }] as const,
  )
  const wrong = await withoutRole(tx, {
    pmId: { id: facts.pmId, role: 'pm' },
    supportLeadId: { id: facts.supportLeadId, role: 'support_lead' },
    ...Object.fromEntries(developers),
  })
  return wrong.length > 0 ? refuse('no_such_person', wrong) : null
}

/** The developers of an app in the order they are asked (R022); named twice, they stand where they were named first. */
async function keepDevelopers(tx: Tx, appId: string, ids: string[]): Promise<void> {
  await tx.delete(appDeveloper).where(eq(appDeveloper.appId, appId))
  const rows = [...new Set(ids)].map((personId, place) => ({ appId, personId, place }))
  if (rows.length > 0) await tx.insert(appDeveloper).values(rows)
}

async function readDeveloperIds(tx: Tx, appId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: appDeveloper.personId })
    .from(appDeveloper)
    .where(eq(appDeveloper.appId, appId))
    .orderBy(asc(appDeveloper.place))
  return rows.map(({ id }) => id)
}
