import { type Column, type SQL, sql } from 'drizzle-orm'
import { type Refusal, refuse } from '../domain/refusal.ts'
import type { Actor } from '../domain/ticket.ts'
import type { Db, Tx } from './client.ts'
import { ticket } from './schema/ticket.ts'
import { ticketWords } from './schema/ticket-words.ts'
import { scopedAlone } from './scope.ts'

const milliseconds = 3_000

/**
 * Tickets that hold all of these words in title or thread, or bear this number. Accents and capitals make no
 * difference, and the last word may be only begun. `or` and `-` mean what they mean to a search engine; nothing else
 * has a meaning. A contact's words are looked for in public words only.
 */
export function matching(actor: Actor, words: string): SQL {
  const told = actor.kind === 'contact' ? ticketWords.publicWords : ticketWords.allWords
  const found = sql`select ${ticketWords.ticketId} from ${ticketWords} where ${told} @@ words_wanted(${words})`
  const number = numberIn(words)
  if (number === null) return sql`${ticket.id} in (${found})`
  return sql`${ticket.id} in (${found} union all select id from ${ticket} where number = ${number})`
}

/** So many of the newest tickets are looked through one by one before the index is asked. */
const nearAtMost = 2_000

/**
 * The same for one of us and for a list that shows a few: at most so many, of those that came to us last, and the one of
 * that number. Frequent words are met among the newest tickets at once; only rare ones need the index, which then
 * answers with few.
 */
export function matchingLately(words: string, atMost: number): SQL {
  const wanted = sql`words_wanted(${words})`
  const newest = sql`select ticket_id, all_words from ticket_words order by ticket_id desc`
  return sql`${ticket.id} in (
    with held as materialized (select ticket_id from ticket_words where all_words @@ ${wanted})
    (select ticket_id from (
      (select ticket_id from (${newest} limit ${nearAtMost}) as near where all_words @@ ${wanted} limit ${atMost})
      union all
      (select ticket_id from held where ticket_id < (select ticket_id from (${newest}) as far offset ${nearAtMost} limit 1)
        order by ticket_id desc limit ${atMost})
    ) as found limit ${atMost})
    union all select id from ticket where number = ${numberIn(words) ?? 0})`
}

/** The number that is all somebody typed: `2041` or `#2041`; null when it is something else. */
export function numberIn(words: string): number | null {
  const number = /^#?([1-9]\d{0,8})$/.exec(words.trim())?.[1]
  return number ? Number(number) : null
}

/** A column that contains these words as they are typed, accents aside; % and _ stand for themselves. */
export function containing(column: Column, words: string): SQL {
  return sql`unaccent(${column}) ilike unaccent(${`%${words.replaceAll(/[\\%_]/g, '\\$&')}%`})`
}

/** Reads as this actor for three seconds at most; a search that takes longer is refused. */
export async function searched<T>(db: Db, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T | Refusal> {
  try {
    return await scopedAlone(db, actor, async (tx) => {
      // A plan that fits every word fits none: frequent ones are found newest first, rare ones by the index.
      await tx.execute(sql`select set_config('statement_timeout', ${String(milliseconds)}, true),
        set_config('plan_cache_mode', 'force_custom_plan', true)`)
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
