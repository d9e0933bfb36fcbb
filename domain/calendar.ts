import { z } from 'zod'
import { type Interval, intervalsSchema as intervals, joinHours, minutesIn } from './interval.ts'
import { type OpeningBook, openBook, openingsBetween, openTimeBetween } from './opening.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const millisecondsPerHour = 3_600_000
const searchedDays = 3653

const zone = z.string().refine(isZone, 'Name a time zone such as Europe/Lisbon.')

/**
 * When we are open, in wall time of one zone. An override replaces the hours of its date: a holiday has none.
 * The weekend watch adds a watcher on Saturday and Sunday; deadlines count opening hours only (R010).
 */
export const calendarSchema = z
  .strictObject({
    zone,
    week: z
      .strictObject({
        mon: intervals,
        tue: intervals,
        wed: intervals,
        thu: intervals,
        fri: intervals,
        sat: intervals,
        sun: intervals,
      })
      .refine((week) => weekdays.some((day) => week[day].length > 0), 'The week needs at least one opening.')
      .readonly(),
    overrides: z
      .record(
        z.iso.date('Write the date of an override as YYYY-MM-DD.'),
        z.strictObject({ intervals, name: z.string().trim().min(1, 'Give the override a name.').max(100) }).readonly(),
      )
      .default({})
      .readonly(),
    watch: z.strictObject({ sat: intervals, sun: intervals }).readonly().optional(),
  })
  .readonly()

export type Calendar = z.infer<typeof calendarSchema>

const spanError = 'Give a positive number of business hours, or of whole business days.'
const someHours = z.strictObject({ hours: z.number(spanError).positive(spanError) })
const someDays = z.strictObject({ days: z.int(spanError).positive(spanError) })

/** Business hours (fractions allowed) or whole business days. */
export const spanSchema = z.union([someHours, someDays], spanError)

export type Span = z.infer<typeof spanSchema>

/**
 * Business time in milliseconds. A business day is as much open time as the calendar's ordinary weekday has:
 * the commonest length in its week, the longest of them on a tie.
 */
export function spanLength(calendar: Calendar, span: Span): number {
  if ('hours' in span) return Math.round(span.hours * millisecondsPerHour)
  return span.days * booksOf(calendar).ordinaryDay
}

/**
 * The first moment by which `length` (a span, or milliseconds) of open time has passed since `from`. It may be a
 * closing moment; nothing to add gives `from` itself. Moments are read to the millisecond. Throws when the calendar
 * does not open for that long within ten years.
 */
export function addBusinessTime(calendar: Calendar, from: Temporal.Instant, length: Span | number): Temporal.Instant {
  const wanted = typeof length === 'number' ? length : spanLength(calendar, length)
  return addTime(calendar, booksOf(calendar).open, { from, length: wanted })
}

/** The same in milliseconds of time that is open or watched (R010). */
export function addWatchedTime(calendar: Calendar, from: Temporal.Instant, length: number): Temporal.Instant {
  return addTime(calendar, booksOf(calendar).watched, { from, length })
}

function addTime(
  calendar: Calendar,
  book: OpeningBook,
  { from, length }: { from: Temporal.Instant; length: number },
): Temporal.Instant {
  let left = length
  if (left < 0) throw new RangeError(`Business time can only be added, not ${left} ms.`)
  if (left === 0) return from

  const start = from.epochMilliseconds
  for (const { opens, closes } of openingsBetween(book, start, tenYearsAfter(start))) {
    const counted = Math.max(opens, start)
    if (left <= closes - counted) return Temporal.Instant.fromEpochMilliseconds(counted + left)
    left -= closes - counted
  }
  throw closedForYears(calendar, from)
}

/** Open time from `from` to `to` in milliseconds; negative when `to` comes first. */
export function businessTimeBetween(calendar: Calendar, from: Temporal.Instant, to: Temporal.Instant): number {
  const [start, end] = [from.epochMilliseconds, to.epochMilliseconds]
  const book = booksOf(calendar).open
  return start <= end ? openTimeBetween(book, start, end) : 0 - openTimeBetween(book, end, start)
}

/** Whether the moment lies in opening hours: at opening yes, at closing no. */
export function isOpen(calendar: Calendar, at: Temporal.Instant): boolean {
  return isInside(booksOf(calendar).open, at)
}

/** Whether somebody looks at urgent tickets: opening hours, or the weekend watch on a date that is no holiday (R010). */
export function isWatched(calendar: Calendar, at: Temporal.Instant): boolean {
  return isInside(booksOf(calendar).watched, at)
}

