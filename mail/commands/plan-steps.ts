import type { Step } from '../../db/carry-out.ts'
import type { ListedPerson } from '../../db/people/people.ts'
import { parseCommand } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import type { Staff, Ticket } from '../../domain/ticket.ts'
import type { Because, CommandFault } from '../../domain/words/mail-commands.ts'
import { findColleague } from './find-colleague.ts'
import type { CommandMail, Spoken } from './read-commands.ts'

/** What the commands of a mail are understood with: the ticket as it is, who writes, and what came with the mail. */
export type Given = {
  ticket: Ticket
  actor: Staff
  staff: ListedPerson[]
  appIds: string[]
  /** The month a budget is taken from unless the ticket names one, `2026-11`. */
  month: string
  files: string[]
  /** Those of the files that are pictures, and were not only part of a signature. */
  pictures: string[]
  /** Whether words that belong to no command go to the customer. */
  isPublic: boolean
}

/** A step, and the line of the mail that it comes from; null for words that belong to none. */
export type PlannedStep = { step: Step; line: number | null }

/** What stands against each line; null where nothing does. With nothing against any, the steps they come to. */
export type Plan = { steps: PlannedStep[]; against: (Because | null)[] }

/** Turns the lines of a mail into steps for the doors, in their order. Asks nobody: what is missing is found there. */
export function planSteps({ lines, message }: CommandMail, given: Given): Plan {
  const planned = lines.map((line, at) => {
    if ('fault' in line) return { steps: [], against: line.fault }
    const steps = stepsOf(line.spoken, given)
    if ('code' in steps) return { steps: [], against: steps }
    return { steps: steps.map((step) => ({ step, line: at })), against: null }
  })
  const steps = withMessage(
    planned.flatMap((one) => one.steps),
    message === '' ? null : { say: given.isPublic ? 'public' : 'internal', body: message, files: [] },
  )
  return { steps: withFiles(steps, given.files), against: planned.map(({ against }) => against) }
}

/** What is said in the same breath as a closing is said before it: the customer is told, then it is closed. */
function withMessage(steps: PlannedStep[], message: Step | null): PlannedStep[] {
  if (!message) return steps
  const said = { step: message, line: null }
  const closing = steps.findIndex(({ step }) => 'command' in step && step.command.action === 'close')
  return closing < 0 ? [...steps, said] : [...steps.slice(0, closing), said, ...steps.slice(closing)]
}

/** Files go with a note where there is one, else with the first words; where nothing is said, they are a note. */
function withFiles(steps: PlannedStep[], files: string[]): PlannedStep[] {
  const [only] = files
  if (only === undefined || steps.some(({ step }) => 'command' in step && step.command.action === 'offer_fix'))
    return steps
  const note = steps.findIndex(({ step }) => 'say' in step && step.say === 'internal')
  const words = steps.findIndex(({ step }) => 'say' in step || ('command' in step && speaks(step.command.action)))
  const carrier = note >= 0 ? note : words
  if (carrier < 0) return [...steps, { step: { say: 'internal', body: '📎', files }, line: null }]
  return steps.map((one, at) => (at === carrier ? { ...one, step: { ...one.step, files } } : one))
}

function speaks(action: Action): boolean {
  return action === 'ask_customer' || action === 'resolve' || action === 'send_estimate' || action === 'fail_test'
}

type Steps = Step[] | Because

function stepsOf(spoken: Spoken, given: Given): Steps {
  const { ticket, actor } = given
  switch (spoken.verb) {
    case 'note':
      return [{ say: 'internal', body: spoken.words, files: [] }]
    case 'take':
      return command('take', {})
    case 'assign':
      return assign(spoken.name, given)
    case 'category':
      return command('categorise', { category: spoken.category })
    case 'urgent':
      return urgent(spoken, ticket)
    case 'ask':
      return command('ask_customer', { body: spoken.words }, 'public')
    case 'scope':
      return scope(spoken, given)
    case 'estimate':
      return command('estimate', { hours: spoken.hours })
    case 'send':
      return command('send_estimate', { solution: spoken.words, ...monthOf(given) }, 'public')
    case 'plan':
      return command('plan', spoken.words === '' ? {} : { reason: spoken.words })
    case 'pass':
      return pass(ticket, actor)
    case 'fail':
      return fail(spoken.words, ticket, actor)
    case 'staging':
      return staging(spoken, given)
    case 'production':
      return command('move_to_production', spoken.words === '' ? {} : { override_reason: spoken.words })
    case 'resolve':
      return command('resolve', { body: spoken.words }, 'public')
    case 'close':
      return command(
        'close',
        { documentation: 'no_change', ...(spoken.words !== '' && { notes: spoken.words }) },
        'public',
      )
    case 'log':
      return [{ log: { minutes: spoken.minutes, tag: spoken.tag }, files: [] }]
    case 'status':
      return []
  }
}

