import { type Column, or, type SQL, sql } from 'drizzle-orm'
import { type Refusal, refuse } from '../domain/refusal.ts'
import type { Actor } from '../domain/ticket.ts'
import type { Db, Tx } from './client.ts'
import { message } from './schema/thread.ts'
import { ticket } from './schema/ticket.ts'
import { scoped } from './scope.ts'

const milliseconds = 3_000

/**
 * Tickets that hold these words in title or thread, or bear this number. Whatever is typed is words to find: quotes,
 * `or` and `-` mean what they mean to a search engine, and nothing else has a meaning.
 */
export function matching(actor: Actor, words: string): SQL | undefined {
  const wanted = sql`websearch_to_tsquery('simple', ${words})`
  const number = /^#?(\d{1,9})$/.exec(words.trim())?.[1]
  const byNumber = number ? sql`${ticket.number} = ${Number(number)}` : undefined
  if (actor.kind === 'contact') {
    // Row-level security keeps the index on words from a contact's query; that on tickets leads to their few messages.
    const inThread = sql`exists (select from ${message} where ${message.ticketId} = ${ticket.id} and ${message.search} @@ ${wanted})`
    return or(byNumber, sql`${ticket.search} @@ ${wanted}`, inThread)
  }
  const found = sql`${ticket.id} in (
    select id from ${ticket} where ${ticket.search} @@ ${wanted}
    union select ${message.ticketId} from ${message} where ${message.search} @@ ${wanted})`
  return or(byNumber, found)
}

/** A column that contains these words as they are typed; % and _ stand for themselves. */
export function containing(column: Column, words: string): SQL {
  return sql`${column} ilike ${`%${words.replaceAll(/[\\%_]/g, '\\$&')}%`}`
}

/** Reads as this actor for three seconds at most; a search that takes longer is refused. */
export async function searched<T>(db: Db, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T | Refusal> {
  try {
    return await scoped(db, actor, async (tx) => {
      await tx.execute(sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`)
      return read(tx)
    })
  } catch (fault) {
    if (isCancelled(fault)) return refuse('search_too_wide')
    throw fault
  }
}

/** query_canceled (57014), as it comes through drizzle. */
function isCancelled(fault: unknown): boolean {
  const cause = fault instanceof Error ? (fault.cause ?? fault) : null
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === '57014'
}
