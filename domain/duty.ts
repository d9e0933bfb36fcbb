import { isBusinessDay } from './business-day.ts'
import { addBusinessTime, addWatchedTime, type Calendar, isWatchedDay } from './calendar.ts'
import { type Category, type Priority, type Role, roles } from './ticket.ts'

/** Who may watch new tickets, and say that they have seen one (R009). */
export const watchers = ['triage', 'pm', 'support_lead'] as const satisfies readonly Role[]

/** Whether one of these roles makes somebody a watcher. */
export function isWatcher(own: readonly Role[]): boolean {
  return watchers.some((role) => roles.includes(role) && own.includes(role))
}

/**
 * What the rota wants of a date: somebody on each business day (R009), perhaps somebody on a Saturday or Sunday with
 * the weekend watch (R010), nobody on a holiday.
 */
export function wantedOn(calendar: Calendar, date: Temporal.PlainDate): 'somebody' | 'perhaps' | 'nobody' {
  if (isBusinessDay(calendar, date)) return 'somebody'
  return isWatchedDay(calendar, date) ? 'perhaps' : 'nobody'
}

/**
 * When the team hears of a new ticket that nobody has seen or taken: after so many minutes of open time, for an urgent
 * one of open or watched time (R009, R010).
 */
export function alertsAt(
  ticket: { category: Category | null; priority: Priority | null; createdAt: Temporal.Instant },
  calendar: Calendar,
  minutes: number,
): Temporal.Instant {
  const isUrgent = ticket.category === 'urgent_issue' || ticket.priority === 'urgent'
  return (isUrgent ? addWatchedTime : addBusinessTime)(calendar, ticket.createdAt, minutes * 60_000)
}

/**
 * Fills days by weekly turns: who has a week has all of it, the next week is the next one's. Whoever is away on a day
 * is stood in for by the one whose turn comes after; a day on which all are away stays empty. `first` has the first week.
 */
export function fillByTurns(
  days: Temporal.PlainDate[],
  people: string[],
  { first, isAway }: { first: number; isAway: (person: string, day: Temporal.PlainDate) => boolean },
): { day: string; personId: string }[] {
  const weeks = [...new Set(days.map(weekOf))]
  return days.flatMap((day) => {
    const turn = first + weeks.indexOf(weekOf(day))
    const inTurn = people.map((_, place) => people[(turn + place) % people.length] ?? '')
    const here = inTurn.find((person) => !isAway(person, day))
    return here ? [{ day: day.toString(), personId: here }] : []
  })
}

/** The Monday of a date's week. */
export function weekOf(day: Temporal.PlainDate): string {
  return day.subtract({ days: day.dayOfWeek - 1 }).toString()
}
