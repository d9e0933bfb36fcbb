import type { Language } from '../domain/ticket.ts'
import type { When } from './components/time.tsx'

/** How to write moments for one reader, as of the moment of the request. */
export type Manner = { language: Language; timeZone: string; now: Temporal.Instant }

const locales: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT' }
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const day = { weekday: 'short', day: 'numeric', month: 'short' } as const

/** A moment as pages show it: `Thu 26 Nov, 10:12`, with the year when it is not this one. */
export function sayWhen(at: Temporal.Instant, manner: Manner): When {
  const { timeZone, now } = manner
  const sameYear = at.toZonedDateTimeISO(timeZone).year === now.toZonedDateTimeISO(timeZone).year
  const date = sayParts(at, manner, sameYear ? day : { ...day, year: 'numeric' })
  return { at: at.toString(), text: `${date}, ${sayTime(at, manner)}`, zone: timeZone }
}

/** A moment near enough to be told by its weekday: `Tue 10:30`; today the time alone, past or after a week the date. */
export function sayNear(at: Temporal.Instant, manner: Manner): string {
  const [date, today] = [at, manner.now].map((one) => one.toZonedDateTimeISO(manner.timeZone).toPlainDate())
  const days = date && today ? date.since(today).days : 0
  if (days === 0) return sayTime(at, manner)
  if (days > 0 && days < 7) return `${sayParts(at, manner, { weekday: 'short' })} ${sayTime(at, manner)}`
  return sayParts(at, manner, { day: 'numeric', month: 'short' })
}

/** The time of day alone: `10:12`. */
export function sayTime(at: Temporal.Instant, manner: Manner): string {
  return sayParts(at, manner, clock)
}

/** A date that has no time, YYYY-MM-DD: `Thu 26 Nov`. */
export function sayDate(date: string, { language }: Pick<Manner, 'language'>): string {
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).toInstant()
  return sayParts(noon, { language, timeZone: 'UTC' }, day)
}

/** A month, YYYY-MM: `November 2026`. */
export function sayMonth(month: string, { language }: Pick<Manner, 'language'>): string {
  const middle = Temporal.Instant.from(`${month}-15T12:00:00Z`)
  return sayParts(middle, { language, timeZone: 'UTC' }, { month: 'long', year: 'numeric' })
}

function sayParts(
  at: Temporal.Instant,
  { language, timeZone }: Pick<Manner, 'language' | 'timeZone'>,
  wanted: Intl.DateTimeFormatOptions,
): string {
  const { hour, ...rest } = wanted
  if (hour) return formatOf(language, timeZone, wanted).format(at.epochMilliseconds)
  // Field by field, because together some languages write the month as a number.
  return Object.entries(rest)
    .map(([field, width]) => {
      const written = plain(formatOf(language, timeZone, { [field]: width }).format(at.epochMilliseconds))
      // Portuguese keeps its weekdays whole where other languages shorten them.
      return field === 'weekday' ? written.slice(0, 3) : written
    })
    .join(' ')
}

/** Without the dots and commas that some languages put behind short names of days and months. */
function plain(value: string) {
  return value.replace(/[.,]/g, '')
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs more than writing a page of moments with it. */
function formatOf(language: Language, timeZone: string, wanted: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, timeZone, wanted])
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[language], { ...wanted, timeZone })
  if (formats.size >= 500) formats.clear()
  formats.set(key, made)
  return made
}
