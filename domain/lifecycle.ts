import { openStages, type Stage, stages } from './stage.ts'
import { type Role, roles } from './ticket.ts'

/**
 * Who may ask for an action: a role of staff, the system, any contact who may see the ticket, the contact who asked
 * for help (`requester`), or a contact with the right to decide what is asked (`approver`).
 */
export type Who = Role | 'system' | 'contact' | 'requester' | 'approver'

/** A role that has the action only from some stages. */
type WhoFrom = { who: Who; from: readonly Stage[] }

/** `same` leaves the stage as it is; among several the consequence chooses by the facts. */
export type Destination = Stage | 'same' | readonly Stage[]

export type Rule = { by: readonly (Who | WhoFrom)[]; moves: Readonly<Partial<Record<Stage, Destination>>> }

const from = (stages: readonly Stage[], to: Destination) =>
  Object.fromEntries(stages.map((stage) => [stage, to])) satisfies Partial<Record<Stage, Destination>>

const uptoPlanned = stages.slice(0, stages.indexOf('planned') + 1)
const askable: Stage[] = [
  'new',
  'investigating',
  'validating',
  'replicating',
  'estimating',
  'planned',
  'in_development',
  'testing',
]

/**
 * THE transition table: how a ticket may change, by the name of the action. What is absent is impossible.
 * Buttons, the verbs of the API, mail commands, the README's diagram and the database's checks come from here.
 */
