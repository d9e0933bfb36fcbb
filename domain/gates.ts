import type { Asked, Situation } from './asked.ts'
import type { GateName } from './gate-words.ts'
import type { Action } from './lifecycle.ts'
import { isAccountManagersQuote, priceOf } from './price.ts'
import { approvalLapsesAt, silenceClosesAt } from './sla.ts'
import { allPass, testedBy } from './testing.ts'
import {
  type Actor,
  hasApproval,
  holdsSlot,
  isUrgent,
  mayProceed,
  openApproval,
  type Role,
  type Ticket,
} from './ticket.ts'

const lacks = (met: boolean, name: GateName): GateName[] => (met ? [] : [name])
const isReached = (moment: Temporal.Instant, now: Temporal.Instant) => Temporal.Instant.compare(now, moment) >= 0
const hasRole = (actor: Actor, role: Role) => actor.kind === 'staff' && actor.roles.includes(role)
const allRowsPass = ({ rows }: Ticket) => allPass(rows)
/** A mail comes without a category; it is sorted before it leaves the analysis (R002). */
const category = ({ ticket }: Situation) => lacks(ticket.category !== null, 'category')
const proceed = ({ ticket }: Situation) => lacks(mayProceed(ticket), 'proceed')

/** The three ways to plan work without an approved estimate (spec §5, `plan`; R017, R146). */
function skipsEstimate({ priority, needsCode, funding, level2, dueDate }: Ticket): boolean {
  const ownMoney = funding === 'none' || funding === 'postpaid'
  return (
    priority === 'urgent' ||
    (needsCode === false && funding === 'none') ||
    (level2 && dueDate !== null && priority !== null && ownMoney)
  )
}

/** What needed no estimate when it was planned may have been sorted anew since: less urgent, or code after all (R004). */
function isAgreed(ticket: Ticket): boolean {
  const decided = ticket.approvals.filter(({ decision }) => decision === 'approved')
  return skipsEstimate(ticket) || decided.some(({ kind }) => kind !== 'proceed' && kind !== 'release')
}

/** Budget work starts once it was checked with yes, or an exception was recorded; urgent where money may wait (R111). */
function isBudgetSettled(ticket: Ticket): boolean {
  if (ticket.funding !== 'budget' || ticket.budget === 'yes' || ticket.budget === 'exception') return true
  return isUrgent(ticket) && !ticket.company.urgentNeedsPayment
}

/** What the facts of a ticket lack for each action; the buttons show it, the API lists it as `missing`. */
const factGates: { [A in Action]?: (seen: Situation) => GateName[] } = {
  // R015: where code must change, an answer is not the end of it.
  resolve: ({ ticket }) => lacks(ticket.needsCode !== true, 'no_work_left'),
  ask_proceed: ({ ticket }) => lacks(ticket.category === 'question', 'category_question'),
  // An escalation from `new` leaves the sorting to those who look at it next.
  escalate: (seen) => [...proceed(seen), ...(seen.ticket.stage === 'investigating' ? category(seen) : [])],
  confirm_scope: (seen) => [...proceed(seen), ...category(seen)],
  plan: (seen) => [
    ...proceed(seen),
    ...category(seen),
    ...lacks(seen.ticket.appId !== null, 'app'),
    ...lacks(seen.ticket.workClass !== null, 'work_class'),
    ...lacks(seen.ticket.needsCode !== null, 'needs_code'),
    ...lacks(skipsEstimate(seen.ticket), 'approved_estimate'),
  ],
  de_escalate: ({ ticket }) => lacks(ticket.level2, 'level_2'),
  send_estimate: ({ ticket }) => lacks(ticket.estimateHours !== null && ticket.estimateBy !== null, 'hours'),
  check_budget: ({ ticket }) => lacks(ticket.funding === 'budget', 'funding_budget'),
  lapse: ({ ticket, now, known }) => {
    const [asked, { remindedAt }] = [openApproval(ticket), ticket]
    const lapsesAt = asked && remindedAt && approvalLapsesAt(asked, remindedAt, known.calendar)
    return [
      ...lacks(asked !== null && isReached(asked.validUntil, now), 'still_valid'),
      ...lacks(lapsesAt !== null && isReached(lapsesAt, now), 'reminded'),
    ]
  },
  start: ({ ticket }) => [
    ...lacks(isAgreed(ticket), 'approved_estimate'),
    ...lacks(ticket.scopeClearAt !== null || isUrgent(ticket), 'clear_scope'),
    ...lacks(ticket.developerId !== null, 'developer'),
    // R026: urgent work interrupts; two urgent tickets wait for each other.
    ...lacks(!ticket.developerBusy || (isUrgent(ticket) && !ticket.developerOnUrgent), 'free_developer'),
    ...lacks(ticket.developerId === null || ticket.queuePosition === 1, 'next_in_line'),
    ...lacks(isBudgetSettled(ticket), 'check_budget'),
    ...lacks(!ticket.level2 || ticket.dueDate !== null, 'due_date'),
    ...lacks(!ticket.level2 || ticket.priority !== null, 'priority'),
  ],
  finish: ({ ticket }) => lacks(!ticket.interrupted, 'start'),
  offer_fix: ({ ticket }) => [...lacks(allRowsPass(ticket), 'rows'), ...lacks(holdsSlot(ticket), 'slot')],
  skip_review: ({ ticket }) => [
    ...lacks(allRowsPass(ticket), 'rows'),
    ...lacks(ticket.needsCode === false || ticket.app?.hasStaging === false, 'review'),
  ],
  close_silent: ({ ticket, now, known }) => {
    const closesAt = ticket.silence && silenceClosesAt(ticket.silence, known.calendar)
    const committed = ticket.stage === 'needs_info' && (ticket.paid > 0 || hasApproval(ticket))
    return [
      ...lacks(closesAt !== null && isReached(closesAt, now), 'three_silent_business_days'),
      ...lacks(!ticket.onHold, 'unhold'),
      ...lacks(!known.mailWaiting, 'all_mail_read'),
      ...lacks(!committed, 'nothing_approved_or_paid'),
    ]
  },
  close: ({ ticket }) => [
    ...lacks(ticket.stage === 'released' || (ticket.level2 && ticket.app?.hasStaging === false), 'released'),
    ...lacks(ticket.stage !== 'released' || ticket.informed, 'informed'),
    ...lacks(ticket.stage !== 'testing' || allRowsPass(ticket), 'rows'),
  ],
}

