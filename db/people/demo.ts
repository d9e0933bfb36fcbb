import { and, asc, eq, sql } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Role } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { agency, company } from '../schema/company.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import type { Settings } from '../settings.ts'
import { readPersonByEmail } from './actor.ts'
import { startSession } from './session.ts'

/** Somebody of the demo world, as the page to sign in lists them. */
export type DemoPerson = {
  email: string
  name: string
  kind: 'contact' | 'staff'
  company: string | null
  roles: Role[]
}

/** Whether this is the demo: the setting says so, and the database was filled as one. */
export async function isDemo(house: House, settings: Pick<Settings, 'demo'>): Promise<boolean> {
  if (!settings.demo) return false
  const [row] = await house.db.select({ demo: agency.demo }).from(agency)
  return row?.demo === true
}

/** Everybody who may be signed in as by one click; nobody outside the demo. */
export async function listDemoPeople(house: House, settings: Pick<Settings, 'demo'>): Promise<DemoPerson[]> {
  if (!(await isDemo(house, settings))) return []
  return house.db
    .select({
      email: personEmail.address,
      name: person.name,
      kind: person.kind,
      company: sql<
        string | null
      >`(select min(${company.name}) from ${membership} join ${company} on ${company.id} = ${membership.companyId} where ${membership.personId} = ${person.id})`,
      roles: sql<
        Role[]
      >`array(select ${staffRole.role} from ${staffRole} where ${staffRole.personId} = ${person.id} order by 1)`,
    })
    .from(person)
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(eq(person.active, true))
    .orderBy(asc(person.kind), asc(person.name))
}

/** Signs in as somebody of the demo world; outside the demo there is nobody of this name. */
export async function signInAsDemoPerson(
  house: House,
  settings: Pick<Settings, 'demo'>,
  { email, device, now }: { email: string; device: string; now: Temporal.Instant },
): Promise<{ token: string } | Refusal> {
  const found = (await isDemo(house, settings)) ? await readPersonByEmail(house.db, email) : null
  if (!found) return refuse('no_such_person')
  return { token: await startSession(house.db, { personId: found.actor.id, device, now }) }
}
