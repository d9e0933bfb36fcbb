import { listApps } from '../../../../db/apps.ts'
import type { House } from '../../../../db/house.ts'
import { listStaff } from '../../../../db/people.ts'
import type { TicketPage } from '../../../../db/ticket-page.ts'
import { openApproval, type Staff } from '../../../../domain/ticket.ts'
import type { Option } from '../../../components/field.tsx'
import { type Manner, sayMonth } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { optionsFor } from '../staff-options.server.ts'
import { type DeskAction, fieldsOf } from './action-fields.ts'
import type { Doing, LoadedChoices } from './action-panel.tsx'

type Asked = { house: House; actor: Staff; page: TicketPage; manner: Manner }

/** The open form of one action, with the lists that only the database knows and what the ticket says already. */
export async function openForm(action: DeskAction, asked: Asked): Promise<Doing> {
  const { page } = asked
  const approval = openApproval(page.ticket)
  return {
    action,
    hidden: [
      ...(action === 'approve_release' || action === 'request_changes'
        ? [{ name: 'round', value: String(page.ticket.round) }]
        : []),
      ...(action === 'approve' && approval ? [{ name: 'approval', value: approval.id }] : []),
    ],
    choices: await readChoices(action, asked),
    entered: known(action, page),
  }
}

async function readChoices(action: DeskAction, { house, actor, page, manner }: Asked): Promise<LoadedChoices> {
  const needed = new Set(fieldsOf(action).map(({ from }) => from))
  const [staff, apps] = await Promise.all([
    needed.has('pm') || needed.has('developer') ? listStaff(house) : [],
    needed.has('app') ? listApps(house, actor, page.company.id) : [],
  ])
  const words = deskWordsFor(manner.language)
  return {
    pm: optionsFor('pm', staff),
    developer: optionsFor('developer', staff),
    app: apps.map(({ id, name }) => ({ value: id, label: name })),
    documentation: [{ value: 'no_change', label: words.ticket.no_change }],
    plan_period: monthsFrom(manner),
    row: page.ticket.rows.map(({ id, title, by }) => ({ value: id, label: `${title} (${words.role[by]})` })),
  }
}

/** This month and the two after it. */
function monthsFrom(manner: Manner): Option[] {
  const month = manner.now.toZonedDateTimeISO(manner.timeZone).toPlainDate().toPlainYearMonth()
  return [0, 1, 2].map((months) => {
    const value = month.add({ months }).toString()
    return { value, label: sayMonth(value, manner) }
  })
}

/** What a form begins with, because the ticket says it already. */
function known(action: DeskAction, { ticket }: TicketPage): Doing['entered'] {
  const facts: Partial<Record<string, string | null>> = {
    app: ticket.appId,
    work_class: ticket.workClass,
    needs_code: ticket.needsCode === null ? null : ticket.needsCode ? 'yes' : 'no',
    funding: ticket.funding,
    scope: ticket.scope,
    solution: ticket.solution,
    target_url: ticket.targetUrl,
    hours: ticket.estimateHours === null ? null : String(ticket.estimateHours),
    date: action === 'set_due_date' ? ticket.dueDate : null,
    pull_request: ticket.pullRequest,
    plan_period: ticket.planPeriod,
    acceptance_criteria: ticket.acceptanceCriteria,
    steps: action === 'validate' ? ticket.steps : null,
  }
  return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
}
