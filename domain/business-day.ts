import { type Calendar, intervalsOn } from './calendar.ts'

const searchedDays = 3653

/** Whether the calendar opens at all on this date, be it for half a day. */
export function isBusinessDay(calendar: Calendar, date: Temporal.PlainDate): boolean {
  return intervalsOn(calendar, date).length > 0
}

/** The date itself or the first business day after it: where a call lands that fell on a holiday (R079). */
export function businessDayFrom(calendar: Calendar, date: Temporal.PlainDate): Temporal.PlainDate {
  return search(calendar, date, 1)
}

/** The business day so many business days before a date, whatever day that is itself (R070, R080, R149). */
export function businessDayBefore(calendar: Calendar, date: Temporal.PlainDate, count = 1): Temporal.PlainDate {
  let day = date
  for (let left = count; left > 0; left -= 1) day = search(calendar, day.subtract({ days: 1 }), -1)
  return day
}

/** Throws when ten years of dates are all closed. */
function search(calendar: Calendar, from: Temporal.PlainDate, step: 1 | -1): Temporal.PlainDate {
  for (let days = 0; days < searchedDays; days += 1) {
    const date = from.add({ days: days * step })
    if (isBusinessDay(calendar, date)) return date
  }
  throw new Error(`The calendar in ${calendar.zone} has no business day within ten years of ${from}.`)
}
