import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { withoutTokens } from '../letters/redact-tokens.ts'
import { file, message } from '../schema/thread.ts'
import { scoped } from '../scope.ts'

/** The HTML of a letter as received, never to be shown unsanitised, and the files that it alone may show by Content-ID. */
export type OwnShape = { html: string; files: { id: string; contentId: string | null }[] }

/**
 * The letters among these messages that are shown in their own shape, by the message. Of one of us a contact reads the
 * words alone: the quote below them may be a note (H08). What this actor may not see is not there.
 */
export async function readOwnShapes(house: House, actor: Actor, ids: string[]): Promise<Map<string, OwnShape>> {
  if (ids.length === 0) return new Map()
  const [letters, files] = await scoped(house.db, actor, (tx) =>
    Promise.all([
      tx
        .select({ id: message.id, html: message.html })
        .from(message)
        .where(and(inArray(message.id, ids), isShownTo(actor))),
      tx
        .select({ id: file.id, contentId: file.contentId, messageId: file.messageId })
        .from(file)
        .where(and(inArray(file.messageId, ids), isNotNull(file.contentId))),
    ]),
  )
  const filesOf = Map.groupBy(files, ({ messageId }) => messageId)
  return new Map(letters.map(({ id, html }) => [id, { html: withoutTokens(html ?? ''), files: filesOf.get(id) ?? [] }]))
}

/** Who wrote a letter that this actor is shown in its own shape; null where there is none, or its writer is nobody we know. */
export async function readLetterWriter(house: House, actor: Actor, id: string): Promise<string | null> {
  const [letter] = await scoped(house.db, actor, (tx) =>
    tx
      .select({ writer: message.authorId })
      .from(message)
      .where(and(eq(message.id, id), isShownTo(actor))),
  )
  return letter?.writer ?? null
}

function isShownTo(actor: Actor) {
  return and(eq(message.ownShape, true), actor.kind === 'contact' ? ne(message.authorKind, 'staff') : undefined)
}