// biome-ignore format: one line an action reads as the table it is
export const lifecycle = {
  categorise:            { by: ['triage', 'pm'], moves: from(uptoPlanned, 'same') },
  take:                  { by: ['triage', 'pm'], moves: { new: 'investigating' } },
  assign:                { by: ['triage', 'pm', 'support_lead', 'system'], moves: { ...from(openStages, 'same'), new: 'investigating' } },
  ask_customer:          { by: ['pm', { who: 'triage', from: ['new', 'validating'] }, { who: 'qa', from: ['replicating'] }], moves: from(askable, 'needs_info') },
  answer:                { by: ['contact'], moves: { needs_info: askable } },
  resolve:               { by: ['pm'], moves: { investigating: 'closed' } },
  ask_proceed:           { by: ['pm'], moves: { investigating: 'approval' } },
  escalate:              { by: ['triage', 'pm'], moves: { new: 'validating', investigating: 'validating' } },
  return_to_support:     { by: ['triage', 'qa', 'pm'], moves: { validating: 'investigating', replicating: 'investigating' } },
  validate:              { by: ['triage'], moves: { validating: 'replicating' } },
  replicate:             { by: ['qa'], moves: { replicating: 'estimating' } },
  de_escalate:           { by: [{ who: 'qa', from: ['replicating', 'testing'] }, { who: 'pm', from: ['estimating'] }, { who: 'developer', from: ['in_development'] }], moves: from(['replicating', 'estimating', 'in_development', 'testing'], 'validating') },
  close_unresolved:      { by: ['triage', 'qa', 'pm'], moves: from(['validating', 'replicating', 'estimating', 'planned'], 'closed') },
  confirm_scope:         { by: ['pm'], moves: { investigating: 'estimating' } },
  plan:                  { by: ['pm'], moves: { investigating: ['planned', 'invoicing'], estimating: ['planned', 'invoicing'] } },
  estimate:              { by: ['support_lead'], moves: { estimating: 'same' } },
  send_estimate:         { by: ['pm', 'account_manager'], moves: { estimating: 'approval' } },
  withdraw:              { by: ['pm'], moves: from(['approval', 'invoicing', 'awaiting_payment'], 'estimating') },
  ask_about:             { by: ['contact'], moves: { approval: ['investigating', 'estimating'] } },
  approve:               { by: ['approver', 'pm'], moves: { approval: ['investigating', 'planned', 'invoicing'] } },
  check_budget:          { by: ['budget_controller'], moves: { planned: 'same' } },
  decline:               { by: ['approver'], moves: { approval: ['closed', 'estimating'] } },
  lapse:                 { by: ['system'], moves: { approval: ['estimating', 'investigating'] } },
  raise_invoice:         { by: ['accounts'], moves: { invoicing: 'awaiting_payment' } },
  record_payment:        { by: ['accounts', 'system'], moves: { ...from([...openStages, 'closed'], 'same'), awaiting_payment: ['planned', 'awaiting_payment'] } },
  work_before_payment:   { by: ['accounts', 'account_manager', 'pm'], moves: { invoicing: 'planned', awaiting_payment: 'planned' } },
  change_funding:        { by: ['pm', 'account_manager'], moves: { investigating: 'same', estimating: 'same', planned: ['planned', 'estimating'] } },
  set_due_date:          { by: ['pm'], moves: from(['estimating', 'planned', 'in_development', 'testing'], 'same') },
  clear_scope:           { by: ['support_lead'], moves: from(['planned', 'in_development'], 'same') },
  reorder:               { by: ['support_lead'], moves: { planned: 'same' } },
  start:                 { by: ['developer', 'system'], moves: { planned: 'in_development', in_development: 'same' } },
  revise:                { by: ['pm'], moves: from(['planned', 'in_development', 'testing', 'approved'], 'estimating') },
  finish:                { by: ['developer'], moves: { in_development: 'testing' } },
  tick:                  { by: ['pm', 'support_lead', 'qa'], moves: { testing: 'same' } },
  fail_test:             { by: ['pm', 'support_lead', 'qa'], moves: { testing: 'in_development' } },
  offer_fix:             { by: ['pm'], moves: { testing: 'staging_review' } },
  skip_review:           { by: ['pm'], moves: { testing: 'approved' } },
  approve_release:       { by: ['approver', 'pm'], moves: { staging_review: 'approved' } },
  request_changes:       { by: ['approver', 'pm'], moves: { staging_review: 'planned' } },
  undo:                  { by: ['contact'], moves: { approved: 'staging_review', planned: ['staging_review', 'approval'], estimating: 'approval', invoicing: 'approval' } },
  close_silent:          { by: ['system'], moves: { staging_review: 'closed', needs_info: 'closed' } },
  move_to_production:    { by: ['pm'], moves: { approved: 'mtp', staging_review: 'mtp' } },
  release:               { by: ['support_lead'], moves: { mtp: 'released' } },
  return_to_development: { by: ['support_lead', 'pm'], moves: from(['approved', 'mtp', 'released'], 'planned') },
  close:                 { by: ['pm', 'account_manager', 'qa'], moves: { released: 'closed', testing: 'closed' } },
  reopen:                { by: ['contact', 'pm'], moves: { closed: ['investigating', 'testing', ...askable] } },
  cancel:                { by: ['pm', { who: 'requester', from: uptoPlanned.filter((stage) => stage !== 'planned') }], moves: from(openStages, 'closed') },
  merge:                 { by: ['pm', 'triage'], moves: from(openStages, 'closed') },
  mark_duplicate:        { by: ['pm', 'triage'], moves: from(openStages, 'closed') },
  unmerge:               { by: ['pm', 'triage'], moves: { closed: openStages } },
  hold:                  { by: ['pm'], moves: { staging_review: 'same', needs_info: 'same' } },
  unhold:                { by: ['pm'], moves: { staging_review: 'same', needs_info: 'same' } },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof lifecycle

/** Every action of the product, in the order of the table. */
export const actions = Object.keys(lifecycle).filter((name): name is Action => name in lifecycle)

/** What history tells besides the actions of the lifecycle: time, the line of a developer, staging, the thread. */
export const occurrences = [
  'open',
  'remind',
  'warn',
  'breach',
  'alarm',
  'seen',
  'set_aside',
  'slot_taken',
  'slot_freed',
  'slot_extended',
  'code_removed',
  'split',
  'participants',
  'verdict',
  'log_time',
] as const
export type Occurrence = (typeof occurrences)[number]

/** The row of an action. */
export function ruleFor(action: Action): Rule {
  return lifecycle[action]
}

/** Who may ask for an action from a stage. */
export function whoMay(action: Action, stage: Stage): Who[] {
  return ruleFor(action).by.flatMap((entry) =>
    typeof entry === 'string' ? [entry] : entry.from.includes(stage) ? [entry.who] : [],
  )
}

/** The stages an action may lead to from a stage; empty when it is impossible there. */
export function destinationsOf(action: Action, stage: Stage): readonly Stage[] {
  const to = ruleFor(action).moves[stage]
  if (to === undefined) return []
  if (to === 'same') return [stage]
  return typeof to === 'string' ? [to] : to
}

/** Whether a word of `by` is a role of staff. */
export function isRole(who: Who): who is Role {
  return roles.some((role) => role === who)
}
