import { describe, expect, test } from 'vitest'
import { addBusinessTime, businessTimeBetween, type Calendar, spanLength } from '../../domain/calendar.ts'
import {
  breachedAt,
  type Clock,
  carryOver,
  dueAt,
  dueIfResumed,
  dueSoonAt,
  halfAt,
  isDueSoon,
  isOverdue,
  isPaused,
  meet,
  pause,
  remaining,
  resume,
  rewindow,
  startClock,
} from '../../domain/clock.ts'
import { fc } from '../support/property.ts'

const hour = 3_600_000
const office = [{ from: '09:00', to: '17:00' }]
const calendar: Calendar = {
  zone: 'Europe/Lisbon',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
  overrides: {},
}

const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime('Europe/Lisbon').toInstant()
const wall = (moment: Temporal.Instant | null) =>
  moment?.toZonedDateTimeISO('Europe/Lisbon').toPlainDateTime().toString({ smallestUnit: 'minute' })

const monday = (time: string) => at(`2026-11-16T${time}`)
const aClock = (changes: Partial<Clock> = {}): Clock => ({
  ...startClock('stage', { hours: 4 }, monday('09:00')),
  ...changes,
})

describe('a running clock', () => {
  test('is due when its window is used', () => {
    expect(wall(dueAt(aClock(), calendar))).toBe('2026-11-16T13:00')
    expect(wall(dueAt(aClock({ window: { days: 2 } }), calendar))).toBe('2026-11-17T17:00')
  })
  test('tells half its window and three quarters', () => {
    expect(wall(halfAt(aClock(), calendar))).toBe('2026-11-16T11:00')
    expect(wall(dueSoonAt(aClock(), calendar))).toBe('2026-11-16T12:00')
  })
  test('is due soon from three quarters until it is overdue', () => {
    expect(isDueSoon(aClock(), calendar, monday('11:59'))).toBe(false)
    expect(isDueSoon(aClock(), calendar, monday('12:00'))).toBe(true)
    expect(isDueSoon(aClock(), calendar, monday('13:00'))).toBe(true)
    expect(isDueSoon(aClock(), calendar, monday('13:01'))).toBe(false)
  })
  test('is in time at the due moment and overdue after it', () => {
    expect(isOverdue(aClock(), calendar, monday('13:00'))).toBe(false)
    expect(isOverdue(aClock(), calendar, monday('13:01'))).toBe(true)
  })
  test('has time left, then time over', () => {
    expect(remaining(aClock(), calendar, monday('12:00'))).toBe(hour)
    expect(remaining(aClock(), calendar, monday('13:25'))).toBe(-25 * 60_000)
  })
  test('was breached when it fell due, however late anybody looks', () => {
    expect(wall(breachedAt(aClock(), calendar, at('2026-11-30T09:00')))).toBe('2026-11-16T13:00')
    expect(breachedAt(aClock(), calendar, monday('12:59'))).toBeNull()
  })
  test('of assignment runs no longer than three business days, however short those are', () => {
    const short = [{ from: '09:00', to: '11:00' }]
    const mornings = {
      ...calendar,
      week: { mon: short, tue: short, wed: short, thu: short, fri: short, sat: [], sun: [] },
    }
    const clock = startClock('assign', { hours: 24 }, monday('09:00'))
    expect(wall(dueAt(clock, mornings))).toBe('2026-11-18T11:00')
  })
})

describe('a met clock', () => {
  test('stays met when first met', () => {
    const met = meet(meet(aClock(), monday('10:00')), monday('16:00'))
    expect(wall(met.metAt)).toBe('2026-11-16T10:00')
    expect(remaining(met, calendar, monday('16:00'))).toBe(3 * hour)
  })
  test('met in time is never overdue, met late always is', () => {
    expect(isOverdue(meet(aClock(), monday('10:00')), calendar, monday('16:00'))).toBe(false)
    expect(wall(breachedAt(meet(aClock(), monday('14:00')), calendar, monday('14:00')))).toBe('2026-11-16T13:00')
  })
  test('is neither due soon nor paused again', () => {
    const met = meet(aClock(), monday('12:10'))
    expect(isDueSoon(met, calendar, monday('12:20'))).toBe(false)
    expect(isPaused(pause(met, monday('12:20')))).toBe(false)
  })
  test('met while paused ends the pause', () => {
    const met = meet(pause(aClock(), monday('10:00')), monday('12:00'))
    expect(isPaused(met)).toBe(false)
    expect(remaining(met, calendar, monday('16:00'))).toBe(3 * hour)
  })
})

describe('a paused clock', () => {
  const paused = pause(aClock(), monday('10:00'))

  test('has no due moment but keeps what was left', () => {
    expect(dueAt(paused, calendar)).toBeNull()
    expect(halfAt(paused, calendar)).toBeNull()
    expect(remaining(paused, calendar, at('2026-11-18T15:00'))).toBe(3 * hour)
    expect(wall(dueIfResumed(paused, calendar, at('2026-11-18T15:00')))).toBe('2026-11-19T10:00')
  })
  test('is never overdue nor due soon', () => {
    expect(isOverdue(paused, calendar, at('2026-12-18T15:00'))).toBe(false)
    expect(isDueSoon(paused, calendar, at('2026-12-18T15:00'))).toBe(false)
  })
  test('that was breached before stays breached', () => {
    const late = pause(aClock(), monday('15:00'))
    expect(wall(breachedAt(late, calendar, monday('15:00')))).toBe('2026-11-16T13:00')
  })
  test('goes on with what was left', () => {
    expect(wall(dueAt(resume(paused, at('2026-11-18T15:00')), calendar))).toBe('2026-11-19T10:00')
  })
  test('is paused once and resumed once', () => {
    expect(pause(paused, monday('11:00'))).toBe(paused)
    const running = resume(paused, monday('11:00'))
    expect(resume(running, monday('12:00'))).toBe(running)
  })
})

