import { changeTicket } from '../db/change-ticket.ts'
import type { House } from '../db/house.ts'
import { type DueClock, findUnassigned } from '../db/tickets/due.ts'
import { markTicket } from '../db/tickets/mark-ticket.ts'
import { lettersOn } from '../domain/notify.ts'
import { isRefusal } from '../domain/refusal.ts'
import type { Done, Moment, Timer } from './timer.ts'

/**
 * Assigns what nobody took (R011): an urgent ticket in the first minute somebody watches, others when half their window
 * is used. Without any PM the ticket stays in triage, and an alarm goes out once; the next minute tries again.
 */
export const assignTickets: Timer = async function* (house, moment) {
  for (const due of await findUnassigned(house.db, moment.asOf)) {
    const outcome = await changeTicket(house, {
      number: due.number,
      command: { action: 'assign', body: {} },
      ...{ actor: { kind: 'system' }, channel: 'job', proof: 'job' },
      sourceKey: `assign:${due.clockId}`,
      now: moment.asOf,
    })
    const told = { ticket: due.number, at: moment.asOf.toString() }
    if (!isRefusal(outcome)) {
      if (outcome.acted === 'now') yield { done: 'assigned', ...told }
    } else if (outcome.refused === 'no_manager' && (await raiseAlarm(house, due, moment))) {
      yield { done: 'alarmed', ...told, because: 'no_manager' } satisfies Done
    }
  }
}

function raiseAlarm(house: House, { ticketId, clockId }: DueClock, { asOf }: Moment): Promise<boolean> {
  return markTicket(house, {
    ticketId,
    action: 'alarm',
    sourceKey: `no_manager:${clockId}`,
    body: { because: 'no_manager' },
    at: asOf,
    tell: (ticket) => (ticket.stage === 'new' ? lettersOn('alarm') : null),
    write: { ticket: 'no_manager' },
  })
}
