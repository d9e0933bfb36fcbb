import type { ListedPerson } from '../../../db/people/people.ts'
import type { LinkedTicket } from '../../../db/tickets/linked-tickets.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import { silenceClosesAt } from '../../../domain/sla.ts'
import { statusOf } from '../../../domain/stage.ts'
import type { Contact } from '../../../domain/ticket.ts'
import { faceOf } from '../../face.server.ts'
import { type Manner, sayDate, sayWhen } from '../../moment.server.ts'
import { sayHours } from '../../stage-line.server.ts'
import { railWords } from '../../words/rail.server.ts'
import { wordsFor } from '../../words/words.ts'
import type { Eyes } from './entries.server.ts'
import type { RailProps, Removal } from './rail.tsx'

type Beside = {
  contact: Contact
  colleagues: ListedPerson[]
  links: LinkedTicket[]
}

/** What stands beside a ticket: who works on it, what it is about and belongs to, who hears of it, who else could. */
export function railOf(
  page: TicketPage,
  eyes: Eyes,
  { contact, colleagues, links }: Beside,
): Omit<RailProps, 'formKey'> {
  const { pm, developer, requester, participants } = page
  const { words } = eyes
  const own = railWords(eyes.manner.language)
  const team = [pm && { ...pm, line: words.role.pm }, developer && { ...developer, line: words.role.developer }]
  const watchers = [requester, ...participants]
  return {
    team: team.flatMap((one) => (one ? [{ face: faceOf(one), line: one.line }] : [])),
    facts: factsOf(page, eyes),
    linked: own.linked,
    links: links.map(({ number, title, stage, link }) => ({
      how: own.link[link],
      ...{ number, title, status: statusOf(stage) },
    })),
    // Until time is recorded there is nothing true to say of the hours of the plan.
    plan: null,
    watchers: watchers.map((one) => ({
      face: one.id === contact.id ? { ...faceOf(one), name: words.role.you } : faceOf(one),
      line: null,
      remove: removalOf(one),
    })),
    addable: colleagues
      .filter(({ id }) => !watchers.some((watcher) => watcher.id === id))
      .map(({ id, name }) => ({ value: id, label: name })),
  }

  /** Whoever asked always hears of it; and nobody shuts themselves out of a ticket they see only by taking part. */
  function removalOf({ id, name }: { id: string; name: string }): Removal | null {
    if (id === requester.id) return null
    if (id !== contact.id) return { person: id, label: own.remove(name) }
    const seesAll = contact.memberships.some(
      ({ companyId, seesCompany }) => seesCompany && companyId === page.company.id,
    )
    return seesAll && page.ticket.issueType !== 'security' ? { person: id, label: own.removeMe } : null
  }
}

function factsOf(page: TicketPage, { words, manner }: Eyes): RailProps['facts'] {
  const { ticket, status, app, createdAt } = page
  const all = wordsFor(manner.language)
  const own = railWords(manner.language)
  const { estimateHours, dueDate } = ticket
  const facts = [
    { term: own.status, text: all.step[status], status },
    app && { term: words.fact.app, text: app.name },
    ticket.impact.length > 0 && {
      term: words.fact.impact,
      text: ticket.impact.map((one) => all.impact[one]).join(', '),
    },
    ticket.priority === 'urgent' && { term: words.fact.priority, text: all.priority.urgent },
    { term: words.fact.opened, text: sayWhen(createdAt, manner).text },
    dueDate && { term: words.fact.expected, text: sayDate(dueDate, manner) },
    // The estimate is the company's to know once it was sent to them.
    ticket.approvals.some(({ hours }) => hours !== null) &&
      estimateHours !== null && { term: words.fact.estimate, text: sayHours(estimateHours, words, manner.language) },
    stagingOf(page, manner),
  ]
  return facts.filter((fact) => typeof fact === 'object' && fact !== null)
}

/** The place on staging that waits for their test, and until when it does. */
function stagingOf({ ticket, slot, calendar }: TicketPage, manner: Manner) {
  if (ticket.stage !== 'staging_review' || !slot?.held) return null
  const words = railWords(manner.language)
  const until = ticket.silence && !ticket.onHold && silenceClosesAt(ticket.silence, calendar)
  return { term: slot.environment, text: until ? words.heldUntil(sayWhen(until, manner).text) : words.held }
}
