import { and, asc, eq, inArray, max } from 'drizzle-orm'
import type { ContactRights } from '../../domain/customer.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { company } from '../schema/company.ts'
import { membership, rightsOfMembership } from '../schema/membership.ts'
import { person, personEmail } from '../schema/person.ts'
import { session } from '../schema/sign-in.ts'
import { scoped } from '../scope.ts'

/** Somebody at a company of the reader, with what they may do there. */
export type Colleague = {
  id: string
  name: string
  email: string
  rights: ContactRights
  /** When one of their browsers was last here; null for who has not been yet. */
  seenAt: Temporal.Instant | null
}

/** A company of the reader with everybody there; `mayManage`: the reader says who may what. */
export type OwnCompany = { id: string; name: string; currency: string; mayManage: boolean; people: Colleague[] }

/** The people at the companies of a contact, by company and name. */
export async function listColleagues(house: House, actor: Contact): Promise<OwnCompany[]> {
  const rows = await scoped(house.db, actor, (tx) =>
    tx
      .select({
        company: { id: company.id, name: company.name, currency: company.currency },
        person: { id: person.id, name: person.name, email: personEmail.address },
        rights: rightsOfMembership,
      })
      .from(membership)
      .innerJoin(company, eq(company.id, membership.companyId))
      .innerJoin(person, eq(person.id, membership.personId))
      .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
      .where(eq(person.active, true))
      .orderBy(asc(company.name), asc(person.name), asc(person.id)),
  )
  // Sessions are nobody's to read but the house's; these people the reader may see.
  const seen = await readSeen(
    house,
    rows.map((row) => row.person.id),
  )
  return [...Map.groupBy(rows, (row) => row.company.id).values()].flatMap((own) =>
    own.slice(0, 1).map((first) => ({
      ...first.company,
      mayManage: own.some((row) => row.person.id === actor.id && row.rights.managesPeople),
      people: own.map((row) => ({ ...row.person, rights: row.rights, seenAt: seen.get(row.person.id) ?? null })),
    })),
  )
}

async function readSeen(house: House, ids: string[]): Promise<Map<string, Temporal.Instant | null>> {
  if (ids.length === 0) return new Map()
  const rows = await house.db
    .select({ personId: session.personId, seenAt: max(session.seenAt) })
    .from(session)
    .where(inArray(session.personId, ids))
    .groupBy(session.personId)
  return new Map(rows.map(({ personId, seenAt }) => [personId, seenAt]))
}
