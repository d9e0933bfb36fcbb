import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../domain/calendar.ts'
import { pause, resume, rewindow, startClock } from '../../domain/clock.ts'
import {
  approvalLapsesAt,
  approvalRemindsAt,
  approvalValidUntil,
  assignBy,
  assignWindow,
  assignWindowSchema,
  assignWindowsSchema,
  reopenUntil,
  silenceClosesAt,
  silenceRemindsAt,
  undoUntil,
} from '../../domain/sla.ts'
import type { Category } from '../../domain/ticket.ts'

const office = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
]
const calendar: Calendar = {
  zone: 'Europe/Lisbon',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
  overrides: { '2026-12-01': { intervals: [], name: 'Restoration of Independence' } },
}
const watched: Calendar = { ...calendar, watch: { sat: [{ from: '10:00', to: '12:00' }], sun: [] } }

const at = (wall: string) => Temporal.PlainDateTime.from(wall).toZonedDateTime('Europe/Lisbon').toInstant()
const wall = (moment: Temporal.Instant | null) =>
  moment?.toZonedDateTimeISO('Europe/Lisbon').toPlainDateTime().toString({ smallestUnit: 'minute' })
const assignClock = (category: Category | null, started: string) =>
  startClock('assign', assignWindow(category), at(started))

describe('the assignment window', () => {
  test('depends on the category, from one business hour to three business days', () => {
    expect(assignWindow('urgent_issue')).toEqual({ hours: 1 })
    expect(assignWindow('server_issue')).toEqual({ hours: 4 })
    expect(assignWindow('issue_with_error')).toEqual({ days: 1 })
    expect(assignWindow('issue_no_error')).toEqual({ days: 2 })
    expect(assignWindow('question')).toEqual({ days: 3 })
  })
  test('of a ticket without category is that of an issue with error', () => {
    expect(assignWindow(null)).toEqual({ days: 1 })
    expect(assignWindow(null, { issue_with_error: { hours: 6 } })).toEqual({ hours: 6 })
  })
  test('may be set by the plan', () => {
    expect(assignWindow('question', { question: { days: 2 } })).toEqual({ days: 2 })
    expect(assignWindow('urgent_issue', { question: { days: 2 } })).toEqual({ hours: 1 })
  })
  test.each([{ hours: 0.5 }, { hours: 25 }, { days: 4 }])('%o is refused in words', (span) => {
    const words = 'Choose between 1 business hour and 3 business days: up to 24 hours, or whole days.'
    expect(assignWindowSchema.safeParse(span).error?.issues[0]?.message).toBe(words)
    expect(assignWindowsSchema.safeParse({ question: span }).error?.issues[0]?.path[0]).toBe('question')
  })
  test.each([{ hours: 1 }, { hours: 1.5 }, { hours: 24 }, { days: 1 }, { days: 3 }])('%o is taken', (span) => {
    expect(assignWindowSchema.parse(span)).toEqual(span)
  })
})

describe('the job assigns', () => {
  test('an urgent ticket at once in opening hours', () => {
    const clock = assignClock('urgent_issue', '2026-11-19T10:12')
    expect(wall(assignBy('urgent_issue', clock, calendar))).toBe('2026-11-19T10:12')
  })
  test('an urgent ticket of Saturday in the first watched minute, else on Monday morning', () => {
    const clock = assignClock('urgent_issue', '2026-11-21T07:00')
    expect(wall(assignBy('urgent_issue', clock, watched))).toBe('2026-11-21T10:00')
    expect(wall(assignBy('urgent_issue', clock, calendar))).toBe('2026-11-23T09:00')
  })
  test('any other ticket when half its window is used, weekend watch or not', () => {
    const clock = assignClock('server_issue', '2026-11-20T17:00')
    expect(wall(assignBy('server_issue', clock, watched))).toBe('2026-11-23T10:00')
    expect(wall(assignBy(null, assignClock(null, '2026-11-20T09:00'), calendar))).toBe('2026-11-20T13:00')
  })
  test('an urgent ticket that waited for the customer when it runs again and somebody watches', () => {
    const waited = pause(assignClock('urgent_issue', '2026-11-19T10:00'), at('2026-11-19T10:00'))
    expect(assignBy('urgent_issue', waited, calendar)).toBeNull()
    const running = resume(waited, at('2026-11-21T15:00'))
    expect(wall(assignBy('urgent_issue', running, watched))).toBe('2026-11-23T09:00')
  })
  test('a ticket that became urgent late at once', () => {
    const clock = assignClock('question', '2026-11-19T09:00')
    const urgent = rewindow(clock, calendar, { window: { hours: 1 }, now: at('2026-11-19T16:00') })
    expect(wall(assignBy('urgent_issue', urgent, calendar))).toBe('2026-11-19T16:00')
  })
  test('nothing that was taken', () => {
    const taken = { ...assignClock('question', '2026-11-19T09:00'), metAt: at('2026-11-19T09:05') }
    expect(assignBy('question', taken, calendar)).toBeNull()
  })
})

