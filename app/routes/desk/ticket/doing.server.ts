import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import { priceOf } from '../../../../domain/price.ts'
import { approvalValidUntil } from '../../../../domain/sla.ts'
import { openApproval, wasWorkedOn } from '../../../../domain/ticket.ts'
import type { Manner } from '../../../moment.server.ts'
import { inMajor, sayMoney } from '../../../money.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import type { WorkspaceWords } from '../../../words/workspace-en.server.ts'
import { type ActionField, type DeskAction, fieldsFor } from './action-fields.server.ts'
import { type Asked, type LoadedChoices, readChoices } from './choices.server.ts'
import type { FieldView, FormView } from './form-view.ts'

/** The open form of one action, with the lists that only the database knows and what the ticket says already. */
export async function openForm(action: DeskAction, asked: Asked): Promise<FormView> {
  const { page, manner } = asked
  const words = workspaceWords(manner.language)
  const fields = fieldsFor(action, page.ticket)
  const choices = await readChoices(fields, asked)
  const begins = known(action, page, choices, manner)
  return {
    action,
    title: words.action[action],
    line: words.actionLine[action] ?? null,
    danger: action === 'cancel',
    hidden: unseen(action, page),
    fields: fields.map((field) =>
      drawn(field, { action, words, choices, page, manner, value: begins[field.name] ?? '' }),
    ),
  }
}

/** What the person decides on as they saw it: a newer one is then told from it. */
function unseen(action: DeskAction, { ticket }: TicketPage): FormView['hidden'] {
  const approval = openApproval(ticket)
  if (action === 'approve' && approval) return [{ name: 'approval', value: approval.id }]
  const onRound = action === 'approve_release' || action === 'request_changes'
  return onRound ? [{ name: 'round', value: String(ticket.round) }] : []
}

type Drawing = {
  action: DeskAction
  words: WorkspaceWords
  choices: LoadedChoices
  page: TicketPage
  manner: Manner
  value: string
}

function drawn(field: ActionField, { action, words, choices, page, manner, value }: Drawing): FieldView {
  const { name, kind, from, optional = false } = field
  const { form } = words
  const blank = name === 'after' ? form.firstInLine : optional ? form.unchanged : value === '' ? form.chooseOne : null
  return {
    ...{ name, kind, value, optional: optional && name !== 'after' },
    label: words.field[name] ?? name,
    hint: hintOf(field, { action, words, page, manner }),
    options: from ? choices[from] : [],
    blank: kind === 'choice' ? blank : null,
    write:
      name === 'documentation' && page.ticket.appId
        ? { text: form.writePage, href: `/desk/customers/${page.company.id}/docs?ticket=${page.ticket.number}` }
        : null,
  }
}

function hintOf(field: ActionField, { action, words: { form }, page, manner }: Omit<Drawing, 'choices' | 'value'>) {
  const { name, kind } = field
  const price = name === 'price' ? priceOf(page.ticket) : null
  if (price !== null) return form.rateTimesHours(sayMoney(price, page.company.currency, manner))
  if (name === 'evidence' && kind === 'words') return form.phone
  if (kind === 'lines') return form.oneALine
  if (kind === 'invoice') return form.invoiceLines
  if (kind === 'named') return form.pickTicket
  if (kind === 'pictures') return form.withPictures
  if (kind !== 'words') return null
  const wasLive = action === 'return_to_development' && page.ticket.stage === 'released'
  return field.told || wasLive ? form.customerReads : form.staysWithUs
}

/** What a form begins with: what the ticket says already, else what is usual. */
function known(
  action: DeskAction,
  { ticket, company, app, pm, developer, calendar }: TicketPage,
  choices: LoadedChoices,
  manner: Manner,
): Partial<Record<string, string>> {
  const onlyApp = choices.app.length === 1 ? choices.app[0]?.value : undefined
  const price = ticket.price ?? priceOf(ticket)
  const written = choices.documentation.slice(0, 1).find(({ value }) => value !== 'no_change')?.value
  const validity = action === 'ask_proceed' ? 'proceed' : 'estimate'
  const facts: Partial<Record<string, string | number | null | undefined>> = {
    category: ticket.category,
    priority: ticket.priority,
    severity: ticket.severity,
    issue_type: ticket.issueType,
    impact: ticket.impact.join(' '),
    app: ticket.appId ?? onlyApp,
    work_class: ticket.workClass,
    needs_code: sayYes(ticket.needsCode),
    affects_others: sayYes(ticket.affectsOthers),
    // The company's policy is the usual decision for one of its tickets (spec §2).
    funding: ticket.funding ?? ticket.company.billingPolicy,
    pm: pm?.email,
    developer: developer?.email,
    scope: ticket.scope,
    solution: ticket.solution,
    target_url: ticket.targetUrl ?? (action === 'validate' ? app?.productionUrl : null),
    url: ticket.slot?.url ?? app?.stagingUrl,
    hours: ticket.estimateHours,
    price: price === null ? null : inMajor(price, company.currency),
    amount: price === null ? null : inMajor(Math.max(0, price - ticket.paid), company.currency),
    date:
      action === 'set_due_date'
        ? ticket.dueDate
        : action === 'record_payment'
          ? dayOf(manner.now, manner.timeZone)
          : null,
    valid_until: dayOf(approvalValidUntil(validity, manner.now, calendar), calendar.zone),
    pull_request: ticket.pullRequest,
    plan_period: ticket.planPeriod ?? choices.plan_period[0]?.value,
    acceptance_criteria: ticket.acceptanceCriteria,
    client_target_date: ticket.clientTargetDate,
    steps: action === 'validate' ? ticket.steps : null,
    workaround: ticket.workaround,
    // Where work was done somebody has to say so; a closing after release has its own button for it.
    documentation: written ?? (action === 'close' || !wasWorkedOn(ticket) ? 'no_change' : null),
    merged: 'yes',
    by: choices.decider.length === 1 ? choices.decider[0]?.value : null,
    row: ticket.rows.find(({ result }) => result === null)?.id,
    lines: [ticket.title, ticket.estimateHours ?? '', price === null ? '' : inMajor(price, company.currency)].join(
      '; ',
    ),
  }
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
  )
}

function sayYes(said: boolean | null): string | null {
  return said === null ? null : said ? 'yes' : 'no'
}

function dayOf(moment: Temporal.Instant, zone: string): string {
  return moment.toZonedDateTimeISO(zone).toPlainDate().toString()
}
