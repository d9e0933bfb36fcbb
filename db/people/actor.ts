import { and, eq, sql } from 'drizzle-orm'
import type { Actor, Language, Membership, Role } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'

/** Somebody who may act, with what a page needs to speak to them. */
export type Person = {
  actor: Exclude<Actor, { kind: 'system' }>
  language: Language
  timeZone: string | null
  theme: 'system' | 'light' | 'dark'
  /** Whether single keys do something on the pages of the desk. */
  shortcuts: boolean
  /** Whose letters show them pictures from elsewhere without asking. */
  picturesOf: string[]
}

/** The active person with this id, with roles or memberships as they are now; null when there is none. */
export async function readPerson(tx: Tx | Db, personId: string): Promise<Person | null> {
  const [row] = await tx
    .select(personColumns)
    .from(person)
    .innerJoin(personEmail, isMainAddress)
    .where(and(eq(person.id, personId), eq(person.active, true)))
  return row ? personOf(row) : null
}

/** What makes a person, in one statement; of a select that joins `personEmail` by its main address. */
export const personColumns = {
  id: person.id,
  kind: person.kind,
  name: person.name,
  email: personEmail.address,
  language: person.language,
  timeZone: person.timeZone,
  theme: person.theme,
  shortcuts: person.shortcuts,
  picturesOf: person.picturesOf,
  roles: sql<Role[]>`array(select ${staffRole.role} from ${staffRole} where ${staffRole.personId} = ${person.id})`.as(
    'roles',
  ),
  memberships: sql<Membership[]>`array(select json_build_object('companyId', ${membership.companyId},
    'seesCompany', ${membership.seesCompany}, 'approvesEstimates', ${membership.approvesEstimates},
    'approvalLimit', ${membership.approvalLimit}, 'approvesReleases', ${membership.approvesReleases})
    from ${membership} where ${membership.personId} = ${person.id})`.as('memberships'),
}

export const isMainAddress = and(eq(personEmail.personId, person.id), eq(personEmail.main, true))

type PersonRow = Pick<
  typeof person.$inferSelect,
  'id' | 'kind' | 'name' | 'language' | 'timeZone' | 'theme' | 'shortcuts' | 'picturesOf'
> & {
  email: string
  roles: Role[]
  memberships: Membership[]
}

/** A row of these columns as somebody who may act. */
export function personOf({ id, name, email, kind, roles, memberships, ...manner }: PersonRow): Person {
  const who = { id, name, email }
  return { actor: kind === 'staff' ? { kind, ...who, roles } : { kind, ...who, memberships }, ...manner }
}

/** The active person with this verified address, main or alternate; null when it is nobody's. */
export async function readPersonByEmail(tx: Tx | Db, address: string): Promise<Person | null> {
  const [row] = await tx
    .select({ id: personEmail.personId })
    .from(personEmail)
    .where(and(eq(personEmail.address, address.toLowerCase()), eq(personEmail.verified, true)))
  return row ? readPerson(tx, row.id) : null
}
