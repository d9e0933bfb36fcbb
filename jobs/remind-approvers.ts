import { readHours } from '../db/agency/calendars.ts'
import { findOpenApprovals } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import { lettersOn } from '../domain/notify.ts'
import { approvalLapsesAt, approvalRemindsAt } from '../domain/sla.ts'
import { openApproval } from '../domain/ticket.ts'
import { isReached, type Timer } from './timer.ts'

/**
 * Reminds once of an approval that waits, and says until when it now does: three business days after it was asked, of a
 * shorter one at half its time. A worker that was down reminds when it is back, and what is over lapses only after that.
 */
export const remindApprovers: Timer = async function* (house, moment) {
  for (const { approvalId, ticketId, number, companyId, ...offered } of await findOpenApprovals(house.db)) {
    const { calendar } = await house.db.transaction((tx) => readHours(tx, companyId))
    const remindsAt = approvalRemindsAt(offered, calendar)
    if (!isReached(remindsAt, moment)) continue
    // A rehearsal that leaps over both moments tells of the reminder at its own, as it would have been.
    const leaps = moment.upSince === 'rehearsal' && isReached(offered.validUntil, moment)
    const at = leaps ? remindsAt : moment.asOf
    const marked = await markTicket(house, {
      ticketId,
      action: 'remind',
      sourceKey: `remind:${approvalId}`,
      body: { until: approvalLapsesAt(offered, at, calendar).toString() },
      at,
      tell: (ticket) =>
        openApproval(ticket)?.id === approvalId && ticket.remindedAt === null ? lettersOn('remind') : null,
      write: { ticket: 'reminded' },
    })
    if (marked) yield { done: 'reminded', ticket: number, at: at.toString() }
  }
}
