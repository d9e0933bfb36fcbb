import type { ShownEvent } from '../../../db/events.ts'
import type { TicketPage } from '../../../db/ticket-page.ts'
import { type Status, statuses, statusOf } from '../../../domain/stage.ts'
import type { Step } from '../../components/stepper.tsx'
import { type Manner, sayDate, sayWhen } from '../../moment.server.ts'
import { stageLine } from '../../stage-line.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'

/** New, in progress, your feedback, done: when each was reached last, and what to say of it. */
export function stepsOf(page: TicketPage, events: ShownEvent[], words: PortalWords, manner: Manner): Step[] {
  const reached = reachedIn(page, events)
  const now = statuses.indexOf(page.status)
  return statuses.map((status, at) => {
    const moments = reached.filter(([one]) => one === status).map(([, moment]) => moment)
    // What lies behind tells when it began; where the ticket stands now, since when it stands there.
    const moment = at < now ? moments[0] : at === now ? moments.at(-1) : undefined
    return {
      status,
      place: at < now ? 'past' : at === now ? 'now' : 'next',
      at: moment ? sayWhen(moment, manner) : null,
      line: lineOf(status, page, words, manner),
    }
  })
}

function reachedIn({ createdAt }: TicketPage, events: ShownEvent[]): [Status, Temporal.Instant][] {
  const turned = events.filter(({ from, to }) => from !== null && statusOf(from) !== statusOf(to))
  return [['new', createdAt], ...turned.map(({ to, at }): [Status, Temporal.Instant] => [statusOf(to), at])]
}

function lineOf(status: Status, page: TicketPage, words: PortalWords, manner: Manner): string | null {
  const { ticket, queuePosition } = page
  if (status === page.status && status === 'progress') return stageLine(ticket.stage, words, queuePosition)
  if (status === 'done' && page.status === 'done') return ticket.resolution && words.resolution[ticket.resolution]
  const expected = status === 'done' && page.status !== 'done' && ticket.dueDate
  return expected ? words.expected(sayDate(expected, manner)) : null
}
