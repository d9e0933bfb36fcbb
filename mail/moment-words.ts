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
