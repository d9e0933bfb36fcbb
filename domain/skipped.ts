import type { Action } from './lifecycle.ts'
import type { Stage } from './stage.ts'
import { hasApproval, isUrgent, type Ticket } from './ticket.ts'

/** What urgent work may go on without: the customer's word on an estimate, their payment, the clear scope, the budget. */
export const skippable = ['estimate', 'payment', 'scope', 'budget'] as const
export type Skipped = (typeof skippable)[number]

/**
 * Which gates an action of urgent work leaves aside that other work has to pass: history keeps them beside what was asked
 * (R017, R024; spec §2).
 */
export function skippedBy(action: Action, to: Stage, ticket: Ticket): Skipped[] {
  if (!isUrgent(ticket)) return []
  if (action === 'plan') return [...(needsWord(ticket) ? ['estimate' as const] : []), ...unpaid(ticket, to)]
  if (action !== 'start' || ticket.stage !== 'planned') return []
  const unchecked = ticket.funding === 'budget' && (ticket.budget === 'unchecked' || ticket.budget === 'no')
  return [...(ticket.scopeClearAt === null ? ['scope' as const] : []), ...(unchecked ? ['budget' as const] : [])]
}

function needsWord(ticket: Ticket): boolean {
  return !hasApproval(ticket) && !(ticket.needsCode === false && ticket.funding === 'none')
}

function unpaid({ funding, paid, price }: Ticket, to: Stage): Skipped[] {
  const owed = (funding === 'quote' || funding === 'prepaid') && (price === null || paid < price)
  return owed && to === 'planned' ? ['payment'] : []
}
