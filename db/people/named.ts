import { and, eq, inArray } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { person, personEmail } from '../schema/person.ts'

/** A person as lists and tickets name them. */
export type Named = { id: string; name: string; email: string }

/** Names and addresses of these people, by id; those who have left us included. */
export async function readNames(tx: Tx | Db, ids: (string | null)[]): Promise<Map<string, Named>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .select({ id: person.id, name: person.name, email: personEmail.address })
    .from(person)
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(inArray(person.id, wanted))
  return new Map(rows.map((row) => [row.id, row]))
}
