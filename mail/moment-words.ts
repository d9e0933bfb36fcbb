import type { Language } from '../domain/ticket.ts'

const locales: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT' }
const formats = new Map<string, Intl.DateTimeFormat>()

/** A moment for its reader: weekday, date and time in their zone, with the zone named: `Thu 26 Nov, 10:12 (Europe/Lisbon)`. */
export function sayMoment(moment: Temporal.Instant, { language, zone }: { language: Language; zone: string }): string {
  const part = Object.fromEntries(
    formatOf(language, zone)
      .formatToParts(moment.epochMilliseconds)
      .map(({ type, value }) => [type, value]),
  )
  const day = `${part.weekday?.replace(/[.,]/g, '')} ${part.day} ${part.month?.replace('.', '')}`
  return `${day}, ${part.hour}:${part.minute} (${zone})`
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

/** Making a format costs more than all the rest of a letter. */
function formatOf(language: Language, zone: string): Intl.DateTimeFormat {
  const key = `${language} ${zone}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[language], {
    ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone: zone,
  })
  if (formats.size >= 200) formats.clear()
  formats.set(key, made)
  return made
}
