import type { Language } from '../../domain/ticket.ts'

const locales: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT' }
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment for its reader: weekday, date and time in their zone, with the zone named: `Thu 26 Nov, 10:12 (Europe/Lisbon)`. */
export function sayMoment(moment: Temporal.Instant, { language, zone }: { language: Language; zone: string }): string {
  // Field by field, because together some languages write the month as a number and a weekday in whole.
  const part = (field: 'weekday' | 'day' | 'month' | 'time') =>
    formatOf(language, zone, field).format(moment.epochMilliseconds).replace(/[.,]/g, '')
  return `${part('weekday').slice(0, 3)} ${part('day')} ${part('month')}, ${part('time')} (${zone})`
}

/** The last moment before an end: what ends with a day is said to end at 23:59 of it. */
export function sayUntil(end: Temporal.Instant, reader: { language: Language; zone: string }): string {
  const { hour, minute } = end.toZonedDateTimeISO(reader.zone)
  return sayMoment(hour === 0 && minute === 0 ? end.subtract({ minutes: 1 }) : end, reader)
}

/** A date that has no time, YYYY-MM-DD: `Thu 26 Nov`. */
export function sayDay(date: string, language: Language): string {
  const noon = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'UTC', plainTime: '12:00' }).toInstant()
  return sayMoment(noon, { language, zone: 'UTC' }).split(',')[0] ?? date
}

/** The time of day alone: `10:12`. */
export function sayTime(moment: Temporal.Instant, reader: { language: Language; zone: string }): string {
  return sayMoment(moment, reader).replace(/^.*, (\d\d:\d\d) .*$/, '$1')
}

const fields = {
  weekday: { weekday: 'short' },
  day: { day: 'numeric' },
  month: { month: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

/** Making a format costs more than all the rest of a letter. */
function formatOf(language: Language, zone: string, field: keyof typeof fields): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${field}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[language], { ...fields[field], timeZone: zone })
  if (formats.size >= 800) formats.clear()
  formats.set(key, made)
  return made
}
