import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { PictureShows } from '../../domain/offer.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { screenshot } from '../schema/offer.ts'
import { file } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { shownTypes } from './files.ts'

export type ShownPicture = { id: string; name: string; shows: PictureShows | null; round: number | null }

/**
 * A picture of a ticket with those that came with it, in the order they were shown: to leaf through. Refuses what this
 * actor may not see, and files that are no pictures.
 */
export async function readPictures(
  house: House,
  actor: Actor,
  { number, id }: { number: number; id: string },
): Promise<{ title: string; pictures: ShownPicture[] } | Refusal> {
  const found = await scoped(house.db, actor, async (tx) => {
    const of = and(eq(ticket.number, number), inArray(file.type, shownTypes))
    const [one] = await tx
      .select({ messageId: file.messageId, title: ticket.title })
      .from(file)
      .innerJoin(ticket, eq(ticket.id, file.ticketId))
      .where(and(of, eq(file.id, id)))
    if (!one) return null
    const together = one.messageId === null ? eq(file.id, id) : eq(file.messageId, one.messageId)
    const pictures = await tx
      .selectDistinctOn([sql`coalesce(${screenshot.place}, 99)`, file.createdAt, file.id], {
        id: file.id,
        name: file.name,
        shows: screenshot.shows,
        round: screenshot.round,
      })
      .from(file)
      .innerJoin(ticket, eq(ticket.id, file.ticketId))
      .leftJoin(screenshot, eq(screenshot.fileId, file.id))
      .where(and(of, together, one.messageId === null ? isNull(file.messageId) : undefined))
      .orderBy(sql`coalesce(${screenshot.place}, 99)`, asc(file.createdAt), asc(file.id))
    return { title: one.title, pictures }
  })
  return found ?? refuse('no_such_file')
}
