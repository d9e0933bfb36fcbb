import { z } from 'zod'
import type { Action } from './lifecycle.ts'
import { pictureShows } from './offer.ts'
import {
  categories,
  deEscalationReasons,
  fundings,
  impacts,
  issueTypes,
  priorities,
  severities,
  workClasses,
} from './ticket.ts'

/** What no database keeps becomes a mark that something was there: NUL, and halves of a character (Z16). */
const text = z.string().overwrite((given) => given.replaceAll('\0', '\uFFFD').toWellFormed())
const words = text.trim().min(1).max(100_000)
const optionalWords = text.trim().max(100_000).optional()
/** As large as the database counts. */
const count = z.coerce.number().int().max(2_147_483_647)
const person = z.email()
const day = z.iso.date()
/** An address that a browser opens; others, such as `javascript:`, would be shown as a link too. */
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000)
const round = count.positive()
const number = count.positive()
const money = count.nonnegative().describe('minor units of the currency of the company')
const quarterHours = z.coerce.number().positive().max(10_000).multipleOf(0.25)
const answer = z
  .union([z.boolean(), z.enum(['yes', 'no', 'true', 'false'])])
  .transform((said) => said === true || said === 'yes' || said === 'true')
const fileIds = z.array(z.uuid()).max(20)
/** Pictures of a fix: the id of a file, alone or with the side of the change that it shows. */
const pictures = z
  .array(
    z.union([
      z.uuid().transform((file) => ({ file, shows: null })),
      z.object({ file: z.uuid(), shows: z.enum(pictureShows).nullable().default(null) }),
    ]),
  )
  .max(6)
const documentation = z.union([
  z.literal('no_change'),
  z.object({ page: words, revision: z.union([words, count.positive().transform(String)]) }),
])
/** What somebody says beside their decision, with what they attach; both sides see it. */
const remark = { comment: optionalWords, files: fileIds.optional() }
/** What a PM writes down when a contact decided on the phone. */
const phone = { by: person.optional(), evidence: optionalWords }

