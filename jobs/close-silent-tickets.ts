import { readHours } from '../db/agency/calendars.ts'
import { changeTicket } from '../db/change-ticket.ts'
import type { House } from '../db/house.ts'
import { findSilences, type Silence } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import { isRefusal } from '../domain/refusal.ts'
import { closesAfterReminder } from '../domain/sla.ts'
import { isReached, type Moment, type Timer } from './timer.ts'

/** A worker that was down lets the mail of that time come in before it closes what fell due meanwhile (R13). */
const grace = { hours: 1 }

/**
 * Closes what nobody answered for three business days (R030). The door refuses while any mail of the ticket is unread,
 * held or not fetched, and while it is on hold. Where work is approved or paid silence closes nothing: the PM is told.
 */
export const closeSilentTickets: Timer = async function* (house, moment) {
  for (const silence of await findSilences(house.db)) {
    if (!isReached(silence.closesAt, moment) || !(await mayClose(house, silence, moment))) continue
    const outcome = await changeTicket(house, {
      number: silence.number,
      command: { action: 'close_silent', body: {} },
      ...{ actor: { kind: 'system' }, channel: 'job', proof: 'job' },
      sourceKey: `silence:${silence.askedAt}`,
      now: moment.asOf,
      mailReadUpTo: moment.mailReadUpTo,
    })
    const told = { ticket: silence.number, at: moment.asOf.toString() }
    if (!isRefusal(outcome)) {
      if (outcome.acted === 'now') yield { done: 'closed', ...told }
    } else if (isCommitted(outcome.missing) && (await tellManager(house, silence, moment))) {
      yield { done: 'alarmed', ...told, because: 'silence_after_approval' }
    }
  }
}

/** The customer has had a reminder and a business day since; and we were there to hear an answer. */
async function mayClose(
  house: House,
  { companyId, closesAt, remindedAt, askedAt }: Silence,
  { asOf, upSince }: Moment,
): Promise<boolean> {
  if (upSince === 'rehearsal') return true
  if (remindedAt === null || Temporal.Instant.compare(remindedAt, askedAt) < 0) return false
  if (Temporal.Instant.compare(upSince, closesAt) > 0 && !isReached(upSince.add(grace), { asOf })) return false
  const { calendar } = await house.db.transaction((tx) => readHours(tx, companyId))
  return isReached(closesAfterReminder(closesAt, remindedAt, calendar), { asOf })
}

function isCommitted(missing: readonly string[] | undefined): boolean {
  return missing?.length === 1 && missing[0] === 'nothing_approved_or_paid'
}

function tellManager(house: House, { ticketId, askedAt }: Silence, { asOf }: Moment): Promise<boolean> {
  return markTicket(house, {
    ticketId,
    action: 'alarm',
    sourceKey: `silence_after_approval:${askedAt}`,
    body: { because: 'silence_after_approval' },
    at: asOf,
    tell: ({ pmId }) => [{ letter: 'alarm', to: pmId === null ? 'duty' : 'pm' }],
    write: null,
  })
}
