import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import { sayGate } from '../../../../domain/gate-words.ts'
import { isAccountManagersQuote, priceOf } from '../../../../domain/price.ts'
import type { Stage } from '../../../../domain/stage.ts'
import { allPass } from '../../../../domain/testing.ts'
import { isUrgent, type Language, mayProceed, type Staff } from '../../../../domain/ticket.ts'
import { turnsOf } from '../../../../domain/turn.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { stepOf } from '../line/show.server.ts'
import { type DeskAction, fieldsFor, isDeskAction } from './action-fields.server.ts'
import type { OfferedStep, Steps } from './page.tsx'
import { rowFor } from './tests.server.ts'

type Seen = { page: Pick<TicketPage, 'ticket' | 'offered'>; actor: Staff; language: Language }

/** The way a ticket goes when nothing is in its way: which action comes next at each stage, by who may do it. */
const onward: Record<Stage, readonly DeskAction[]> = {
  new: ['take', 'assign'],
  investigating: ['confirm_scope'],
  needs_info: [],
  validating: ['validate'],
  replicating: ['replicate'],
  estimating: ['send_estimate', 'estimate'],
  approval: [],
  invoicing: ['raise_invoice'],
  awaiting_payment: ['record_payment'],
  planned: ['check_budget', 'clear_scope', 'start'],
  in_development: ['clear_scope', 'finish'],
  testing: ['offer_fix'],
  staging_review: [],
  approved: ['move_to_production'],
  mtp: ['release'],
  released: ['close'],
  closed: [],
}

/**
 * The one next step for this reader, and all else the table allows them; what is blocked stays, with what it lacks in
 * words. `turn` says what is awaited when nothing is theirs to do.
 */
export function showSteps(seen: Seen): Steps {
  const { page, actor, language } = seen
  const { ticket } = page
  const steps = page.offered.flatMap(({ action, missing }) =>
    isDeskAction(action) && fits(action, ticket, actor)
      ? [showStep(action, [...missing, ...missingSender(action, seen)], seen)]
      : [],
  )
  const wanted = wayOf(ticket).flatMap((action) => steps.find((step) => step.action === action) ?? [])
  const next = rowStep(seen) ?? wanted.find(({ missing }) => missing.length === 0) ?? wanted[0] ?? null
  const others = [
    ...steps.filter(({ action }) => action !== next?.action),
    ...regrouping(actor, language, ticket.number),
  ]
  return {
    next,
    others: others.toSorted((one, other) => Math.min(one.missing.length, 1) - Math.min(other.missing.length, 1)),
    turn: next && next.missing.length === 0 ? null : sayTurn(ticket, language),
  }
}

/** Whose turn it is and what is next then; for whom we wait where it is nobody's among us. */
function sayTurn(ticket: TicketPage['ticket'], language: Language): string | null {
  if (ticket.stage === 'closed') return null
  const { role, next } = deskWordsFor(language)
  // A payment that is still to come is nobody's next step here; accounts have it in their work.
  const [turn] = turnsOf({ ...ticket, awaitsPayment: false })
  return turn ? `${role[turn.role]}: ${stepOf(turn, language)}` : next[ticket.stage]
}

function showStep(action: DeskAction, missing: string[], { page: { ticket }, language }: Seen): OfferedStep {
  const words = workspaceWords(language)
  const quick =
    action === 'close' && fieldsFor(action, ticket).every(({ name, optional }) => optional || name === 'documentation')
  const atOnce = quick || fieldsFor(action, ticket).length === 0
  return {
    ...{ action, missing: [...new Set(missing)].map((name) => sayGate(name, language)) },
    label: words.action[action],
    ...(quick && { pressed: words.step.closeUnchanged }),
    href: `/desk/t/${ticket.number}?do=${action}#do`,
    atOnce: atOnce ? (quick ? [{ name: 'documentation', value: 'no_change' }] : []) : null,
  }
}

/** In testing the next thing is the first check that is this reader's to make (R032, R033). */
function rowStep({ page: { ticket }, actor, language }: Seen): OfferedStep | null {
  const row = ticket.stage === 'testing' ? rowFor(ticket, actor) : null
  if (!row) return null
  const { step } = workspaceWords(language)
  const href = `/desk/t/${ticket.number}#row-${row.id}`
  return { action: 'tick', label: step.check[row.kind], missing: [], href, atOnce: null }
}

/** What no stage of the lifecycle knows of: a ticket that is about two things. */
function regrouping({ roles }: Staff, language: Language, number: number): OfferedStep[] {
  if (!roles.includes('pm') && !roles.includes('triage')) return []
  const { split } = workspaceWords(language)
  return [{ action: 'split', label: split.title, missing: [], href: `/desk/t/${number}?do=split#do`, atOnce: null }]
}

/** R106: a large quote is the account manager's to send, any other the PM's. */
function missingSender(action: DeskAction, { page: { ticket }, actor }: Seen): string[] {
  if (action !== 'send_estimate' || ticket.estimateHours === null) return []
  const sender = isAccountManagersQuote(ticket, priceOf(ticket)) ? 'account_manager' : 'pm'
  return actor.roles.includes(sender) ? [] : [sender]
}

function wayOf(ticket: TicketPage['ticket']): readonly DeskAction[] {
  const { stage, category, scopeClearAt, priority, needsCode, funding, app, rows, interrupted } = ticket
  if (stage === 'investigating' && category === 'question' && !mayProceed(ticket)) return ['resolve']
  // R017: what is urgent, and what costs nothing and changes no code, is planned without an estimate.
  if (stage === 'estimating' && (isUrgent({ priority }) || (needsCode === false && funding === 'none'))) return ['plan']
  if (stage === 'testing' && allPass(rows) && (needsCode === false || app?.hasStaging === false)) return ['skip_review']
  if (stage === 'in_development' && interrupted) return ['start']
  return scopeClearAt === null ? onward[stage] : onward[stage].filter((action) => action !== 'clear_scope')
}

/** What does not fit the ticket or its reader at all is no step that is blocked. */
function fits(action: DeskAction, ticket: TicketPage['ticket'], actor: Staff): boolean {
  const { category, funding, onHold, resolution, developerId, stage, interrupted, budget } = ticket
  const ownWork = developerId === null || developerId === actor.id
  switch (action) {
    case 'hold':
      return !onHold
    case 'unhold':
      return onHold
    case 'unmerge':
      return resolution === 'merged'
    case 'reopen':
      return resolution !== 'merged' && resolution !== 'duplicate'
    case 'ask_proceed':
      return category === 'question'
    case 'check_budget':
      return funding === 'budget' && budget !== 'yes'
    case 'start':
      return ownWork && (stage === 'planned' || interrupted)
    case 'finish':
      return ownWork
    case 'de_escalate':
      return ticket.level2 && (stage !== 'in_development' || ownWork)
    // Each check has its own form.
    case 'tick':
    case 'fail_test':
      return false
    default:
      return true
  }
}
