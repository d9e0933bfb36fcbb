import { readHours } from '../db/agency/calendars.ts'
import { findOpenApprovals } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import { lettersOn } from '../domain/notify.ts'
import { approvalRemindsAt } from '../domain/sla.ts'
import { openApproval } from '../domain/ticket.ts'
import { isReached, type Timer } from './timer.ts'

/** Reminds once of an approval that waits, three business days after it was asked; one that lapses sooner needs none. */
export const remindApprovers: Timer = async function* (house, moment) {
  for (const { approvalId, ticketId, number, companyId, askedAt, validUntil } of await findOpenApprovals(house.db)) {
    const { calendar } = await house.db.transaction((tx) => readHours(tx, companyId))
    const remindsAt = approvalRemindsAt(askedAt, calendar)
    if (!isReached(remindsAt, moment) || isReached(validUntil, { asOf: remindsAt })) continue
    const at = isReached(validUntil, moment) ? remindsAt : moment.asOf
    const marked = await markTicket(house, {
      ticketId,
      action: 'remind',
      sourceKey: `remind:${approvalId}`,
      body: { until: validUntil.toString() },
      at,
      tell: (ticket) => (openApproval(ticket)?.id === approvalId ? lettersOn('remind') : null),
      write: { ticket: 'reminded' },
    })
    if (marked) yield { done: 'reminded', ticket: number, at: at.toString() }
  }
}
