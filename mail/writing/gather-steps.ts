import type { House } from '../../db/house.ts'
import { readDigest } from '../../db/letters/digest.ts'
import { type LetterFacts, readLetterFacts } from '../../db/letters/letter-facts.ts'
import { letters } from '../letters.ts'
import type { Content, Writing } from './letter.ts'
import { ticketUrl } from './letter-words.ts'

/**
 * What a digest tells: for each ticket the first line of every letter that was gathered. What its reader may not see any
 * more is left out, as it would have been in a letter of its own.
 */
export async function gatherSteps(
  { db }: House,
  { id, letter }: LetterFacts,
  baseUrl: string,
): Promise<Content['entries']> {
  if (letter !== 'digest') return []
  const entries = new Map<number, Content['entries'][number]>()
  for (const mailId of await readDigest(db, id)) {
    const facts = await readLetterFacts(db, mailId)
    if ('unreadable' in facts || !facts.ticket) continue
    const writing: Writing = { ...facts, baseUrl, decideUrl: null, gathered: [] }
    const { number, title } = facts.ticket
    const entry = entries.get(number) ?? {
      title: `#${number} ${title}`,
      url: ticketUrl(writing, facts.ticket),
      lines: [],
    }
    entries.set(number, { ...entry, lines: [...entry.lines, letters[facts.letter].write(writing).heading] })
  }
  return [...entries.values()]
}
