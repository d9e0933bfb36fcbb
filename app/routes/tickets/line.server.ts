import type { ListedTicket } from '../../../db/tickets/ticket-list.ts'
import { type Manner, sayDate } from '../../moment.server.ts'
import { stageLine } from '../../stage-line.server.ts'
import { historyWords } from '../../words/history.server.ts'
import { portalWords } from '../../words/portal.server.ts'

type Standing = Pick<ListedTicket, 'stage' | 'resolution' | 'dueDate' | 'releasedAt'>

/** Where a ticket of the list stands: its next step or its date, and since when it is live. */
export function lineOf({ stage, resolution, dueDate, releasedAt }: Standing, manner: Manner): string {
  const words = portalWords(manner.language)
  if (releasedAt && (resolution === 'resolved' || resolution === null)) {
    return historyWords(manner.language).released(sayDay(releasedAt, manner))
  }
  if (resolution) return words.resolution[resolution]
  return dueDate ? words.expected(sayDate(dueDate, manner)) : stageLine(stage, words)
}

/** The day of a moment for this reader. */
function sayDay(at: Temporal.Instant, manner: Manner): string {
  return sayDate(at.toZonedDateTimeISO(manner.timeZone).toPlainDate().toString(), manner)
}