/** A step for the one door, its body read as from any other way in. */
function command(action: Action, body: Record<string, unknown>, tells: 'public' | 'internal' = 'internal'): Steps {
  const read = parseCommand(action, body)
  return 'command' in read ? [{ command: read.command, tells, files: [] }] : fault('lacks_words')
}

/** Somebody with both roles is meant as developer once there is something to develop. */
function assign(name: string, { ticket, actor, staff }: Given): Steps {
  const found = findColleague(name, { staff, actor })
  if ('code' in found) return found
  const isInWork = ticket.stage === 'planned' || ticket.stage === 'in_development' || ticket.stage === 'testing'
  const isDeveloper = found.roles.includes('developer') && (isInWork || !found.roles.includes('pm'))
  return command('assign', isDeveloper ? { developer: found.email } : { pm: found.email })
}

/** Why it is urgent is said among us; what is affected is the customer's to read (R089). */
function urgent({ impact, reason }: Spoken & { verb: 'urgent' }, ticket: Ticket): Steps {
  const affected = impact ?? (ticket.impact.length === 0 ? 'other' : null)
  const sorted = command('categorise', { priority: 'urgent', ...(affected && { impact: [affected] }) })
  if (impact !== null || 'code' in sorted) return sorted
  return [...sorted, { say: 'internal', body: reason, files: [] }]
}

/** What a mail does not say stands on the ticket: its app, how it is paid, and whether code must change. */
function scope({ workClass, needsCode, words }: Spoken & { verb: 'scope' }, { ticket, appIds }: Given): Steps {
  const app = ticket.appId ?? (appIds.length === 1 ? appIds[0] : undefined)
  if (app === undefined) return fault('which_app')
  return command('confirm_scope', {
    ...{ work_class: workClass, scope: words, app },
    funding: ticket.funding ?? ticket.company.billingPolicy,
    // Scope is confirmed to be estimated, and development is what is estimated (R058).
    needs_code: needsCode ?? ticket.needsCode ?? workClass !== 'routine_maintenance',
  })
}

function monthOf({ ticket, month }: Given) {
  return ticket.funding === 'budget' && ticket.planPeriod === null ? { plan_period: month } : {}
}

/** Every check of the writer's roles that is still open passes. */
function pass({ rows }: Ticket, { roles }: Staff): Steps {
  const own = rows.filter(({ by, result }) => result === null && roles.includes(by))
  return own.length === 0 ? fault('no_check') : own.flatMap(({ id }) => stepsIn(command('tick', { row: id })))
}

/** The first of them that is open, or passed already, fails. */
function fail(note: string, { rows }: Ticket, { roles }: Staff): Steps {
  const own = rows.filter(({ by }) => roles.includes(by))
  const row = own.find(({ result }) => result === null) ?? own[0]
  return row ? command('fail_test', { row: row.id, note }) : fault('no_check')
}

function staging({ url, summary, steps, noPictures }: Spoken & { verb: 'staging' }, { pictures }: Given): Steps {
  const reason = noPictures === null ? {} : { no_screenshots_reason: noPictures }
  return command('offer_fix', { url, summary, steps, screenshots: pictures.slice(0, 6), ...reason }, 'public')
}

function stepsIn(steps: Steps): Step[] {
  return 'code' in steps ? [] : steps
}

function fault(code: CommandFault, details: string[] = []): Because {
  return { code, details }
}
