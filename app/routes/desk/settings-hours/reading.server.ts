import { weekdays } from '../../../../domain/calendar.ts'
import type { Language } from '../../../../domain/ticket.ts'
import type { Fact } from '../../../components/fact-list.tsx'
import { sayDate } from '../../../moment.server.ts'
import type { Entered } from './page.tsx'
import { hoursWordsFor } from './words.server.ts'

/** The hours in force as facts, for who may only look; `today` (YYYY-MM-DD) leaves out the dates gone by. */
export function readingOf({ zone, days, watch, ...more }: Entered, language: Language, today: string): Fact[] {
  const words = hoursWordsFor(language)
  const { page } = words
  const watched = [
    { term: page.saturday, text: more.watchSat || words.nobody },
    { term: page.sunday, text: more.watchSun || words.nobody },
  ]
  return [
    { term: page.zone, text: zone.replaceAll('_', ' ') },
    ...weekdays.map((day) => ({ term: words.days[day], text: days[day] || words.closed })),
    ...(watch ? watched : []),
    ...more.rows
      .filter(({ date }) => date >= today)
      .map(({ date, name, hours }) => ({
        term: `${sayDate(date, { language })} ${date.slice(0, 4)}`,
        text: [name, hours || words.closed].filter(Boolean).join(': '),
      })),
  ]
}