/** What is offered until a day that is over would lapse at once. */
const dayToCome = ({ body, now, known }: Situation & { body: { valid_until?: string | undefined } }) => {
  const today = now.toZonedDateTimeISO(known.calendar.zone).toPlainDate().toString()
  return lacks(body.valid_until === undefined || body.valid_until >= today, 'valid_until')
}

const phone = (asked: { actor: Actor; body: { by?: string | undefined; evidence?: string | undefined } }) =>
  lacks(asked.actor.kind === 'contact' || Boolean(asked.body.by && asked.body.evidence), 'by_and_evidence')

/** What the body of an action lacks beyond its schema, because the facts demand it. */
const fieldGates: { [A in Action]?: (asked: Asked<A>) => GateName[] } = {
  // R004: urgency is never lowered silently.
  categorise: ({ ticket, body }) => {
    const category = body.category ?? ticket.category
    const sorting = ticket.stage === 'new' || ticket.stage === 'investigating'
    const lower = body.priority !== undefined && body.priority !== 'urgent'
    // The clock follows the category, and its customer chose the urgent one.
    const slower = ticket.category === 'urgent_issue' && body.category !== undefined && body.category !== 'urgent_issue'
    return [
      ...lacks(!isUrgent(ticket) || !(lower || slower) || Boolean(body.reason), 'reason'),
      // R008: what is under way has passed the place where a Question waits for the customer's word.
      ...lacks(sorting || body.category === undefined || mayProceed({ ...ticket, category }), 'proceed'),
    ]
  },
  // R133: the list says why; what is not on it needs words.
  de_escalate: ({ body }) => lacks(body.reason !== 'other' || Boolean(body.note), 'note'),
  ask_proceed: dayToCome,
  send_estimate: (asked) => {
    const { ticket, body, actor } = asked
    const price = priceOf(ticket, body.price)
    const sender = isAccountManagersQuote(ticket, price) ? 'account_manager' : 'pm'
    return [
      ...lacks(ticket.funding !== 'quote' || price !== null, 'price'),
      ...lacks(ticket.funding !== 'budget' || Boolean(body.plan_period ?? ticket.planPeriod), 'plan_period'),
      ...lacks(hasRole(actor, sender), sender),
      ...dayToCome(asked),
    ]
  },
  approve: phone,
  approve_release: phone,
  request_changes: phone,
  finish: ({ ticket, body }) => {
    const needed = ticket.needsCode === true && ticket.app?.hasRepository === true
    return lacks(!needed || Boolean(body.pull_request ?? ticket.pullRequest), 'pull_request')
  },
  tick: ({ ticket, body, actor }) => {
    const row = ticket.rows.find(({ id }) => id === body.row)
    if (!row) return ['row']
    const compliant = ticket.rows.every(({ kind, result }) => kind !== 'compliance' || result === 'passed')
    return [
      ...lacks(hasRole(actor, row.by), `role_${testedBy[row.kind]}`),
      ...lacks(row.kind !== 'workflow' || compliant, 'compliance'),
    ]
  },
  fail_test: ({ ticket, body }) =>
    lacks(
      ticket.rows.some(({ id }) => id === body.row),
      'row',
    ),
  offer_fix: ({ body }) => lacks(body.screenshots.length > 0 || Boolean(body.no_screenshots_reason), 'screenshots'),
  move_to_production: ({ ticket, body }) =>
    lacks(ticket.stage === 'approved' || Boolean(body.override_reason), 'override_reason'),
  release: ({ ticket, body }) => lacks(ticket.needsCode === false || body.merged === true, 'merged'),
  close: ({ ticket, body }) => {
    const answered = lacks(!ticket.documentationAsked || body.documentation !== undefined, 'documentation')
    if (!ticket.level2) return answered
    const merged = ticket.needsCode === false || ticket.mergedAt !== null || body.merged === true
    return [...answered, ...lacks(merged, 'merged'), ...lacks(Boolean(body.notes ?? ticket.resolutionNotes), 'notes')]
  },
}

/** What is missing, by the facts alone, before this action may be done; empty when its gate is open. */
export function missingFacts(action: Action, seen: Situation): GateName[] {
  return factGates[action]?.(seen) ?? []
}

/** All that is missing before this may be done: facts first, then fields. */
export function missingFor<A extends Action>(asked: Asked<A> & { action: A }): GateName[] {
  const fields: ((asked: Asked<A>) => GateName[]) | undefined = fieldGates[asked.action]
  return [...missingFacts(asked.action, asked), ...(fields?.(asked) ?? [])]
}
