import type { Ticket } from './ticket.ts'

/**
 * The net price of the work in minor units: what was named, else the estimated hours at the company's rate.
 * null when there is neither (R062).
 */
export function priceOf(ticket: Pick<Ticket, 'estimateHours' | 'company'>, named?: number): number | null {
  if (named !== undefined) return named
  if (ticket.estimateHours === null || ticket.company.hourlyRate === null) return null
  return Math.round(ticket.estimateHours * ticket.company.hourlyRate)
}

/** Whether a quote of this price goes to the account manager instead of the PM: strictly above the line (R106, R107). */
export function isAccountManagersQuote(ticket: Pick<Ticket, 'funding' | 'company'>, price: number | null): boolean {
  return ticket.funding === 'quote' && ticket.company.dmClient && (price ?? 0) > ticket.company.quoteThreshold
}
