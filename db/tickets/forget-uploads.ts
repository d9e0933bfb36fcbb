import { and, eq, inArray, isNull, lt, notExists } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { screenshot } from '../schema/offer.ts'
import { file } from '../schema/thread.ts'

/** As long as a form may lie open, from one working day to the next. */
const keptHours = 24
const atOnce = 100

/**
 * Deletes files that were sent ahead of their form and that no words have named within a day: rows and bytes. One that
 * is being named at this moment is left alone.
 */
export async function forgetUploads(house: House, now: Temporal.Instant): Promise<void> {
  const before = now.subtract({ hours: keptHours })
  while ((await house.db.transaction((tx) => forgetSome(tx, house, before))) === atOnce);
}

async function forgetSome(tx: Tx, { store }: House, before: Temporal.Instant): Promise<number> {
  const offered = tx.select({ id: screenshot.fileId }).from(screenshot).where(eq(screenshot.fileId, file.id))
  const abandoned = await tx
    .select({ id: file.id, key: file.storageKey })
    .from(file)
    .where(and(isNull(file.messageId), lt(file.createdAt, before), notExists(offered)))
    .limit(atOnce)
    .for('update', { skipLocked: true })
  if (abandoned.length === 0) return 0
  const ids = abandoned.map(({ id }) => id)
  await tx.delete(file).where(inArray(file.id, ids))
  // Last, so that bytes go only when their rows do; were the row kept by a crash, it goes with the next run.
  const kept = abandoned.flatMap(({ key }) => [key, `${key}-small`, `${key}-whole`])
  await Promise.all(kept.map((one) => store.remove(one)))
  return abandoned.length
}
