import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Actor, Role } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { company } from '../schema/company.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { scoped } from '../scope.ts'

/** A person as the actor may know them. Contacts know their colleagues; staff know everybody. */
export type ListedPerson = {
  id: string
  name: string
  email: string
  kind: 'contact' | 'staff'
  roles: Role[]
  companies: { id: string; name: string; approvesEstimates: boolean; approvesReleases: boolean }[]
}

/** The people this actor may see, of one company or of all, by name. */
export function listPeople(house: House, actor: Actor, companyId?: string): Promise<ListedPerson[]> {
  return scoped(house.db, actor, async (tx) => {
    const contacts = await readContacts(tx, companyId)
    if (actor.kind === 'contact' || companyId) return contacts
    return [...(await listStaffWithin(tx)), ...contacts]
  })
}

/** Everybody of us who may act, with roles, by name. For staff. */
export function listStaff(house: House): Promise<ListedPerson[]> {
  return listStaffWithin(house.db)
}

async function readContacts(tx: Tx, companyId?: string): Promise<ListedPerson[]> {
  const rows = await tx
    .select({
      id: person.id,
      name: person.name,
      email: personEmail.address,
      company: {
        id: company.id,
        name: company.name,
        approvesEstimates: membership.approvesEstimates,
        approvesReleases: membership.approvesReleases,
      },
    })
    .from(membership)
    .innerJoin(person, eq(person.id, membership.personId))
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .innerJoin(company, eq(company.id, membership.companyId))
    .where(and(eq(person.active, true), companyId ? eq(membership.companyId, companyId) : undefined))
    .orderBy(asc(person.name), asc(company.name))
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) =>
    own.slice(0, 1).map(({ id, name, email }) => ({
      ...{ id, name, email, kind: 'contact' as const, roles: [] },
      companies: own.map(({ company: of }) => of),
    })),
  )
}

/** The same for somebody who holds a transaction already. */
export async function listStaffWithin(tx: Tx | Db): Promise<ListedPerson[]> {
  const rows = await tx
    .select({
      id: person.id,
      name: person.name,
      email: personEmail.address,
      kind: person.kind,
      roles: sql<
        Role[]
      >`array(select ${staffRole.role} from ${staffRole} where ${staffRole.personId} = ${person.id} order by 1)`,
    })
    .from(person)
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    // Written out, not asked for: only so is the plan kept.
    .where(sql`${person.kind} = 'staff' and ${person.active}`)
    .orderBy(asc(person.name))
  return rows.map((row) => ({ ...row, companies: [] }))
}

/** Of these addresses, those that belong to contacts of the company: their ids. For who is named on a new ticket. */
export async function findContacts(tx: Tx, companyId: string, addresses: string[]): Promise<string[]> {
  if (addresses.length === 0) return []
  const rows = await tx
    .select({ id: membership.personId })
    .from(membership)
    .innerJoin(personEmail, eq(personEmail.personId, membership.personId))
    .innerJoin(person, eq(person.id, membership.personId))
    .where(
      and(
        eq(membership.companyId, companyId),
        eq(person.active, true),
        inArray(
          personEmail.address,
          addresses.map((address) => address.toLowerCase()),
        ),
      ),
    )
  return rows.map(({ id }) => id)
}
