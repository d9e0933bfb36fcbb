import { changeTicket } from '../db/change-ticket.ts'
import { findOpenApprovals } from '../db/tickets/due.ts'
import { isRefusal } from '../domain/refusal.ts'
import { isReached, type Timer } from './timer.ts'

/** Takes back what was offered and not decided while it was valid. */
export const lapseApprovals: Timer = async function* (house, moment) {
  for (const { approvalId, number, validUntil } of await findOpenApprovals(house.db)) {
    if (!isReached(validUntil, moment)) continue
    const outcome = await changeTicket(house, {
      number,
      command: { action: 'lapse', body: {} },
      ...{ actor: { kind: 'system' }, channel: 'job', proof: 'job' },
      sourceKey: `lapse:${approvalId}`,
      now: moment.asOf,
    })
    if (!isRefusal(outcome) && outcome.acted === 'now')
      yield { done: 'lapsed', ticket: number, at: moment.asOf.toString() }
  }
}
