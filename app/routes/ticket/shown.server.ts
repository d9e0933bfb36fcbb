import type { Decider } from '../../../db/people/deciders.ts'
import type { ListedPerson } from '../../../db/people/people.ts'
import type { ShownEvent } from '../../../db/tickets/events.ts'
import type { LinkedTicket } from '../../../db/tickets/linked-tickets.ts'
import type { ShownOffer } from '../../../db/tickets/offers.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import type { Verdict } from '../../../db/tickets/verdicts.ts'
import type { Contact } from '../../../domain/ticket.ts'
import { faceOf, shortName } from '../../face.server.ts'
import { sayWhen } from '../../moment.server.ts'
import { decidedOf } from './decided.server.ts'
import { type Eyes, entriesOf } from './entries.server.ts'
import type { TicketProps } from './page.tsx'
import { railOf } from './rail.server.ts'
import { lineNow, stepsOf } from './steps.server.ts'
import { turnOf } from './turn.server.ts'

type Seen = {
  page: TicketPage
  events: ShownEvent[]
  people: ListedPerson[]
  links: LinkedTicket[]
  fix: ShownOffer | null
  documented: { id: string; title: string }[]
  verdict: Verdict | null
  deciders: Pick<Decider, 'name' | 'email'>[]
  url: string
  contact: Contact
  eyes: Eyes
  all: boolean
  newestFirst: boolean
}

type Shown = Omit<TicketProps, 'formKey' | 'entered' | 'kept' | 'errors' | 'rail' | 'urgency'> & {
  rail: Omit<TicketProps['rail'], 'formKey'>
}

/** All that a ticket's page shows to its customer, and nothing else of the ticket. */
export function showTicket(seen: Seen): Shown {
  const { page, events, people, links, contact, eyes, all, newestFirst } = seen
  const entries = entriesOf(page, events, eyes)
  const colleagues = people.filter(({ kind }) => kind === 'contact')
  const names = namesOf(people)
  const releasedBy = events.findLast(({ action }) => action === 'release')?.actor.name ?? null
  const asked = { ...seen, actor: contact, releasedBy, names }
  const turn = turnOf(asked)
  return {
    ticket: headOf(seen, names),
    steps: stepsOf(page, events, { ...eyes, names }),
    turn,
    decided: decidedOf(asked, events),
    entries: newestFirst ? entries.toReversed() : entries,
    earlierHref: page.earlier > 0 ? hrefOf({ all: true, newestFirst }) : null,
    order: { newestFirst, href: hrefOf({ all, newestFirst: !newestFirst }) },
    composer: isShut(page, turn) ? null : { to: composerTo(page, eyes) },
    rail: railOf(page, eyes, { contact, colleagues, links }),
    me: faceOf(contact),
  }
}

function headOf({ page, links, contact, eyes }: Seen, names: Map<string, string>): TicketProps['ticket'] {
  const { words, manner } = eyes
  const { ticket, requester, createdAt, company } = page
  const membership = contact.memberships.find(({ companyId }) => companyId === ticket.companyId)
  const shared = membership?.seesCompany && ticket.issueType !== 'security'
  return {
    number: ticket.number,
    title: ticket.title,
    category: ticket.category,
    openedBy: requester.id === contact.id ? words.openedByYou : words.openedBy(requester.name),
    openedAt: sayWhen(createdAt, manner),
    seenBy: shared ? words.seenBy(company.name) : words.seenByParticipants,
    line: lineOf(page, { ...eyes, names }),
    goesOn: goesOnIn(links),
  }
}

/** Whose turn it is when it is not the customer's, and by when. */
function lineOf(page: TicketPage, { words, manner, names }: Eyes & { names: Map<string, string> }) {
  const { ticket, status, clocks } = page
  if (status === 'new') {
    const due = clocks.find(({ kind, metAt }) => kind === 'assign' && metAt === null)?.dueAt
    return words.line.new(due ? sayWhen(due, manner).text : null)
  }
  if (ticket.stage !== 'closed') {
    return words.line[status === 'feedback' ? 'feedback' : 'progress'](lineNow(page, { words, names }))
  }
  const what = ticket.resolution ? words.resolution[ticket.resolution] : words.stage.closed
  return ticket.closedAt ? words.line.done(what, sayWhen(ticket.closedAt, manner).text) : what
}

/** Where a ticket that was joined with another one goes on, if its reader may see that. */
function goesOnIn(links: LinkedTicket[]): { href: string; text: string } | null {
  const into = links.find(({ link }) => link === 'merged_into')
  return into ? { href: `/tickets/${into.number}`, text: `#${into.number} ${into.title}` } : null
}

/** The names of people, by id. */
export function namesOf(people: ListedPerson[]): Map<string, string> {
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** A ticket closed for longer than the reopen window takes no more words; until then the card reopens it. */
function isShut({ ticket }: TicketPage, turn: TicketProps['turn']): boolean {
  return ticket.stage === 'closed' && !(turn?.kind === 'over' && turn.reopen)
}

function composerTo({ pm }: TicketPage, { words, agency }: Eyes): string {
  return words.toTeam(pm && shortName(pm.name), agency)
}

function hrefOf({ all, newestFirst }: { all: boolean; newestFirst: boolean }): string {
  return `?${new URLSearchParams({ ...(all && { all: '1' }), ...(newestFirst && { order: 'newest' }) })}`
}
