import type { AppLoadContext } from '@remix-run/node'
import { searchDocuments } from '../../../db/customers/documents.ts'
import { findSimilar } from '../../../db/tickets/similar-tickets.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { Reader } from '../../actor.server.ts'
import { sayWhen } from '../../moment.server.ts'
import { newTicketWords } from '../../words/new-ticket.server.ts'
import type { KnownThings } from './known.tsx'

const shortest = 8
const pagesAtMost = 3

/** What is open or written down already that a new ticket may be about; null for a title too short to tell. */
export async function findKnown(
  { actor, language, timeZone }: Reader & { actor: Contact },
  title: string,
  { house, now }: AppLoadContext,
): Promise<KnownThings | null> {
  if (title.trim().length < shortest) return null
  const [tickets, pages] = await Promise.all([
    findSimilar(house, actor, { title, now: now() }),
    searchDocuments(house, actor, wordsOf(title)),
  ])
  const manner = { language, timeZone, now: now() }
  const words = newTicketWords(language)
  return {
    words: { title: words.known, join: words.join, hint: words.joinHint, page: words.page, nothing: words.nothing },
    tickets: tickets.map(({ number, title: of, by, at }) => {
      const when = sayWhen(at, manner).text
      const line = by.id === actor.id ? words.reportedYou(when) : words.reported(by.name, when)
      return { number, title: of, line, mine: by.id === actor.id }
    }),
    pages: isRefusal(pages) ? [] : pages.slice(0, pagesAtMost).map(({ id, title: of }) => ({ id, title: of })),
  }
}

/** Any of the longer words; the closest page comes first. */
function wordsOf(title: string): string {
  const words = title.match(/[\p{L}\p{N}]{4,}/gu) ?? []
  return words.slice(0, 12).join(' or ') || title
}