describe('a change of window or calendar', () => {
  test('keeps the time used', () => {
    const longer = rewindow(aClock(), calendar, { window: { hours: 6 }, now: monday('11:00') })
    expect(wall(dueAt(longer, calendar))).toBe('2026-11-16T15:00')
    expect(remaining(longer, calendar, monday('11:00'))).toBe(4 * hour)
  })
  test('to less than was used is due now, not in the past', () => {
    const shorter = rewindow(aClock(), calendar, { window: { hours: 1 }, now: monday('11:00') })
    expect(wall(dueAt(shorter, calendar))).toBe('2026-11-16T11:00')
  })
  test('does not hide a breach that was', () => {
    const shorter = rewindow(aClock(), calendar, { window: { hours: 1 }, now: monday('15:00') })
    expect(wall(breachedAt(shorter, calendar, monday('15:00')))).toBe('2026-11-16T13:00')
  })
  test('while paused stays paused', () => {
    const paused = rewindow(pause(aClock(), monday('10:00')), calendar, { window: { hours: 2 }, now: monday('12:00') })
    expect(dueAt(paused, calendar)).toBeNull()
    expect(wall(dueAt(resume(paused, monday('14:00')), calendar))).toBe('2026-11-16T15:00')
  })
  test('lets new hours count from now on only', () => {
    const late = [{ from: '12:00', to: '20:00' }]
    const evenings = { ...calendar, week: { mon: late, tue: late, wed: late, thu: late, fri: late, sat: [], sun: [] } }
    const carried = carryOver(aClock(), calendar, monday('11:00'))
    expect(remaining(carried, evenings, monday('11:00'))).toBe(2 * hour)
    expect(wall(dueAt(carried, evenings))).toBe('2026-11-16T14:00')
  })
  test('leaves a met clock alone', () => {
    const met = meet(aClock(), monday('10:00'))
    expect(carryOver(met, calendar, monday('11:00'))).toBe(met)
  })
})

describe('laws of pauses', () => {
  const minutes = fc.integer({ min: 0, max: 5000 })
  const later = (moment: Temporal.Instant, count: number) => moment.add({ minutes: count })
  /** A start, then by turns how long the clock runs and how long it stands still. */
  const turns = fc.tuple(minutes, fc.array(fc.tuple(minutes, minutes), { maxLength: 5 }))

  const pausedBy = ([started, pauses]: [number, [number, number][]]) => {
    let now = later(at('2026-03-20T00:00'), started)
    let clock = startClock('stage', { days: 2 }, now)
    for (const [running, standing] of pauses) {
      clock = pause(clock, later(now, running))
      now = later(now, running + standing)
      clock = resume(clock, now)
    }
    return { clock, now }
  }
  const minus = (clock: Clock, from: Temporal.Instant, to: Temporal.Instant) =>
    clock.pausedSpans.reduce(
      (sum, span) =>
        sum - businessTimeBetween(calendar, span.from, [span.to ?? to, to].sort(Temporal.Instant.compare)[0] ?? to),
      businessTimeBetween(calendar, from, to),
    )

  test('at the due moment the window is used up to the millisecond', () => {
    fc.assert(
      fc.property(turns, (drawn) => {
        const { clock } = pausedBy(drawn)
        const due = dueAt(clock, calendar) ?? clock.startedAt
        expect(remaining(clock, calendar, due)).toBe(0)
        expect(isOverdue(clock, calendar, due)).toBe(false)
      }),
    )
  })
  test('what is left is the window less the open time outside pauses', () => {
    fc.assert(
      fc.property(turns, minutes, (drawn, after) => {
        const { clock, now } = pausedBy(drawn)
        const then = later(now, after)
        expect(remaining(clock, calendar, then)).toBe(
          spanLength(calendar, clock.window) - minus(clock, clock.startedAt, then),
        )
      }),
    )
  })
  test('carrying a clock over to the same calendar changes nothing', () => {
    fc.assert(
      fc.property(turns, minutes, (drawn, after) => {
        const { clock, now } = pausedBy(drawn)
        const then = later(now, after)
        const carried = carryOver(clock, calendar, then)
        expect(remaining(carried, calendar, then)).toBe(remaining(clock, calendar, then))
        if (!isOverdue(clock, calendar, then)) {
          expect(dueAt(carried, calendar)?.toString()).toBe(
            addBusinessTime(calendar, then, remaining(clock, calendar, then)).toString(),
          )
        } else expect(dueAt(carried, calendar)?.toString()).toBe(dueAt(clock, calendar)?.toString())
      }),
    )
  })
})
