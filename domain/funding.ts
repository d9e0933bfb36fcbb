import { type ApprovalKind, type Funding, isUrgent, type Ticket } from './ticket.ts'

/** Which decisions of the customer stand for each way to pay: hours agreed are not a price agreed. */
const agreedBy = {
  none: [],
  postpaid: ['estimate', 'quote'],
  budget: ['estimate', 'budget', 'quote'],
  quote: ['quote'],
  prepaid: ['quote'],
} as const satisfies Record<Funding, readonly ApprovalKind[]>

/**
 * Whether planned work that is paid another way has to be agreed with the customer anew (spec §5, `change_funding`):
 * it may begin only on a decision that covers its money, but for what needs none.
 */
export function needsDecision(ticket: Ticket, funding: Funding): boolean {
  const inAdvance = funding === 'quote' || funding === 'prepaid'
  if (funding === 'none') return false
  if (isUrgent(ticket)) return inAdvance && ticket.company.urgentNeedsPayment
  const level2Data = ticket.level2 && ticket.dueDate !== null && ticket.priority !== null
  if (level2Data && funding === 'postpaid') return false
  const standing: readonly ApprovalKind[] = agreedBy[funding]
  return !ticket.approvals.some(({ kind, decision }) => decision === 'approved' && standing.includes(kind))
}
