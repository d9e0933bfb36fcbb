import type { ListedPerson } from '../../../db/people.ts'
import type { TicketPage } from '../../../db/ticket-page.ts'
import { faceOf } from '../../face.server.ts'
import { sayDate, sayWhen } from '../../moment.server.ts'
import { sayHours } from '../../stage-line.server.ts'
import { wordsFor } from '../../words/words.ts'
import type { Eyes } from './entries.server.ts'
import type { RailProps } from './rail.tsx'

/** What stands beside a ticket: who works on it, what it is about, who hears of it, who else could. */
export function railOf(page: TicketPage, eyes: Eyes, colleagues: ListedPerson[]): Omit<RailProps, 'formKey'> {
  const { pm, developer, requester, participants } = page
  const { words } = eyes
  const team = [pm && { ...pm, line: words.role.pm }, developer && { ...developer, line: words.role.developer }]
  const watchers = [requester, ...participants]
  return {
    team: team.flatMap((one) => (one ? [{ face: faceOf(one), line: one.line }] : [])),
    facts: factsOf(page, eyes),
    // Until time is recorded there is nothing true to say of the hours of the plan.
    plan: null,
    watchers: watchers.map((one) => ({ face: faceOf(one), line: null })),
    addable: colleagues
      .filter(({ id }) => !watchers.some((watcher) => watcher.id === id))
      .map(({ id, name }) => ({ value: id, label: name })),
  }
}

function factsOf({ ticket, app, createdAt }: TicketPage, { words, manner }: Eyes): RailProps['facts'] {
  const { impact } = wordsFor(manner.language)
  const { estimateHours, dueDate } = ticket
  const facts = [
    { term: words.fact.number, text: `#${ticket.number}` },
    app && { term: words.fact.app, text: app.name },
    ticket.impact.length > 0 && { term: words.fact.impact, text: ticket.impact.map((one) => impact[one]).join(', ') },
    ticket.priority === 'urgent' && { term: words.fact.priority, text: wordsFor(manner.language).priority.urgent },
    { term: words.fact.opened, text: sayWhen(createdAt, manner).text },
    dueDate && { term: words.fact.expected, text: sayDate(dueDate, manner) },
    // The estimate is the company's to know once it was sent to them.
    ticket.approvals.some(({ hours }) => hours !== null) &&
      estimateHours !== null && { term: words.fact.estimate, text: sayHours(estimateHours, words, manner.language) },
  ]
  return facts.filter((fact) => typeof fact === 'object' && fact !== null)
}
