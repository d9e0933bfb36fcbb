import { and, eq } from 'drizzle-orm'
import type { Role } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { person, staffRole } from '../schema/person.ts'

/** Those of the named people, by the field that names them, who are not ours with that role; nobody need be named. */
export async function withoutRole(tx: Tx, named: Record<string, { id: string | null; role: Role }>): Promise<string[]> {
  const checked = await Promise.all(
    Object.entries(named).map(async ([field, { id, role }]) =>
      id === null || (await hasRole(tx, id, role)) ? [] : [field],
    ),
  )
  return checked.flat()
}

async function hasRole(tx: Tx, id: string, role: Role): Promise<boolean> {
  const [row] = await tx
    .select({ id: person.id })
    .from(person)
    .innerJoin(staffRole, and(eq(staffRole.personId, person.id), eq(staffRole.role, role)))
    .where(and(eq(person.id, id), eq(person.active, true)))
  return row !== undefined
}
