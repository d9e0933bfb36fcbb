import type { Calendar } from '../../domain/calendar.ts'

/** Some days of a zone, and for each minute of them the furthest its wall clock has been, as date and time. */
export type Place = { zone: string; start: Temporal.Instant; minutes: number; dates: string[]; times: string[] }

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const minuteMs = 60_000

/** Walks the wall clock of a zone minute by minute; knows nothing of gaps, overlaps or transitions. */
export function walk(zone: string, firstDay: string, days: number): Place {
  const start = Temporal.Instant.from(`${firstDay}T00:00:00Z`)
  const [dates, times]: [string[], string[]] = [[], []]
  let furthest = ''
  for (let minute = -2 * 1440; minute < days * 1440; minute += 1) {
    const wall = instantAt(start, minute)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
    if (wall > furthest) furthest = wall
    if (minute < 0) continue
    dates.push(furthest.slice(0, 10))
    times.push(furthest.slice(11))
  }
  return { zone, start, minutes: days * 1440, dates, times }
}

/** For each minute of the place whether the calendar is open. */
export function openMinutes(place: Place, calendar: Calendar): boolean[] {
  const hours = new Map<string, readonly { from: string; to: string }[]>()
  for (const date of new Set(place.dates)) {
    const weekday = weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1] as (typeof weekdays)[number]
    hours.set(date, calendar.overrides[date]?.intervals ?? calendar.week[weekday])
  }
  return place.dates.map((date, minute) => {
    const time = place.times[minute] as string
    return (hours.get(date) ?? []).some(({ from, to }) => from <= time && time < to)
  })
}

/** The minute by whose beginning so many open minutes have passed; null when the place ends before. */
export function addByStepping(open: boolean[], from: number, minutes: number): number | null {
  let left = minutes
  for (let minute = from; ; minute += 1) {
    if (left === 0) return minute
    if (minute >= open.length) return null
    if (open[minute]) left -= 1
  }
}

/** Open minutes between two minutes of the place. */
export function countByStepping(open: boolean[], from: number, to: number): number {
  return open.slice(from, to).filter(Boolean).length
}

export function instantAt(start: Temporal.Instant, minute: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(start.epochMilliseconds + minute * minuteMs)
}
