import { and, desc, eq, isNull, or } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'

/**
 * Where a ticket stands with staging: its place there or in the line, since when, until when we think; and a place it
 * left with code that nobody approved. null when there is nothing to tell. For staff.
 */
export async function readStagingOf(db: Db, ticketId: string) {
  const [row] = await db
    .select({
      ...{ environment: stagingEnvironment.name, url: stagingEnvironment.url, joinedAt: slot.joinedAt },
      ...{ takenAt: slot.takenAt, expectedFreeAt: slot.expectedFreeAt, freedAt: slot.freedAt },
    })
    .from(slot)
    .leftJoin(stagingEnvironment, eq(stagingEnvironment.id, slot.environmentId))
    .where(
      and(
        eq(slot.ticketId, ticketId),
        or(isNull(slot.freedAt), and(eq(slot.codeLeft, true), isNull(slot.codeRemovedAt))),
      ),
    )
    .orderBy(desc(slot.joinedAt))
    .limit(1)
  return row ?? null
}

export type StagingOf = NonNullable<Awaited<ReturnType<typeof readStagingOf>>>
