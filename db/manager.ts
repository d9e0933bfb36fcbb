import { and, asc, count, eq, gte, isNotNull, lte, ne, notExists, sql } from 'drizzle-orm'
import type { ManagerChoice } from '../domain/asked.ts'
import type { Tx } from './client.ts'
import { app, company } from './schema/company.ts'
import { absence } from './schema/membership.ts'
import { person, staffRole } from './schema/person.ts'
import { ticket } from './schema/ticket.ts'

/**
 * The PM a new ticket goes to (R011): the app's, else whoever stands in for them while they are away, else the company's
 * or their stand-in, else the company's deputy, else the least loaded.
 * Only who is here counts: active, a PM, and not absent on this day (YYYY-MM-DD of the agency). null: no PM at all.
 */
export async function chooseManager(
  tx: Tx,
  { companyId, appId, day }: { companyId: string; appId: string | null; day: string },
): Promise<ManagerChoice | null> {
  const present = await presentManagers(tx, day)
  const [own] = await tx
    .select({ pm: company.pmId, deputy: company.deputyId })
    .from(company)
    .where(eq(company.id, companyId))
  const [ofApp] = appId === null ? [] : await tx.select({ pm: app.pmId }).from(app).where(eq(app.id, appId))
  const standIns = await readDeputies(tx, day)
  const wished = [
    { id: ofApp?.pm, because: 'app' },
    { id: ofApp?.pm && standIns.get(ofApp.pm), because: 'deputy' },
    { id: own?.pm, because: 'company' },
    { id: own?.pm && standIns.get(own.pm), because: 'deputy' },
    { id: own?.deputy, because: 'deputy' },
    { id: present[0], because: 'least_loaded' },
  ] as const
  for (const { id, because } of wished) {
    if (id && present.includes(id)) return { id, because }
  }
  return null
}

/** Who stands in for whom on a day, as the absence itself says. */
async function readDeputies(tx: Tx, day: string): Promise<Map<string, string>> {
  const rows = await tx
    .select({ id: absence.personId, deputyId: absence.deputyId })
    .from(absence)
    .where(and(lte(absence.from, day), gte(absence.to, day), isNotNull(absence.deputyId)))
  return new Map(rows.flatMap(({ id, deputyId }) => (deputyId ? [[id, deputyId] as const] : [])))
}

/** The PMs who are here on a day, the least loaded first. */
async function presentManagers(tx: Tx, day: string): Promise<string[]> {
  const away = tx
    .select({ one: sql`1` })
    .from(absence)
    .where(and(eq(absence.personId, person.id), lte(absence.from, day), sql`${absence.to} >= ${day}`))
  const rows = await tx
    .select({ id: person.id, load: count(ticket.id) })
    .from(person)
    .innerJoin(staffRole, and(eq(staffRole.personId, person.id), eq(staffRole.role, 'pm')))
    .leftJoin(ticket, and(eq(ticket.pmId, person.id), ne(ticket.stage, 'closed'), isNotNull(ticket.pmId)))
    .where(and(eq(person.active, true), notExists(away)))
    .groupBy(person.id)
    .orderBy(asc(count(ticket.id)), asc(person.id))
  return rows.map(({ id }) => id)
}