describe('silence', () => {
  const since = (from: string) => ({ since: at(from), held: [] })

  test('closes three business days after delivery, holidays left out', () => {
    expect(wall(silenceClosesAt(since('2026-11-19T10:12'), calendar))).toBe('2026-11-24T10:12')
    expect(wall(silenceClosesAt(since('2026-11-27T10:12'), calendar))).toBe('2026-12-03T10:12')
  })
  test('stands still on hold, and goes on from where it stopped', () => {
    const held = [{ from: at('2026-11-20T10:00'), to: at('2026-11-23T12:00') }]
    expect(wall(silenceClosesAt({ ...since('2026-11-19T10:12'), held }, calendar))).toBe('2026-11-25T12:12')
    expect(
      silenceClosesAt({ ...since('2026-11-19T10:12'), held: [{ from: at('2026-11-20T10:00'), to: null }] }, calendar),
    ).toBeNull()
  })
  test('is broken by one reminder a business day before', () => {
    expect(wall(silenceRemindsAt(since('2026-11-19T10:12'), calendar))).toBe('2026-11-23T10:12')
  })
  test('begun at night counts from the next opening', () => {
    expect(wall(silenceClosesAt(since('2026-11-19T23:00'), calendar))).toBe('2026-11-24T18:00')
  })
})

describe('other terms', () => {
  test('an approval is reminded of after three business days', () => {
    const offered = { askedAt: at('2026-11-19T10:12'), validUntil: at('2026-12-17T10:12') }
    expect(wall(approvalRemindsAt(offered, calendar))).toBe('2026-11-24T10:12')
    // A shorter one at half its time: two business days, so one.
    const short = { ...offered, validUntil: at('2026-11-23T10:12') }
    expect(wall(approvalRemindsAt(short, calendar))).toBe('2026-11-20T10:12')
    // Reminded in time it lapses when it said; reminded late, a business day after that.
    expect(wall(approvalLapsesAt(offered, at('2026-11-24T10:12'), calendar))).toBe('2026-12-17T10:12')
    expect(wall(approvalLapsesAt(short, at('2026-11-20T10:12'), calendar))).toBe('2026-11-23T10:12')
    expect(wall(approvalLapsesAt(offered, at('2026-12-21T09:00'), calendar))).toBe('2026-12-21T18:00')
  })
  test('an approval to proceed is valid for ten business days, any other for twenty', () => {
    expect(wall(approvalValidUntil('proceed', at('2026-11-02T10:12'), calendar))).toBe('2026-11-16T10:12')
    expect(wall(approvalValidUntil('estimate', at('2026-11-02T10:12'), calendar))).toBe('2026-11-30T10:12')
  })
  test('a closed ticket may be reopened for ten business days', () => {
    expect(wall(reopenUntil(at('2026-11-02T10:12'), calendar))).toBe('2026-11-16T10:12')
  })
  test('a decision may be undone for ten minutes, business hours or not', () => {
    expect(wall(undoUntil(at('2026-11-21T03:00')))).toBe('2026-11-21T03:10')
  })
})
