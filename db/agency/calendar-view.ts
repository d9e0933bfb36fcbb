import { type Calendar, isOpen, nextOpening } from '../../domain/calendar.ts'
import { assignWindows, type PlanWindows } from '../../domain/sla.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { readAgencyCalendar, readHours } from './calendars.ts'

/** The business hours an actor's tickets run on, and what they promise. */
export type CalendarView = {
  calendar: Calendar
  windows: Required<PlanWindows>
  open: boolean
  /** When we open next; null while we are open. */
  opensAt: Temporal.Instant | null
}

/** A contact's own company keeps the hours (of several companies the first); for staff it is the agency. */
export async function readCalendar(house: House, actor: Actor, now: Temporal.Instant): Promise<CalendarView> {
  const companyId = actor.kind === 'contact' ? actor.memberships[0]?.companyId : undefined
  const { calendar, windows } = await house.db.transaction(async (tx) =>
    companyId ? readHours(tx, companyId) : { calendar: await readAgencyCalendar(tx), windows: {} },
  )
  const open = isOpen(calendar, now)
  return {
    calendar,
    windows: { ...assignWindows, ...without(windows) },
    open,
    opensAt: open ? null : nextOpening(calendar, now),
  }
}

function without(windows: PlanWindows) {
  return Object.fromEntries(Object.entries(windows).filter(([, window]) => window !== undefined))
}
