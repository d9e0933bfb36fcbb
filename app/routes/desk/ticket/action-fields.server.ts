import type { Action } from '../../../../domain/lifecycle.ts'
import type { Ticket } from '../../../../domain/ticket.ts'

/** Where a select takes its lines from: fixed words of the product, or a list the loader gives. */
export type Choices =
  | 'category'
  | 'priority'
  | 'severity'
  | 'work_class'
  | 'issue_type'
  | 'de_escalation'
  | 'funding'
  | 'yes_no'
  | 'impact'
  | 'pm'
  | 'developer'
  | 'decider'
  | 'app'
  | 'documentation'
  | 'plan_period'
  | 'row'
  | 'line'
  | 'ticket'

export type FieldKind =
  | 'words'
  | 'text'
  | 'url'
  | 'date'
  | 'hours'
  | 'amount'
  | 'lines'
  | 'files'
  | 'pictures'
  | 'choice'
  | 'ticks'
  | 'named'
  | 'invoice'

/** One field of an action's form: `words` are several lines, `choice` one of a list, `named` typed or picked. */
export type ActionField = {
  name: string
  kind: FieldKind
  from?: Choices
  optional?: true
  /** What is written here goes to the customer. */
  told?: true
}

const words = (name: string): ActionField => ({ name, kind: 'words' })
const choice = (name: string, from: Choices): ActionField => ({ name, kind: 'choice', from })
const field = (name: string, kind: FieldKind): ActionField => ({ name, kind })
const maybe = (wanted: ActionField): ActionField => ({ ...wanted, optional: true })
const told = (wanted: ActionField): ActionField => ({ ...wanted, told: true })

const reason = words('reason')
/** A decision that a contact took on the phone, and how we know (spec §5). */
const phone = [choice('by', 'decider'), words('evidence')]
/** What every closing asks (R048). */
const documentation = choice('documentation', 'documentation')
const pullRequest = maybe(field('pull_request', 'url'))
const merged = maybe(choice('merged', 'yes_no'))

/**
 * What the desk asks for each action; names are those of the action's body. No fields: one button does it.
 * Absent: the customer's own, and the system's.
 */
// biome-ignore format: one line an action reads as the table it is
export const actionFields = {
  categorise:            [maybe(choice('category', 'category')), maybe({ ...field('impact', 'ticks'), from: 'impact' }), maybe(choice('priority', 'priority')), maybe(choice('severity', 'severity')), maybe(choice('work_class', 'work_class')), maybe(choice('issue_type', 'issue_type')), maybe(choice('app', 'app')), maybe(choice('needs_code', 'yes_no')), told(maybe(reason))],
  take:                  [],
  assign:                [maybe(choice('pm', 'pm')), maybe(choice('developer', 'developer'))],
  ask_customer:          [told(words('body'))],
  resolve:               [told(words('body')), documentation],
  ask_proceed:           [told(words('body')), maybe(field('valid_until', 'date'))],
  escalate:              [choice('issue_type', 'issue_type'), words('scope')],
  return_to_support:     [reason],
  validate:              [choice('severity', 'severity'), field('target_url', 'url'), words('acceptance_criteria'), words('steps'), choice('ops_can_reproduce', 'yes_no'), maybe(choice('affects_others', 'yes_no')), maybe(field('client_target_date', 'date'))],
  replicate:             [field('evidence', 'files'), choice('affects_others', 'yes_no'), maybe(words('workaround'))],
  de_escalate:           [choice('reason', 'de_escalation'), maybe(words('note'))],
  close_unresolved:      [told(words('notes')), documentation],
  confirm_scope:         [choice('work_class', 'work_class'), words('scope'), choice('app', 'app'), choice('needs_code', 'yes_no'), choice('funding', 'funding')],
  plan:                  [maybe(reason)],
  estimate:              [field('hours', 'hours')],
  send_estimate:         [told(words('solution')), maybe(field('price', 'amount')), maybe(choice('plan_period', 'plan_period')), maybe(field('valid_until', 'date'))],
  withdraw:              [told(reason)],
  approve:               phone,
  check_budget:          [choice('ok', 'yes_no'), maybe(words('note'))],
  raise_invoice:         [field('lines', 'invoice')],
  record_payment:        [field('amount', 'amount'), field('date', 'date'), field('reference', 'text')],
  work_before_payment:   [reason],
  change_funding:        [choice('funding', 'funding'), reason],
  set_due_date:          [field('date', 'date'), maybe(reason)],
  clear_scope:           [],
  reorder:               [maybe(choice('after', 'line')), reason],
  start:                 [],
  revise:                [told(reason)],
  finish:                [pullRequest, maybe(words('notes'))],
  tick:                  [choice('row', 'row'), maybe(words('note'))],
  fail_test:             [choice('row', 'row'), words('note')],
  offer_fix:             [told(words('summary')), field('steps', 'lines'), field('url', 'url'), field('screenshots', 'pictures'), maybe(words('no_screenshots_reason'))],
  skip_review:           [maybe(reason)],
  approve_release:       phone,
  request_changes:       [told(reason), ...phone],
  move_to_production:    [maybe(words('override_reason'))],
  release:               [pullRequest, merged, maybe(words('upgrades'))],
  return_to_development: [reason],
  close:                 [documentation, told(maybe(words('notes'))), merged],
  reopen:                [told(maybe(words('body')))],
  cancel:                [told(reason), documentation],
  merge:                 [{ ...field('into', 'named'), from: 'ticket' }, documentation],
  mark_duplicate:        [{ ...field('of', 'named'), from: 'ticket' }, documentation],
  unmerge:               [],
  hold:                  [reason],
  unhold:                [],
} as const satisfies Partial<Record<Action, readonly ActionField[]>>

