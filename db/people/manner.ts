import { eq, sql } from 'drizzle-orm'
import type { LetterWish } from '../../domain/notify.ts'
import type { Language } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { person, type themes } from '../schema/person.ts'

/** How somebody wants to be served. */
export type Served = {
  language: Language
  timeZone: string
  theme: (typeof themes)[number]
  letters: LetterWish
  shortcuts: boolean
}

/** Which letters somebody wishes, and whether single keys do something for them. */
export async function readWishes(db: Db, personId: string): Promise<Pick<Served, 'letters' | 'shortcuts'>> {
  const [row] = await db
    .select({ letters: person.letters, shortcuts: person.shortcuts })
    .from(person)
    .where(eq(person.id, personId))
  return row ?? { letters: 'every_step', shortcuts: true }
}

/** Keeps what a person chose for themselves. */
export async function keepManner(db: Db, personId: string, served: Partial<Served>): Promise<void> {
  await db.update(person).set(served).where(eq(person.id, personId))
}

/** Keeps whether letters of this writer show a reader pictures from elsewhere without asking. Said twice it is the same. */
export async function choosePictures(
  db: Db,
  personId: string,
  { of, choice }: { of: string; choice: 'always' | 'ask' },
): Promise<void> {
  const others = sql`array_remove(${person.picturesOf}, ${of}::uuid)`
  const picturesOf = choice === 'always' ? sql`array_append(${others}, ${of}::uuid)` : others
  await db.update(person).set({ picturesOf }).where(eq(person.id, personId))
}
