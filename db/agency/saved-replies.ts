import { asc, eq, isNull, or } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { savedReply } from '../schema/saved-reply.ts'

/** The saved replies that somebody may use: everybody's and their own, by name. For staff. */
export function listSavedReplies(db: Db, personId: string) {
  return db
    .select({
      ...{ id: savedReply.id, name: savedReply.name, body: savedReply.body, language: savedReply.language },
      ownerId: savedReply.ownerId,
    })
    .from(savedReply)
    .where(or(isNull(savedReply.ownerId), eq(savedReply.ownerId, personId)))
    .orderBy(asc(savedReply.name), asc(savedReply.id))
}

export type UsableReply = Awaited<ReturnType<typeof listSavedReplies>>[number]