/** Whether the weekend watch has hours on this date; never on a holiday (R010). */
export function isWatchedDay(calendar: Calendar, date: Temporal.PlainDate): boolean {
  return watchOn(calendar, date).length > 0
}

/** The first open moment, `at` itself when open. Throws when there is none within ten years. */
export function nextOpening(calendar: Calendar, at: Temporal.Instant): Temporal.Instant {
  return firstInside(calendar, booksOf(calendar).open, at)
}

/** The first moment that is open or watched, `at` itself when it is. Throws when there is none within ten years. */
export function nextWatched(calendar: Calendar, at: Temporal.Instant): Temporal.Instant {
  return firstInside(calendar, booksOf(calendar).watched, at)
}

/** When the present opening ends; null while closed, and when it goes on for more than a week. */
export function closesAt(calendar: Calendar, at: Temporal.Instant): Temporal.Instant | null {
  const start = at.epochMilliseconds
  const weekLater = start + 7 * 24 * millisecondsPerHour
  let end = start
  for (const { opens, closes } of openingsBetween(booksOf(calendar).open, start, weekLater)) {
    if (opens > end) break
    end = closes
  }
  return end === start || end > weekLater ? null : Temporal.Instant.fromEpochMilliseconds(end)
}

function isInside(book: OpeningBook, at: Temporal.Instant): boolean {
  const moment = at.epochMilliseconds
  return !openingsBetween(book, moment, moment + 1).next().done
}

function firstInside(calendar: Calendar, book: OpeningBook, at: Temporal.Instant): Temporal.Instant {
  const start = at.epochMilliseconds
  const { value } = openingsBetween(book, start, tenYearsAfter(start)).next()
  if (!value) throw closedForYears(calendar, at)
  return value.opens <= start ? at : Temporal.Instant.fromEpochMilliseconds(value.opens)
}

type Books = { open: OpeningBook; watched: OpeningBook; ordinaryDay: number }

const booksKept = 100
const books = new WeakMap<Calendar, Books>()
const booksByContent = new Map<string, Books>()

/** Kept per calendar object, and by content, because each reading of a row makes another object of the same calendar. */
function booksOf(calendar: Calendar): Books {
  const known = books.get(calendar)
  if (known) return known
  const content = JSON.stringify(calendar)
  const shared = booksByContent.get(content) ?? writeBooks(calendar)
  if (booksByContent.size >= booksKept) booksByContent.clear()
  booksByContent.set(content, shared)
  books.set(calendar, shared)
  return shared
}

function writeBooks(calendar: Calendar): Books {
  return {
    open: openBook(calendar.zone, (date) => joinHours(intervalsOn(calendar, date))),
    watched: openBook(calendar.zone, (date) => joinHours([...intervalsOn(calendar, date), ...watchOn(calendar, date)])),
    ordinaryDay: ordinaryDay(calendar),
  }
}

/** The opening intervals of a date: those of its override where there is one, else those of its weekday. */
export function intervalsOn(calendar: Calendar, date: Temporal.PlainDate): readonly Interval[] {
  const day = weekdays[date.dayOfWeek - 1]
  return calendar.overrides[date.toString()]?.intervals ?? (day ? calendar.week[day] : [])
}

function watchOn(calendar: Calendar, date: Temporal.PlainDate): readonly Interval[] {
  if (calendar.overrides[date.toString()]?.intervals.length === 0) return []
  if (date.dayOfWeek === 6) return calendar.watch?.sat ?? []
  if (date.dayOfWeek === 7) return calendar.watch?.sun ?? []
  return []
}

function ordinaryDay(calendar: Calendar): number {
  const lengths = weekdays.map((day) => minutesIn(joinHours(calendar.week[day]))).filter((minutes) => minutes > 0)
  const timesSeen = (minutes: number) => lengths.filter((other) => other === minutes).length
  const [commonest = 0] = lengths.sort((one, other) => timesSeen(other) - timesSeen(one) || other - one)
  return commonest * 60_000
}

function tenYearsAfter(moment: number): number {
  return moment + searchedDays * 24 * millisecondsPerHour
}

function closedForYears(calendar: Calendar, from: Temporal.Instant): Error {
  return new Error(
    `The calendar in ${calendar.zone} is not open long enough within ten years of ${from}: look at its overrides.`,
  )
}

function isZone(id: string): boolean {
  if (/^[+-]/.test(id)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(id)
    return true
  } catch {
    return false
  }
}
