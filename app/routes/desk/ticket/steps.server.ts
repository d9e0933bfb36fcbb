import type { TicketPage } from '../../../../db/ticket-page.ts'
import type { Stage } from '../../../../domain/stage.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { type DeskAction, isDeskAction } from './action-fields.ts'
import type { OfferedAction } from './page.tsx'

/** The way a ticket goes when nothing is in its way: which action comes next at each stage, by who may do it. */
const onward: Record<Stage, readonly DeskAction[]> = {
  new: ['take', 'assign'],
  investigating: ['confirm_scope'],
  needs_info: [],
  validating: ['validate'],
  replicating: ['replicate'],
  estimating: ['estimate', 'send_estimate'],
  approval: [],
  invoicing: [],
  awaiting_payment: ['record_payment'],
  planned: ['check_budget', 'clear_scope', 'start'],
  in_development: ['clear_scope', 'finish'],
  testing: ['offer_fix', 'tick', 'skip_review'],
  staging_review: [],
  approved: ['move_to_production'],
  mtp: ['release'],
  released: ['close'],
  closed: [],
}

/** The one next step for this reader, and all else the table allows them; each with what it still lacks, in words. */
export function showSteps(
  { ticket, offered }: Pick<TicketPage, 'ticket' | 'offered'>,
  language: Language,
): { next: OfferedAction | null; others: OfferedAction[] } {
  const possible = offered.flatMap(({ action, missing }) =>
    isDeskAction(action) ? [{ action, missing: sayMissing(missing, language) }] : [],
  )
  // What does not fit the ticket at all is no step that is blocked.
  const steps = possible.filter(({ action }) => fits(action, ticket))
  const wanted = wayOf(ticket).flatMap((action) => steps.find((step) => step.action === action) ?? [])
  const next = wanted.find(({ missing }) => missing.length === 0) ?? wanted[0] ?? null
  return { next, others: steps.filter((step) => step !== next) }
}

/** What is missing, as sentences. */
export function sayMissing(missing: string[], language: Language): string[] {
  const words = deskWordsFor(language)
  return missing.map((name) => words.missing[name] ?? name)
}

function wayOf({ stage, category, scopeClearAt }: TicketPage['ticket']): readonly DeskAction[] {
  if (stage === 'investigating' && category === 'question') return ['resolve']
  return scopeClearAt === null ? onward[stage] : onward[stage].filter((action) => action !== 'clear_scope')
}

function fits(action: DeskAction, { category, funding, onHold, resolution, rows }: TicketPage['ticket']): boolean {
  if (action === 'hold') return !onHold
  if (action === 'unhold') return onHold
  if (action === 'unmerge') return resolution === 'merged'
  if (action === 'reopen') return resolution !== 'merged' && resolution !== 'duplicate'
  if (action === 'ask_proceed') return category === 'question'
  if (action === 'check_budget') return funding === 'budget'
  return action !== 'tick' || rows.some(({ result }) => result === null)
}
