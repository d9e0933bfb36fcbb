import type { ShownEvent } from '../../../../db/events.ts'
import type { House } from '../../../../db/house.ts'
import { showClock as clockNow } from '../../../../db/queue.ts'
import type { TicketPage } from '../../../../db/ticket-page.ts'
import { isUrgent, type Staff } from '../../../../domain/ticket.ts'
import type { Manner } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { showClock } from '../clock.server.ts'
import { isDeskAction } from './action-fields.ts'
import { openForm } from './doing.server.ts'
import { showEntries } from './entries.server.ts'
import { type DeskTicketProps, type ThreadView, threadViews } from './page.tsx'
import { showRail } from './rail.server.ts'
import { showSteps } from './steps.server.ts'

type Asked = {
  house: House
  actor: Staff
  page: TicketPage
  events: ShownEvent[]
  manner: Manner
  search: URLSearchParams
}

/** A ticket as the desk shows it; what a form that came back adds is the route's. */
export async function showTicket(asked: Asked): Promise<Omit<DeskTicketProps, 'entered' | 'kept' | 'errors'>> {
  const { house, actor, page, events, manner, search } = asked
  const { ticket } = page
  const view = threadViews.find((one) => one === search.get('view')) ?? 'all'
  const action = search.get('do')
  const { next, others } = showSteps(page, manner.language)
  const offered = [next, ...others].some((step) => step?.action === action)
  return {
    ticket: {
      number: ticket.number,
      title: ticket.title,
      company: page.company.name,
      urgent: isUrgent(ticket),
      status: page.status,
      stage: deskWordsFor(manner.language).stage[ticket.stage],
      clock: clockOf(page, manner),
    },
    problem: problemOf(page, manner),
    next,
    others,
    doing: isDeskAction(action) && offered ? await openForm(action, { house, actor, page, manner }) : null,
    view,
    entries: showEntries({ page, events, view, manner }),
    earlierHref: page.earlier > 0 ? earlierHref(ticket.number, view) : null,
    replyTo: sayReaders(page, manner),
    rail: showRail(page, manner),
    formKey: crypto.randomUUID(),
  }
}

/** Who reads a reply: `Inês Sousa and 1 more`. */
export function sayReaders(
  { requester, participants }: Pick<TicketPage, 'requester' | 'participants'>,
  manner: Manner,
) {
  return deskWordsFor(manner.language).ticket.andMore(requester.name, participants.length)
}

function clockOf({ clocks, calendar, ticket }: TicketPage, manner: Manner) {
  const running = clocks.find(({ kind, metAt }) => metAt === null && kind !== 'report')
  if (!running || ticket.stage === 'closed') return null
  return showClock(clockNow(running, calendar, manner.now), { ...manner, calendar })
}

/** What somebody should look at before anything else. */
function problemOf({ undelivered, ticket }: TicketPage, { language }: Manner): string | null {
  const { ticket: words } = deskWordsFor(language)
  if (undelivered.length > 0) return words.undelivered(undelivered.join(', '))
  if (ticket.stage === 'closed') return null
  if (ticket.onHold) return words.onHold
  if (ticket.warning === 'no_manager') return words.noManager
  return ticket.warning === 'least_loaded' ? words.leastLoaded : null
}

function earlierHref(number: number, view: ThreadView) {
  return `/desk/t/${number}?earlier=all${view === 'all' ? '' : `&view=${view}`}`
}