/** The body of every action, by its name (spec §5). Forms, mails and the API all come through these schemas. */
export const commandBodies = {
  categorise: z.object({
    category: z.enum(categories).optional(),
    impact: z.array(z.enum(impacts)).optional(),
    priority: z.enum(priorities).optional(),
    severity: z.enum(severities).optional(),
    work_class: z.enum(workClasses).optional(),
    issue_type: z.enum(issueTypes).optional(),
    app: z.uuid().optional(),
    needs_code: answer.optional(),
    reason: optionalWords,
  }),
  take: z.object({}),
  assign: z.object({ pm: person.optional(), developer: person.optional() }),
  ask_customer: z.object({ body: words }),
  answer: z.object({ body: words, files: fileIds.optional() }),
  resolve: z.object({ body: words, documentation: documentation.optional() }),
  ask_proceed: z.object({ body: words, valid_until: day.optional() }),
  escalate: z.object({ issue_type: z.enum(issueTypes), scope: words }),
  return_to_support: z.object({ reason: words }),
  validate: z.object({
    severity: z.enum(severities),
    target_url: webAddress,
    acceptance_criteria: words,
    steps: words,
    ops_can_reproduce: answer,
    affects_others: answer.optional(),
    client_target_date: day.optional(),
  }),
  replicate: z.object({ evidence: fileIds.min(1), affects_others: answer, workaround: optionalWords }),
  de_escalate: z.object({ reason: z.enum(deEscalationReasons), note: optionalWords }),
  close_unresolved: z.object({ notes: words, documentation: documentation.optional() }),
  confirm_scope: z.object({
    work_class: z.enum(workClasses),
    scope: words,
    app: z.uuid(),
    funding: z.enum(fundings),
    needs_code: answer,
  }),
  plan: z.object({ reason: optionalWords }),
  estimate: z.object({ hours: quarterHours }),
  send_estimate: z.object({
    solution: words,
    price: money.optional(),
    valid_until: day.optional(),
    plan_period: z
      .string()
      .regex(/^\d{4}-\d{2}$/)
      .optional(),
  }),
  withdraw: z.object({ reason: words }),
  ask_about: z.object({ body: words }),
  approve: z.object({ approval: z.uuid(), ...remark, ...phone }),
  check_budget: z.object({ ok: answer, note: optionalWords }),
  decline: z.object({ approval: z.uuid(), ...remark }),
  lapse: z.object({}),
  raise_invoice: z.object({
    lines: z.array(z.object({ text: words, hours: quarterHours.optional(), amount: money })).min(1),
  }),
  record_payment: z.object({ amount: money.positive(), date: day, reference: words }),
  work_before_payment: z.object({ reason: words }),
  change_funding: z.object({ funding: z.enum(fundings), reason: words }),
  set_due_date: z.object({ date: day, reason: optionalWords }),
  clear_scope: z.object({}),
  reorder: z.object({ after: number.nullable(), reason: words }),
  start: z.object({}),
  revise: z.object({ reason: words }),
  finish: z.object({ pull_request: webAddress.optional(), notes: optionalWords }),
  tick: z.object({ row: z.uuid(), note: optionalWords }),
  fail_test: z.object({ row: z.uuid(), note: words }),
  offer_fix: z.object({
    summary: words,
    steps: z.array(words).min(1).max(50),
    url: webAddress,
    screenshots: pictures.default([]),
    no_screenshots_reason: optionalWords,
  }),
  skip_review: z.object({ reason: optionalWords }),
  approve_release: z.object({ round, ...remark, ...phone }),
  request_changes: z.object({ round, reason: words, files: fileIds.optional(), ...phone }),
  undo: z.object({}),
  close_silent: z.object({}),
  move_to_production: z.object({ override_reason: optionalWords }),
  release: z.object({ pull_request: webAddress.optional(), merged: answer.optional(), upgrades: optionalWords }),
  return_to_development: z.object({ reason: words }),
  close: z.object({ documentation: documentation.optional(), notes: optionalWords, merged: answer.optional() }),
  reopen: z.object({ body: optionalWords }),
  cancel: z.object({ reason: words, documentation: documentation.optional() }),
  merge: z.object({ into: number, documentation: documentation.optional() }),
  mark_duplicate: z.object({ of: number, documentation: documentation.optional() }),
  unmerge: z.object({}),
  hold: z.object({ reason: words }),
  unhold: z.object({}),
} as const satisfies Record<Action, z.ZodType>

/** The parsed body of each action. */
export type Bodies = { [A in Action]: z.output<(typeof commandBodies)[A]> }

/** What is asked of a ticket: the name of an action and its body, parsed. */
export type Command<A extends Action = Action> = { [K in A]: { action: K; body: Bodies[K] } }[A]

/** What opens a ticket (`open`, R001, R002): web and API demand a category, a mail may come without. */
export const openBody = z.object({
  category: z.enum(categories),
  title: text.trim().min(1).max(200),
  body: words,
  impact: z.array(z.enum(impacts)).default([]),
  app: z.uuid().optional(),
  requester: person.optional(),
})

/** Words added to a thread: a message both sides see, or a note. */
export const wordsBody = z.object({ body: words, files: fileIds.optional() })

const schemas: { [A in Action]: z.ZodType<Bodies[A]> } = commandBodies

/**
 * Reads the body of an action. Gives the command, or zod's issues for the form field or the 422.
 * @param body a plain object: a JSON body, or the fields of a form
 */
export function parseCommand<A extends Action>(
  action: A,
  body: unknown,
): { command: Command<A> } | { issues: z.core.$ZodIssue[] } {
  const read = schemas[action].safeParse(body ?? {})
  // The schema was picked by this very name; the compiler cannot tell the pair from any other of the union.
  return read.success ? { command: { action, body: read.data } as Command<A> } : { issues: read.error.issues }
}
