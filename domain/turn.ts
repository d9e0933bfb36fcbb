import { goesToStaging } from './consequence/line.ts'
import type { Action } from './lifecycle.ts'
import { isAccountManagersQuote, priceOf } from './price.ts'
import type { Stage } from './stage.ts'
import { testedBy } from './testing.ts'
import { holdsSlot, isUrgent, type Role, type RowKind, type TestRow, type Ticket } from './ticket.ts'

/** What says whose turn it is at a ticket; a list of tickets reads no more than this of each. */
export type TurnFacts = Pick<
  Ticket,
  | 'stage'
  | 'category'
  | 'priority'
  | 'funding'
  | 'budget'
  | 'needsCode'
  | 'level2'
  | 'dueDate'
  | 'scopeClearAt'
  | 'estimateHours'
  | 'price'
  | 'interrupted'
  | 'developerId'
  | 'developerBusy'
  | 'developerOnUrgent'
  | 'queuePosition'
  | 'slot'
  | 'app'
  | 'awaitsPayment'
  | 'company'
> & { rows: readonly Pick<TestRow, 'kind' | 'result'>[] }

/** Whose turn it is, and the action that is next then. */
export type Turn = { role: Role; action: Action }

const nobody: Turn[] = []
const turn = (role: Role, action: Action): Turn[] => [{ role, action }]

/**
 * Whose turn it is among us, with the next step; empty while a ticket waits for its customer, in a line, or for a place
 * on staging. There are no rows of tasks anywhere: this is read from where the ticket stands (R014–R044, R102–R122).
 */
export function turnsOf(ticket: TurnFacts): Turn[] {
  const unpaid = ticket.awaitsPayment && ticket.stage !== 'awaiting_payment'
  // R116: the payment is looked after until it came, however far the work is.
  return [...turns[ticket.stage](ticket), ...(unpaid ? turn('accounts', 'record_payment') : nobody)]
}

const turns: Record<Stage, (ticket: TurnFacts) => Turn[]> = {
  new: () => [...turn('triage', 'take'), ...turn('pm', 'take')],
  investigating: ({ category }) => turn('pm', category === 'question' ? 'resolve' : 'confirm_scope'),
  needs_info: () => nobody,
  validating: () => turn('triage', 'validate'),
  replicating: () => turn('qa', 'replicate'),
  estimating: (ticket) => {
    if (ticket.estimateHours === null && !ticket.level2) return turn('support_lead', 'estimate')
    // R141: at level 2 the PM names the date; without money to be asked for, that plans it.
    if (ticket.level2 && ticket.dueDate === null) return turn('pm', 'set_due_date')
    if (ticket.level2 && (ticket.funding === 'none' || ticket.funding === 'postpaid')) return turn('pm', 'plan')
    if (ticket.estimateHours === null) return turn('support_lead', 'estimate')
    return turn(isAccountManagersQuote(ticket, priceOf(ticket)) ? 'account_manager' : 'pm', 'send_estimate')
  },
  approval: () => nobody,
  invoicing: () => turn('accounts', 'raise_invoice'),
  awaiting_payment: () => turn('accounts', 'record_payment'),
  planned: (ticket) => [...beforeStart(ticket), ...startOf(ticket)],
  in_development: (ticket) => [
    ...(ticket.scopeClearAt === null ? turn('support_lead', 'clear_scope') : nobody),
    ...(ticket.interrupted ? startOf(ticket) : turn('developer', 'finish')),
  ],
  testing: (ticket) => {
    const open = testersOf(ticket)
    if (open.length > 0) return open
    if (holdsSlot(ticket)) return turn('pm', 'offer_fix')
    return goesToStaging(ticket) ? nobody : turn('pm', 'skip_review')
  },
  staging_review: () => nobody,
  approved: () => turn('pm', 'move_to_production'),
  mtp: () => turn('support_lead', 'release'),
  // R122: what the account manager quoted, they may tell the customer is done.
  released: (ticket) => [
    ...turn('pm', 'close'),
    ...(isAccountManagersQuote(ticket, priceOf(ticket, ticket.price ?? undefined))
      ? turn('account_manager', 'close')
      : nobody),
  ],
  closed: () => nobody,
}

/** What planned work still needs before its developer may begin (R022, R024, R111). */
function beforeStart({ scopeClearAt, developerId, funding, budget }: TurnFacts): Turn[] {
  return [
    ...(developerId === null ? turn('support_lead', 'assign') : nobody),
    ...(scopeClearAt === null ? turn('support_lead', 'clear_scope') : nobody),
    ...(funding === 'budget' && budget === 'unchecked' ? turn('budget_controller', 'check_budget') : nobody),
    ...(funding === 'budget' && budget === 'no' ? turn('pm', 'change_funding') : nobody),
  ]
}

/** The developer's, once it is first in line and nothing stands before it (R025, R026). */
function startOf(ticket: TurnFacts): Turn[] {
  const urgent = isUrgent(ticket)
  const clear = ticket.scopeClearAt !== null || urgent
  const free = !ticket.developerBusy || (urgent && !ticket.developerOnUrgent)
  const settled = ticket.funding !== 'budget' || ticket.budget === 'yes' || ticket.budget === 'exception'
  return clear && free && settled && ticket.queuePosition === 1 ? turn('developer', 'start') : nobody
}

/** Who has checks to tick now: the known workflows only once it does what was communicated (R033). */
function testersOf({ rows }: TurnFacts): Turn[] {
  const open = (kind: RowKind) => rows.some((row) => row.kind === kind && row.result !== 'passed')
  const kinds: RowKind[] = [open('compliance') ? 'compliance' : 'workflow', 'acceptance']
  return kinds.filter(open).flatMap((kind) => turn(testedBy[kind], 'tick'))
}
