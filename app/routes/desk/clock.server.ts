import type { QueueClock } from '../../../db/work/queue.ts'
import { type Calendar, closesAt } from '../../../domain/calendar.ts'
import type { Clock } from '../../components/sla-clock.tsx'
import { type Manner, sayNear } from '../../moment.server.ts'
import { deskWordsFor } from '../../words/desk.server.ts'
import { wordsFor } from '../../words/words.ts'

const soonShare = 25

/** What a running clock shows: time left while it is due today or over, else the moment it is due. */
export function showClock(clock: QueueClock, manner: Manner & { calendar: Calendar }): Clock {
  const { language, now, calendar } = manner
  const { remaining, share, paused, dueAt } = clock
  const target = deskWordsFor(language).clock[clock.kind]
  const minutes = Math.trunc(remaining / 60_000)
  const text = wordsFor(language).clock(minutes)
  if (paused) return { tone: 'paused', minutes: null, runsFor: 0, text, target, share }
  if (remaining < 0) return { tone: 'over', minutes, runsFor: minutesOpen(calendar, now), text, target, share: 0 }
  const tone = share <= soonShare ? 'soon' : 'calm'
  if (dueAt && !isToday(dueAt, manner)) {
    return { tone, minutes: null, runsFor: 0, text: sayNear(dueAt, manner), target, share }
  }
  return { tone, minutes, runsFor: minutesOpen(calendar, now), text, target, share }
}

/** In place of a clock that does not run: a moment, and what it is. */
export function showMoment(tone: 'none' | 'paused', at: string, target: string): Clock {
  return { tone, minutes: null, runsFor: 0, text: at, target, share: 100 }
}

/** Business minutes until we close: as long do clocks run on. */
function minutesOpen(calendar: Calendar, now: Temporal.Instant): number {
  const until = closesAt(calendar, now)
  return until ? Math.trunc(until.since(now).total('minutes')) : 0
}

function isToday(at: Temporal.Instant, { timeZone, now }: Manner): boolean {
  const [day, today] = [at, now].map((one) => one.toZonedDateTimeISO(timeZone).toPlainDate())
  return day !== undefined && today !== undefined && day.equals(today)
}
