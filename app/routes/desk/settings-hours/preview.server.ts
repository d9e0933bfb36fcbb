import type { Calendar } from '../../../../domain/calendar.ts'
import { dueAt, startClock } from '../../../../domain/clock.ts'
import { assignWindow, type PlanWindows } from '../../../../domain/sla.ts'
import { categories, type Language } from '../../../../domain/ticket.ts'
import { sayWhen } from '../../../moment.server.ts'
import { wordsFor } from '../../../words/words.ts'

type Asked = { sent: string; calendar: Calendar; windows: PlanWindows; language: Language; now: Temporal.Instant }

/** The next Friday at half past five, in the zone of the calendar, as a field for date and time holds it. */
export function fridayEvening(zone: string, now: Temporal.Instant): string {
  const today = now.toZonedDateTimeISO(zone).toPlainDateTime()
  const friday = today.add({ days: (5 - today.dayOfWeek + 7) % 7 }).with({ hour: 17, minute: 30, second: 0 })
  const coming = Temporal.PlainDateTime.compare(friday, today) > 0 ? friday : friday.add({ days: 7 })
  return coming.toString({ smallestUnit: 'minute' })
}

/** By when a ticket of each category would be taken, had it been sent then; and that moment in words. */
export function dueFor({ sent, calendar, windows, language, now }: Asked) {
  const at = momentOf(sent, calendar.zone)
  const manner = { language, timeZone: calendar.zone, now }
  return {
    sent: sayWhen(at, manner).text,
    due: categories.map((category) => {
      const due = dueAt(startClock('assign', assignWindow(category, windows), at), calendar)
      return { category: wordsFor(language).category[category], when: due ? sayWhen(due, manner).text : '–' }
    }),
  }
}

/** Whether a field for date and time holds a moment that business time can be counted from. */
export function isMoment(text: string): boolean {
  if (!/^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDateTime.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

function momentOf(wall: string, zone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant()
}
