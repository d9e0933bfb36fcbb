import type { ListedPerson } from '../../../../db/people/people.ts'
import type { ShownEvent } from '../../../../db/tickets/events.ts'
import type { ShownClock, TicketPage } from '../../../../db/tickets/ticket-page.ts'
import type { Verdict } from '../../../../db/tickets/verdicts.ts'
import { closesAfterReminder, silenceClosesAt } from '../../../../domain/sla.ts'
import type { TeamMember } from '../../../components/avatar.tsx'
import type { Fact } from '../../../components/fact-list.tsx'
import { faceOf } from '../../../face.server.ts'
import { type Manner, sayDate, sayWhen } from '../../../moment.server.ts'
import { sayMoney } from '../../../money.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { verdictWords } from '../../../words/verdict.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { type Around, showPanels } from './panels.server.ts'
import type { DeskRailProps } from './rail.tsx'

type Seen = {
  page: TicketPage
  events: ShownEvent[]
  verdict: Verdict | null
  around: Around
  contacts: ListedPerson[]
  manner: Manner
}

/** What stands beside the work. */
export function showRail({ page, events, verdict, around, contacts, manner }: Seen): Omit<DeskRailProps, 'formKey'> {
  const words = deskWordsFor(manner.language)
  const { production } = workspaceWords(manner.language)
  const { ticket, company, app, requester, participants } = page
  const kept = `/desk/customers/${company.id}`
  const taking = new Set([requester, ...participants].map(({ id }) => id))
  return {
    customer: [
      { term: words.fact.company, text: company.name, href: kept },
      ...(app ? [{ term: words.fact.app, text: app.name, href: `${kept}/apps/${app.id}` }] : []),
      ...(app?.productionUrl ? [{ term: production, text: app.productionUrl, ...linkTo(app.productionUrl) }] : []),
      { term: words.fact.billing, text: words.billing[ticket.company.billingPolicy] },
    ],
    plan: null,
    people: showPeople(page, manner),
    addable: contacts.filter(({ id }) => !taking.has(id)).map(({ id, name }) => ({ value: id, label: name })),
    removable: participants.map(({ id, name }) => ({ value: id, label: name })),
    facts: [
      ...showFacts(page, events, manner),
      ...(verdict ? [showVerdict(verdict, manner)] : []),
      ...lastOfEachKind(page.clocks).map((clock) => showDeadline(clock, manner)),
    ],
    panels: showPanels({ page, events, around, manner }),
    mail: showMail(page, manner),
    customerHref: `/tickets/${ticket.number}`,
  }
}

function showPeople({ requester, participants, pm, developer }: TicketPage, { language }: Manner): TeamMember[] {
  const { ticket: words } = deskWordsFor(language)
  return [
    { face: faceOf(requester), line: words.requester },
    ...participants.map((person) => ({ face: faceOf(person), line: words.participant })),
    { face: pm ? faceOf(pm) : { name: words.nobody, initials: '–', tone: 'grey' }, line: words.pm },
    ...(developer ? [{ face: faceOf(developer), line: words.developer }] : []),
  ]
}