export type DeskAction = keyof typeof actionFields

/** Whether the desk has a form for this action. */
export function isDeskAction(action: string | null): action is DeskAction {
  return action !== null && Object.hasOwn(actionFields, action)
}

/** The fields of an action, in the order they are asked. */
export function fieldsOf(action: DeskAction): readonly ActionField[] {
  return actionFields[action]
}

/** The fields this ticket asks for: what does not concern it is left out, and what its next gate needs must be given. */
export function fieldsFor(action: DeskAction, ticket: Ticket): readonly ActionField[] {
  return fieldsOf(action).flatMap((asked) => {
    const asks = demand(action, asked.name, ticket)
    if (asks === 'left out') return []
    const { optional: _, ...must } = asked
    return [asks === 'needed' ? must : asks === 'optional' ? { ...must, optional: true as const } : asked]
  })
}

type Demand = 'left out' | 'needed' | 'optional' | 'as listed'

function demand(action: DeskAction, name: string, ticket: Ticket): Demand {
  const { stage, funding, needsCode, app, level2, price, priority, category } = ticket
  if (name === 'pull_request' && needsCode === false) return 'left out'
  if (action === 'finish' && name === 'pull_request' && needsCode && app?.hasRepository) return 'needed'
  if (name === 'override_reason') return stage === 'approved' ? 'left out' : 'needed'
  if (name === 'merged') return needsCode === false || (action === 'close' && !level2) ? 'left out' : 'needed'
  if (action === 'close' && name === 'notes' && level2) return 'needed'
  if (name === 'plan_period') return funding === 'budget' ? 'needed' : 'left out'
  if (name === 'documentation' && action !== 'close' && !ticket.documentationAsked) return 'left out'
  if (name === 'price') return funding === 'quote' || price !== null ? 'as listed' : 'left out'
  // A classification is asked for when the next gate needs it, and what was said already may be put right.
  if (action !== 'categorise') return 'as listed'
  if (name === 'impact') return category === 'urgent_issue' || priority === 'urgent' ? 'as listed' : 'left out'
  if (name === 'severity') return level2 ? 'as listed' : 'left out'
  if (name === 'issue_type') return level2 || ticket.issueType !== null ? 'as listed' : 'left out'
  if (name === 'work_class' || name === 'needs_code') return stage === 'new' ? 'left out' : 'as listed'
  return 'as listed'
}
