import type { Hours } from './interval.ts'

/** Real time during which somebody is there: milliseconds since 1970, half-open, never empty. */
export type Opening = { readonly opens: number; readonly closes: number }

type Day = { date: Temporal.PlainDate /** Days since 1970. */; place: number; openings: Opening[]; next: Day | null }

/** The hours of a zone, with the days already turned into real time kept at hand. */
export type OpeningBook = {
  zone: string
  hoursOn: (date: Temporal.PlainDate) => readonly Hours[]
  days: Map<string, Day>
  /** The days of moments asked about before: of a list of clocks, each asks about one and the same now. */
  moments: Map<number, Day>
  totals: Totals | null
}

/** Milliseconds of all openings before a day, by its place; counted from the day that was asked about first. */
type Totals = { before: Map<number, number>; first: Day; last: Day }

/** Eleven years: a walk over the whole life of an old clock must not drive out the days it comes back for. */
const daysKept = 4000
const momentsKept = 1000
const millisecondsPerDay = 86_400_000

/** A book of openings. `hoursOn` gives the hours of a date in order, without overlaps. */
export function openBook(zone: string, hoursOn: OpeningBook['hoursOn']): OpeningBook {
  return { zone, hoursOn, days: new Map(), moments: new Map(), totals: null }
}

/** The openings that close after `from` and open before `until`, in order; whole, not cut to those moments. */
export function* openingsBetween(book: OpeningBook, from: number, until: number): Generator<Opening, void, void> {
  const { place: last } = dayAt(book, until)
  for (let day = dayAt(book, from); ; day = dayAfter(book, day)) {
    for (const opening of day.openings) {
      if (opening.opens >= until) return
      if (opening.closes > from) yield opening
    }
    // One date further than it seems: where clocks go back over midnight, a date begins before the last one is over.
    if (day.place > last) return
  }
}

/** Milliseconds of openings from one moment to a later one. Kept totals spare the walk: old clocks run over years. */
export function openTimeBetween(book: OpeningBook, from: number, until: number): number {
  return openTimeUntil(book, until) - openTimeUntil(book, from)
}

function openTimeUntil(book: OpeningBook, moment: number): number {
  const day = dayAt(book, moment)
  // The next date may have begun, as above.
  return [...day.openings, ...dayAfter(book, day).openings].reduce(
    (sum, { opens, closes }) => sum + Math.max(0, Math.min(closes, moment) - opens),
    totalBefore(book, day),
  )
}

function totalBefore(book: OpeningBook, day: Day): number {
  if (!book.totals || book.totals.before.size >= daysKept) {
    book.totals = { before: new Map([[day.place, 0]]), first: day, last: day }
  }
  const { totals } = book
  for (;;) {
    const total = totals.before.get(day.place)
    if (total !== undefined) return total
    if (day.place > totals.last.place) countOneLater(book, totals)
    else countOneEarlier(book, totals)
  }
}

function countOneLater(book: OpeningBook, totals: Totals) {
  const { before, last } = totals
  totals.last = dayAfter(book, last)
  before.set(totals.last.place, (before.get(last.place) ?? 0) + lengthOf(last))
}

function countOneEarlier(book: OpeningBook, totals: Totals) {
  const { before, first } = totals
  totals.first = dayOn(book, first.date.subtract({ days: 1 }))
  before.set(totals.first.place, (before.get(first.place) ?? 0) - lengthOf(totals.first))
}

function lengthOf({ openings }: Day): number {
  return openings.reduce((sum, { opens, closes }) => sum + closes - opens, 0)
}

function placeOf({ year, month, day }: Temporal.PlainDate): number {
  return Date.UTC(year, month - 1, day) / millisecondsPerDay
}

function dayAt(book: OpeningBook, moment: number): Day {
  const known = book.moments.get(moment)
  if (known) return known
  const date = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(book.zone).toPlainDate()
  const day = dayOn(book, date)
  if (book.moments.size >= momentsKept) book.moments.clear()
  book.moments.set(moment, day)
  return day
}

function dayAfter(book: OpeningBook, day: Day): Day {
  day.next ??= dayOn(book, day.date.add({ days: 1 }))
  return day.next
}

function dayOn(book: OpeningBook, date: Temporal.PlainDate): Day {
  const key = date.toString()
  const known = book.days.get(key)
  if (known) return known

  const openings = book
    .hoursOn(date)
    .map(({ from, to }) => ({ opens: momentOf(book.zone, date, from), closes: momentOf(book.zone, date, to) }))
    .filter(({ opens, closes }) => opens < closes)
  const day: Day = { date, place: placeOf(date), openings, next: null }
  if (book.days.size >= daysKept) book.days.clear()
  book.days.set(key, day)
  return day
}

/**
 * The first moment at which the wall clock has reached the given minute of the date. An hour that repeats in autumn
 * is therefore worked through and never opens twice; a minute that spring skips is reached at the change itself.
 */
function momentOf(zone: string, date: Temporal.PlainDate, minute: number): number {
  const wall = date.toPlainDateTime().add({ minutes: minute })
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(wall)) return earlier.epochMilliseconds
  // In a gap "earlier" lies before the change by less than the gap, so the next change is the one that made it.
  return (earlier.getTimeZoneTransition('next') ?? earlier).epochMilliseconds
}