function showFacts(page: TicketPage, events: ShownEvent[], manner: Manner): Fact[] {
  const times = events.filter(({ action }) => action === 'reopen').length
  const { ticket, developer, queuePosition } = page
  const { inLine, reopened } = workspaceWords(manner.language)
  const { fact, stage, resolution } = deskWordsFor(manner.language)
  const words = wordsFor(manner.language)
  const rows: [string, string | null][] = [
    [fact.stage, times > 0 ? `${stage[ticket.stage]}. ${reopened(times)}.` : stage[ticket.stage]],
    [fact.resolution, ticket.resolution && resolution[ticket.resolution]],
    [fact.since, sayWhen(page.stageSince, manner).text],
    [fact.opened, sayWhen(page.createdAt, manner).text],
    [fact.category, ticket.category && words.category[ticket.category]],
    [fact.priority, ticket.priority && words.priority[ticket.priority]],
    [fact.severity, ticket.severity && words.severity[ticket.severity]],
    [fact.workClass, ticket.workClass && words.workClass[ticket.workClass]],
    [fact.funding, ticket.funding && words.funding[ticket.funding]],
    [fact.estimate, ticket.estimateHours === null ? null : fact.hours(ticket.estimateHours)],
    [fact.asked, sayApproval(page, manner)],
    [fact.closes, sayClosing(page, events, manner)],
    [fact.dueDate, ticket.dueDate && sayDate(ticket.dueDate, manner)],
    [fact.place, queuePosition === null || !developer ? null : inLine(queuePosition, developer.name)],
    [fact.round, ticket.round > 0 ? String(ticket.round) : null],
  ]
  return [
    ...rows.flatMap(([term, text]) => (text ? [{ term, text }] : [])),
    ...(ticket.pullRequest
      ? [{ term: fact.pullRequest, text: ticket.pullRequest, ...linkTo(ticket.pullRequest) }]
      : []),
  ]
}

/** Whether it is solved, as the customer says. */
function showVerdict({ solved, by, at }: Verdict, manner: Manner): Fact {
  const { desk } = verdictWords(manner.language)
  return { term: desk.term, text: desk[solved ? 'solved' : 'unsolved'](by.name, sayWhen(at, manner).text) }
}

/** What waits for the customer's decision: hours, price, and until when it holds. */
function sayApproval({ approval, company }: TicketPage, manner: Manner): string | null {
  if (!approval || approval.kind === 'release') return null
  const { fact } = deskWordsFor(manner.language)
  const price = approval.price === null ? [] : [sayMoney(approval.price, company.currency, manner)]
  const hours = approval.hours === null ? [] : [fact.hours(approval.hours)]
  const what = [...hours, ...price].join(', ')
  const until = sayWhen(approval.validUntil, manner).text
  return what ? fact.askedFor(what, until) : until
}

/** When silence closes it, if nobody answers (R030). */
function sayClosing({ ticket, calendar, stageSince }: TicketPage, events: ShownEvent[], manner: Manner): string | null {
  const closes = ticket.stage === 'needs_info' || ticket.stage === 'staging_review'
  if (!ticket.silence || ticket.onHold || !closes) return null
  const closesAt = silenceClosesAt(ticket.silence, calendar)
  const reminded = events.findLast(
    ({ action, at }) => action === 'remind' && Temporal.Instant.compare(at, stageSince) >= 0,
  )
  const at = closesAt && reminded ? closesAfterReminder(closesAt, reminded.at, calendar) : closesAt
  return at && sayWhen(at, manner).text
}

/** What was promised, and whether it was kept. */
function showDeadline({ kind, dueAt, metAt, breached, paused }: ShownClock, manner: Manner): Fact {
  const { deadline } = deskWordsFor(manner.language)
  const due = dueAt && sayWhen(dueAt, manner).text
  const text = paused || !due ? deadline.paused : breached ? deadline.missed(due) : metAt ? deadline.met(due) : due
  return { term: deadline[kind], text }
}

/** A ticket that was reopened was promised twice; the last promise counts. */
function lastOfEachKind(clocks: ShownClock[]): ShownClock[] {
  return [...new Map(clocks.map((clock) => [clock.kind, clock])).values()]
}

/** Whoever wrote an address down may have written `javascript:`. */
function linkTo(url: string | null): { href?: string } {
  return url && /^https?:/i.test(url) ? { href: url } : {}
}

function showMail({ undelivered, ticket }: TicketPage, { language }: Manner): Fact[] {
  const words = deskWordsFor(language)
  const log = `/desk/mail?ticket=${ticket.number}`
  return undelivered.length === 0
    ? [{ term: wordsFor(language).mail.tries, text: words.ticket.noneFailed, href: log }]
    : [{ term: words.fact.undelivered, text: undelivered.join(', '), href: `${log}&view=failed` }]
}
