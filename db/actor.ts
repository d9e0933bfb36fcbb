import { and, eq } from 'drizzle-orm'
import type { Actor, Language } from '../domain/ticket.ts'
import type { Db, Tx } from './client.ts'
import { membership } from './schema/membership.ts'
import { person, personEmail, staffRole } from './schema/person.ts'

/** Somebody who may act, with what a page needs to speak to them. */
export type Person = {
  actor: Exclude<Actor, { kind: 'system' }>
  language: Language
  timeZone: string | null
  theme: 'system' | 'light' | 'dark'
  /** Whether single keys do something on the pages of the desk. */
  shortcuts: boolean
}

/** The active person with this id, with roles or memberships as they are now; null when there is none. */
export async function readPerson(tx: Tx | Db, personId: string): Promise<Person | null> {
  const [row] = await tx
    .select({
      id: person.id,
      kind: person.kind,
      name: person.name,
      email: personEmail.address,
      language: person.language,
      timeZone: person.timeZone,
      theme: person.theme,
      shortcuts: person.shortcuts,
    })
    .from(person)
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(and(eq(person.id, personId), eq(person.active, true)))
  if (!row) return null
  const { id, name, email, kind, ...manner } = row
  if (kind === 'staff') {
    const roles = await tx.select({ role: staffRole.role }).from(staffRole).where(eq(staffRole.personId, id))
    return { actor: { kind, id, name, email, roles: roles.map(({ role }) => role) }, ...manner }
  }
  return { actor: { kind, id, name, email, memberships: await readMemberships(tx, id) }, ...manner }
}

/** The active person with this verified address, main or alternate; null when it is nobody's. */
export async function readPersonByEmail(tx: Tx | Db, address: string): Promise<Person | null> {
  const [row] = await tx
    .select({ id: personEmail.personId })
    .from(personEmail)
    .where(and(eq(personEmail.address, address.toLowerCase()), eq(personEmail.verified, true)))
  return row ? readPerson(tx, row.id) : null
}

function readMemberships(tx: Tx | Db, personId: string) {
  return tx
    .select({
      companyId: membership.companyId,
      seesCompany: membership.seesCompany,
      approvesEstimates: membership.approvesEstimates,
      approvalLimit: membership.approvalLimit,
      approvesReleases: membership.approvesReleases,
    })
    .from(membership)
    .where(eq(membership.personId, personId))
}
