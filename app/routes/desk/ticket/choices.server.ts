import { listApps } from '../../../../db/customers/apps.ts'
import type { House } from '../../../../db/house.ts'
import { type ListedPerson, listPeople, listStaff } from '../../../../db/people/people.ts'
import { listDocumentation, listLine, listTicketsOf, type NamedTicket } from '../../../../db/tickets/form-choices.ts'
import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import { rowTitle } from '../../../../domain/testing.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import type { Option } from '../../../components/field.tsx'
import { type Manner, sayMonth } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { problemWords } from '../../../words/problem.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import type { WorkspaceWords } from '../../../words/workspace-en.server.ts'
import { optionsFor } from '../staff-options.server.ts'
import type { ActionField, Choices } from './action-fields.server.ts'

export type Asked = { house: House; actor: Staff; page: TicketPage; manner: Manner }
export type LoadedChoices = Record<Choices, Option[]>

/** The lines of every list that these fields ask for; what none of them asks for is not read. */
export async function readChoices(fields: readonly ActionField[], asked: Asked): Promise<LoadedChoices> {
  const { house, actor, page, manner } = asked
  const { ticket, company } = page
  const needed = new Set<Choices | undefined>(fields.map(({ from }) => from))
  const wants = (...some: Choices[]) => some.some((one) => needed.has(one))
  const [staff, apps, contacts, pages, line, others] = await Promise.all([
    wants('pm', 'developer') ? listStaff(house) : [],
    wants('app') ? listApps(house, actor, company.id) : [],
    wants('decider') ? listPeople(house, actor, company.id) : [],
    wants('documentation') && ticket.appId ? listDocumentation(house.db, ticket.appId) : [],
    wants('line') && ticket.developerId
      ? listLine(house.db, actor, { developerId: ticket.developerId, but: ticket.number })
      : [],
    wants('ticket') ? listTicketsOf(house.db, actor, { companyId: company.id, but: ticket.number }) : [],
  ])
  const { form } = workspaceWords(manner.language)
  return {
    ...fixedChoices(manner),
    pm: optionsFor('pm', staff),
    developer: optionsFor('developer', staff),
    decider: deciders(contacts, page),
    app: apps.map(({ id, name }) => ({ value: id, label: name })),
    documentation: documentationOf(pages, page, form),
    plan_period: monthsFrom(manner),
    row: rowsOf(page, manner),
    line: line.map(({ number, title }) => ({ value: String(number), label: form.behind(number, title) })),
    ticket: others.map(named),
  }
}

type Pages = Awaited<ReturnType<typeof listDocumentation>>

/** What was written for this ticket is what its closing most likely names; else nothing changed. */
function documentationOf(pages: Pages, { ticket }: TicketPage, form: WorkspaceWords['form']): Option[] {
  const option = ({ pageId, version, title }: Pages[number]) => ({
    ...{ value: `${pageId}@${version}`, label: form.page(title, version) },
  })
  return [
    ...pages.filter(({ ticketId }) => ticketId === ticket.id).map(option),
    { value: 'no_change', label: form.noChange },
    ...pages.filter(({ ticketId }) => ticketId !== ticket.id).map(option),
  ]
}

function named({ number, title }: NamedTicket): Option {
  return { value: String(number), label: `#${number} ${title}` }
}

function fixedChoices({ language }: Manner) {
  const words = wordsFor(language)
  const listed = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))
  return {
    category: listed(words.category),
    priority: listed(words.priority),
    severity: listed(words.severity),
    work_class: listed(words.workClass),
    issue_type: listed(words.issueType),
    de_escalation: listed(problemWords(language).because),
    funding: listed(words.funding),
    yes_no: listed(words.yesNo),
    impact: listed(words.impact),
  }
}

/** Contacts with the right to decide what is asked now. */
function deciders(contacts: ListedPerson[], { ticket, company, approval }: TicketPage): Option[] {
  const right = ticket.stage === 'staging_review' ? 'approvesReleases' : 'approvesEstimates'
  return contacts
    .filter(({ companies }) =>
      companies.some((of) => of.id === company.id && (of[right] || approval?.kind === 'proceed')),
    )
    .map(({ email, name }) => ({ value: email, label: name }))
}

/** This month and the two after it. */
function monthsFrom(manner: Manner): Option[] {
  const month = manner.now.toZonedDateTimeISO(manner.timeZone).toPlainDate().toPlainYearMonth()
  return [0, 1, 2].map((months) => {
    const value = month.add({ months }).toString()
    return { value, label: sayMonth(value, manner) }
  })
}

function rowsOf({ ticket }: TicketPage, { language }: Manner): Option[] {
  const { role } = deskWordsFor(language)
  return ticket.rows.map((row) => ({ value: row.id, label: `${rowTitle(row, language)} (${role[row.by]})` }))
}
