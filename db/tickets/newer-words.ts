import { and, desc, eq, isNull, ne, or } from 'drizzle-orm'
import type { Staff } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { message } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'

/**
 * The last public words of somebody else, when they are not those that were `seen` (their id, empty for none): an
 * answer written without them may miss its point. null when nothing is newer. For staff.
 */
export async function readNewerWords(
  db: Db,
  { number, actor, seen }: { number: number; actor: Staff; seen: string },
): Promise<{ author: string } | null> {
  const [last] = await db
    .select({ id: message.id, author: message.authorName })
    .from(message)
    .innerJoin(ticket, eq(ticket.id, message.ticketId))
    .where(
      and(
        ...[eq(ticket.number, number), eq(message.visibility, 'public')],
        or(isNull(message.authorId), ne(message.authorId, actor.id)),
      ),
    )
    .orderBy(desc(message.at), desc(message.id))
    .limit(1)
  return last && seen !== '' && last.id !== seen ? { author: last.author } : null
}
