import type { ShownEvent } from '../../../db/tickets/events.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import { type Status, statuses, statusOf } from '../../../domain/stage.ts'
import { lastDecided } from '../../../domain/ticket.ts'
import type { Step } from '../../components/stepper.tsx'
import { type Manner, sayDate, sayWhen } from '../../moment.server.ts'
import { stageLine } from '../../stage-line.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'

type Named = { words: PortalWords; names: Map<string, string> }
type Stepping = Named & { manner: Manner }

/** New, in progress, your feedback, done: when each was reached last, and what to say of it. */
export function stepsOf(page: TicketPage, events: ShownEvent[], eyes: Stepping): Step[] {
  const { manner } = eyes
  const reached = reachedIn(page, events)
  const now = statuses.indexOf(page.status)
  return statuses.map((status, at) => {
    const moments = reached.filter(([one]) => one === status).map(([, moment]) => moment)
    // What lies behind tells when it began; where the ticket stands now, since when it stands there.
    const moment = at < now ? moments[0] : at === now ? moments.at(-1) : undefined
    return {
      status,
      place: at === now ? 'now' : at > now ? 'next' : moment ? 'past' : 'skipped',
      at: moment ? sayWhen(moment, manner) : null,
      line: lineOf(status, page, eyes),
    }
  })
}

function reachedIn({ createdAt }: TicketPage, events: ShownEvent[]): [Status, Temporal.Instant][] {
  const turned = events.filter(({ from, to }) => from !== null && statusOf(from) !== statusOf(to))
  return [['new', createdAt], ...turned.map(({ to, at }): [Status, Temporal.Instant] => [statusOf(to), at])]
}

function lineOf(status: Status, page: TicketPage, eyes: Stepping): string | null {
  const { ticket } = page
  const { words, manner } = eyes
  if (status === page.status && status === 'progress') return lineNow(page, eyes)
  if (status !== 'done') return null
  if (page.status === 'done') return ticket.resolution && words.resolution[ticket.resolution]
  if (ticket.stage === 'staging_review') return words.afterOk
  return ticket.dueDate && words.expected(sayDate(ticket.dueDate, manner))
}

/** Where it stands now in one line, with its place in line, its wait for staging, or who said OK. */
export function lineNow({ ticket, queuePosition, slot }: TicketPage, { words, names }: Named): string {
  const agreed = lastDecided(ticket)
  return stageLine(ticket.stage, words, {
    queuePosition,
    waitsForStaging: slot !== null && slot.waitingPosition !== null,
    approvedBy: (agreed?.kind === 'release' && names.get(agreed.decidedBy ?? '')) || null,
  })
}
