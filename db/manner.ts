import { eq } from 'drizzle-orm'
import type { Language } from '../domain/ticket.ts'
import type { Db } from './client.ts'
import { person, type themes } from './schema/person.ts'

/** How somebody wants to be served. */
export type Served = { language: Language; timeZone: string; theme: (typeof themes)[number] }

/** Keeps what a person chose for themselves. */
export async function keepManner(db: Db, personId: string, served: Served): Promise<void> {
  await db.update(person).set(served).where(eq(person.id, personId))
}
