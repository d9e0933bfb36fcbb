import type { Action } from '../../../../domain/lifecycle.ts'

/** Where a select takes its lines from: fixed words of the product, or a list the loader gives. */
export type Choices =
  | 'category'
  | 'priority'
  | 'severity'
  | 'work_class'
  | 'issue_type'
  | 'funding'
  | 'yes_no'
  | 'pm'
  | 'developer'
  | 'app'
  | 'documentation'
  | 'plan_period'
  | 'row'

/** One field of an action's form: `words` are several lines, `choice` one of a list. */
export type ActionField = {
  name: string
  kind: 'words' | 'text' | 'url' | 'date' | 'hours' | 'number' | 'lines' | 'files' | 'choice'
  from?: Choices
  optional?: true
}

const words = (name: string): ActionField => ({ name, kind: 'words' })
const choice = (name: string, from: Choices): ActionField => ({ name, kind: 'choice', from })
const field = (name: string, kind: ActionField['kind']): ActionField => ({ name, kind })
const maybe = (wanted: ActionField): ActionField => ({ ...wanted, optional: true })

const reason = words('reason')

/**
 * What the desk asks for each action; names are those of the action's body. No fields: one button does it.
 * Absent: the customer's own, the system's, or done elsewhere on the page.
 */
// biome-ignore format: one line an action reads as the table it is
export const actionFields = {
  categorise:            [maybe(choice('category', 'category')), maybe(choice('priority', 'priority')), maybe(choice('work_class', 'work_class')), maybe(choice('app', 'app')), maybe(choice('needs_code', 'yes_no')), maybe(reason)],
  take:                  [],
  assign:                [maybe(choice('pm', 'pm')), maybe(choice('developer', 'developer'))],
  ask_customer:          [words('body')],
  resolve:               [words('body'), choice('documentation', 'documentation')],
  ask_proceed:           [words('body'), maybe(field('valid_until', 'date'))],
  escalate:              [choice('issue_type', 'issue_type'), words('scope')],
  return_to_support:     [reason],
  validate:              [choice('severity', 'severity'), field('target_url', 'url'), words('acceptance_criteria'), words('steps'), choice('ops_can_reproduce', 'yes_no'), maybe(choice('affects_others', 'yes_no')), maybe(field('client_target_date', 'date'))],
  replicate:             [field('evidence', 'files'), choice('affects_others', 'yes_no'), maybe(words('workaround'))],
  de_escalate:           [reason],
  close_unresolved:      [words('notes')],
  confirm_scope:         [choice('work_class', 'work_class'), words('scope'), choice('app', 'app'), choice('funding', 'funding'), choice('needs_code', 'yes_no')],
  plan:                  [maybe(reason)],
  estimate:              [field('hours', 'hours')],
  send_estimate:         [words('solution'), maybe(field('price', 'number')), maybe(choice('plan_period', 'plan_period')), maybe(field('valid_until', 'date'))],
  withdraw:              [reason],
  approve:               [field('by', 'text'), words('evidence')],
  check_budget:          [choice('ok', 'yes_no'), maybe(words('note'))],
  record_payment:        [field('amount', 'number'), field('date', 'date'), field('reference', 'text')],
  work_before_payment:   [reason],
  change_funding:        [choice('funding', 'funding'), reason],
  set_due_date:          [field('date', 'date'), maybe(reason)],
  clear_scope:           [],
  reorder:               [maybe(field('after', 'number')), reason],
  start:                 [],
  revise:                [reason],
  finish:                [maybe(field('pull_request', 'url')), maybe(words('notes'))],
  tick:                  [choice('row', 'row'), maybe(words('note'))],
  fail_test:             [choice('row', 'row'), words('note')],
  offer_fix:             [words('summary'), field('steps', 'lines'), field('url', 'url'), field('screenshots', 'files'), maybe(words('no_screenshots_reason'))],
  skip_review:           [maybe(reason)],
  approve_release:       [field('by', 'text'), words('evidence')],
  request_changes:       [reason, maybe(field('by', 'text')), maybe(words('evidence'))],
  move_to_production:    [maybe(words('override_reason'))],
  release:               [maybe(field('pull_request', 'url')), maybe(choice('merged', 'yes_no')), maybe(words('upgrades'))],
  return_to_development: [reason],
  close:                 [choice('documentation', 'documentation'), maybe(words('notes')), maybe(choice('merged', 'yes_no'))],
  reopen:                [maybe(words('body'))],
  cancel:                [reason],
  merge:                 [field('into', 'number')],
  mark_duplicate:        [field('of', 'number')],
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
