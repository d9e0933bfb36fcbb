import { readHours } from '../db/agency/calendars.ts'
import type { House } from '../db/house.ts'
import { findSilences, type Silence } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import { lettersOn } from '../domain/notify.ts'
import { closesAfterReminder } from '../domain/sla.ts'
import { isReached, type Moment, type Timer } from './timer.ts'

/** Reminds once of each thing we asked, a business day before silence closes the ticket (R030). */
export const remindSilent: Timer = async function* (house, moment) {
  for (const silence of await findSilences(house.db)) {
    if (!isReached(silence.remindsAt, moment) || wasReminded(silence)) continue
    const at = reminderMoment(silence, moment)
    const marked = await markTicket(house, {
      ticketId: silence.ticketId,
      action: 'remind',
      sourceKey: `remind:${silence.askedAt}`,
      body: { until: (await closingMoment(house, silence, { at, moment })).toString() },
      at,
      tell: (ticket) => (!ticket.onHold && ticket.silence?.since.equals(silence.askedAt) ? lettersOn('remind') : null),
      write: { ticket: 'reminded' },
    })
    if (marked) yield { done: 'reminded', ticket: silence.number, at: at.toString() }
  }
}

function wasReminded({ remindedAt, askedAt }: Silence): boolean {
  return remindedAt !== null && Temporal.Instant.compare(remindedAt, askedAt) >= 0
}

/** A rehearsal that leaps over both moments tells of the reminder at its own, so that history reads as it would have. */
function reminderMoment({ remindsAt, closesAt }: Silence, moment: Moment): Temporal.Instant {
  return moment.upSince === 'rehearsal' && isReached(closesAt, moment) ? remindsAt : moment.asOf
}

/** A late reminder still leaves its business day; in a rehearsal nothing is late. */
async function closingMoment(
  house: House,
  { companyId, closesAt }: Silence,
  { at, moment }: { at: Temporal.Instant; moment: Moment },
): Promise<Temporal.Instant> {
  if (moment.upSince === 'rehearsal') return closesAt
  const { calendar } = await house.db.transaction((tx) => readHours(tx, companyId))
  return closesAfterReminder(closesAt, at, calendar)
}
