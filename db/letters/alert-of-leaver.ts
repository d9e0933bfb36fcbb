import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { person } from '../schema/person.ts'
import { addressesOf, promiseMail, withRole } from './recipients.ts'

/** Tells the admins that somebody who left writes to us, of each person once. */
export async function alertOfLeaver(
  tx: Tx,
  house: House,
  { personId, now }: { personId: string; now: Temporal.Instant },
): Promise<void> {
  const [leaver] = await tx
    .update(person)
    .set({ leftToldAt: now })
    .where(and(eq(person.id, personId), eq(person.active, false), isNull(person.leftToldAt)))
    .returning({ name: person.name })
  if (!leaver) return
  const told = await addressesOf(tx, await withRole(tx, 'admin'))
  await promiseMail(
    tx,
    house,
    told.map(({ wish: _, ...recipient }) => ({
      ...{ letter: 'alarm' as const, ...recipient, createdAt: now },
      facts: { because: 'who_left', name: leaver.name },
    })),
  )
}
