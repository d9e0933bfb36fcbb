import { describe, expect, test } from 'vitest'
import {
  addBusinessTime,
  businessTimeBetween,
  type Calendar,
  calendarSchema,
  closesAt,
  isOpen,
  isWatched,
  nextOpening,
  nextWatched,
  spanLength,
  spanSchema,
} from '../../domain/calendar.ts'
import { joinHours, minutesIn } from '../../domain/interval.ts'
import { fc } from '../support/property.ts'
import { addByStepping, countByStepping, instantAt, openMinutes, type Place, walk } from './minute-oracle.ts'

const hour = 3_600_000
const office = [
  { from: '09:00', to: '13:00' },
  { from: '14:00', to: '18:00' },
]
const allDay = [{ from: '00:00', to: '24:00' }]

function aCalendar(changes: Partial<Calendar> = {}): Calendar {
  const week = { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] }
  return { zone: 'Europe/Lisbon', week, overrides: {}, ...changes }
}

const aWeekOf = (day: Calendar['week']['mon']): Calendar['week'] => ({
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: day,
  sat: day,
  sun: day,
})

const closed = { intervals: [], name: 'Holiday' }

/** A wall time of the calendar's zone as a moment. */
const at = (wall: string, zone = 'Europe/Lisbon') => Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant()
const wall = (moment: Temporal.Instant | null, zone = 'Europe/Lisbon') =>
  moment?.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })

describe('a span', () => {
  const due = (calendar: Calendar, from: string, span: { hours: number } | { days: number }) =>
    wall(addBusinessTime(calendar, at(from, calendar.zone), span), calendar.zone)

  test('of three business days from Thursday 10:12 ends on Tuesday 10:12', () => {
    expect(due(aCalendar(), '2026-11-19T10:12', { days: 3 })).toBe('2026-11-24T10:12')
  })
  test('skips a holiday', () => {
    const calendar = aCalendar({ overrides: { '2026-12-08': closed } })
    expect(due(calendar, '2026-12-07T10:12', { days: 1 })).toBe('2026-12-09T10:12')
  })
  test('makes up for a half day on the next one', () => {
    const morning = { intervals: [{ from: '09:00', to: '13:00' }], name: 'Christmas Eve' }
    const calendar = aCalendar({ overrides: { '2026-12-24': morning, '2026-12-25': closed } })
    expect(due(calendar, '2026-12-23T16:00', { days: 1 })).toBe('2026-12-28T11:00')
  })
  test('counts an extra opening on a Saturday', () => {
    const calendar = aCalendar({ overrides: { '2026-11-21': { intervals: office, name: 'Launch' } } })
    expect(due(calendar, '2026-11-20T17:30', { hours: 1 })).toBe('2026-11-21T09:30')
  })
  test('does not count the lunch break', () => {
    expect(due(aCalendar(), '2026-11-19T12:30', { hours: 1 })).toBe('2026-11-19T14:30')
  })
  test('that ends at closing time is due at closing time', () => {
    expect(due(aCalendar(), '2026-11-20T17:00', { hours: 1 })).toBe('2026-11-20T18:00')
    expect(due(aCalendar(), '2026-11-20T12:00', { hours: 1 })).toBe('2026-11-20T13:00')
  })
  test('begun at night starts with the next opening', () => {
    expect(due(aCalendar(), '2026-11-20T23:59', { hours: 1 })).toBe('2026-11-23T10:00')
  })
  test('keeps wall time over the spring change', () => {
    expect(due(aCalendar(), '2026-03-27T16:30', { hours: 3 })).toBe('2026-03-30T10:30')
    expect(addBusinessTime(aCalendar(), at('2026-03-27T16:30'), { hours: 3 }).toString()).toBe('2026-03-30T09:30:00Z')
  })
  test('crosses midnight without losing a minute when open round the clock', () => {
    expect(due(aCalendar({ week: aWeekOf(allDay) }), '2026-11-20T23:30', { hours: 1 })).toBe('2026-11-21T00:30')
  })
  test('of nothing ends where it began, open or not', () => {
    expect(addBusinessTime(aCalendar(), at('2026-11-21T03:00'), 0).toString()).toBe('2026-11-21T03:00:00Z')
  })
  test('cannot be negative', () => {
    expect(() => addBusinessTime(aCalendar(), at('2026-11-20T10:00'), -1)).toThrow('only be added')
  })
})

describe('a business day', () => {
  test('is as long as the commonest weekday', () => {
    const short = [{ from: '09:00', to: '15:00' }]
    expect(spanLength(aCalendar({ week: { ...aWeekOf(office), fri: short, sat: [] } }), { days: 1 })).toBe(8 * hour)
  })
  test('is as long as the longest of equally common ones', () => {
    const week = { ...aWeekOf([]), mon: office, tue: [{ from: '10:00', to: '12:00' }] }
    expect(spanLength(aCalendar({ week }), { days: 2 })).toBe(16 * hour)
  })
  test('is not shortened by holidays', () => {
    expect(spanLength(aCalendar({ overrides: { '2026-12-08': closed } }), { days: 1 })).toBe(8 * hour)
  })
})

describe('a day on which clocks change', () => {
  const night = aCalendar({ week: aWeekOf(allDay) })
  const length = (calendar: Calendar, date: string) =>
    businessTimeBetween(
      calendar,
      at(`${date}T00:00`, calendar.zone),
      at(`${Temporal.PlainDate.from(date).add({ days: 1 })}T00:00`, calendar.zone),
    ) / hour

  test('has the hours that really pass', () => {
    expect(length(night, '2026-03-29')).toBe(23)
    expect(length(night, '2026-10-25')).toBe(25)
    expect(length({ ...night, zone: 'Australia/Lord_Howe' }, '2026-10-04')).toBe(23.5)
    expect(length({ ...night, zone: 'America/Santiago' }, '2026-04-04')).toBe(25)
  })
  test('ends an opening at the change when its closing time is skipped', () => {
    const calendar = aCalendar({ week: aWeekOf([{ from: '00:00', to: '01:30' }]) })
    expect(closesAt(calendar, at('2026-03-29T00:10'))?.toString()).toBe('2026-03-29T01:00:00Z')
  })
  test('has no opening that lies in the skipped hour', () => {
    const calendar = aCalendar({ week: aWeekOf([{ from: '01:00', to: '01:45' }]) })
    expect(nextOpening(calendar, at('2026-03-29T00:10')).toString()).toBe('2026-03-30T00:00:00Z')
  })
  test('opens once in the hour that repeats', () => {
    const calendar = aCalendar({ week: aWeekOf([{ from: '01:15', to: '01:45' }]) })
    expect(length(calendar, '2026-10-25')).toBe(0.5)
    expect(closesAt(calendar, Temporal.Instant.from('2026-10-25T00:20:00Z'))?.toString()).toBe('2026-10-25T00:45:00Z')
    expect(isOpen(calendar, Temporal.Instant.from('2026-10-25T01:20:00Z'))).toBe(false)
  })
  test('may be missing altogether', () => {
    const apia = { ...aCalendar({ week: aWeekOf(office) }), zone: 'Pacific/Apia' }
    const due = addBusinessTime(apia, at('2011-12-29T17:00', apia.zone), { hours: 2 })
    expect(wall(due, apia.zone)).toBe('2011-12-31T10:00')
  })
})

describe('openings', () => {
  const calendar = aCalendar({
    overrides: { '2026-12-26': closed },
    watch: { sat: [{ from: '10:00', to: '12:00' }], sun: [] },
  })

  test('are half-open', () => {
    expect(isOpen(calendar, at('2026-11-19T09:00'))).toBe(true)
    expect(isOpen(calendar, at('2026-11-19T13:00'))).toBe(false)
    expect(isOpen(calendar, at('2026-11-19T08:59'))).toBe(false)
  })
  test('are next where they are, or ahead', () => {
    expect(wall(nextOpening(calendar, at('2026-11-19T10:00')))).toBe('2026-11-19T10:00')
    expect(wall(nextOpening(calendar, at('2026-11-19T13:00')))).toBe('2026-11-19T14:00')
    expect(wall(nextOpening(calendar, at('2026-11-20T18:00')))).toBe('2026-11-23T09:00')
  })
  test('tell when they close', () => {
    expect(wall(closesAt(calendar, at('2026-11-19T10:00')))).toBe('2026-11-19T13:00')
    expect(closesAt(calendar, at('2026-11-19T13:30'))).toBeNull()
    const late = aCalendar({ week: { ...aWeekOf(allDay), tue: [{ from: '00:00', to: '02:00' }] } })
    expect(wall(closesAt(late, at('2026-11-23T22:00')))).toBe('2026-11-24T02:00')
    expect(closesAt(aCalendar({ week: aWeekOf(allDay) }), at('2026-11-19T10:00'))).toBeNull()
  })
  test('on a watched weekend are watched without running the clock', () => {
    expect(isWatched(calendar, at('2026-11-21T10:30'))).toBe(true)
    expect(isOpen(calendar, at('2026-11-21T10:30'))).toBe(false)
    expect(isWatched(calendar, at('2026-11-22T10:30'))).toBe(false)
    expect(wall(nextWatched(calendar, at('2026-11-20T19:00')))).toBe('2026-11-21T10:00')
    expect(wall(addBusinessTime(calendar, at('2026-11-20T17:30'), { hours: 1 }))).toBe('2026-11-23T09:30')
  })
  test('are watched all through the week', () => {
    expect(isWatched(calendar, at('2026-11-19T10:00'))).toBe(true)
    expect(isWatched(calendar, at('2026-11-19T20:00'))).toBe(false)
  })
  test('are not watched on a holiday', () => {
    expect(isWatched(calendar, at('2026-12-26T10:30'))).toBe(false)
  })
  test('closed for ten years are a fault, not an endless search', () => {
    const first = Temporal.PlainDate.from('2026-11-16')
    const overrides = Object.fromEntries(
      Array.from({ length: 3700 }, (_, day) => [first.add({ days: day }).toString(), closed]),
    )
    const shut = aCalendar({ overrides })
    expect(() => nextOpening(shut, at('2026-11-20T10:00'))).toThrow('within ten years of 2026-11-20T10:00:00Z')
    expect(() => addBusinessTime(shut, at('2026-11-20T10:00'), { hours: 1 })).toThrow('Europe/Lisbon')
  })
})

describe('a calendar is refused', () => {
  const refusal = (changes: object) =>
    calendarSchema.safeParse({ ...aCalendar(), ...changes }).error?.issues.map(({ message }) => message)
  const monday = (...mon: object[]) => ({ week: { ...aCalendar().week, mon } })

  test('in words', () => {
    expect(refusal({})).toBeUndefined()
    expect(refusal(monday({ from: '00:00', to: '24:00' }))).toBeUndefined()
    expect(refusal({ zone: 'Lisbon' })).toEqual(['Name a time zone such as Europe/Lisbon.'])
    expect(refusal({ zone: '+01:00' })).toEqual(['Name a time zone such as Europe/Lisbon.'])
    expect(refusal({ week: aWeekOf([]) })).toEqual(['The week needs at least one opening.'])
    expect(refusal(monday({ from: '9:00', to: '24:01' }))?.[0]).toMatch('HH:MM')
    expect(refusal(monday({ from: '09:00', to: '09:00' }))?.[0]).toMatch('must end after they begin')
    expect(refusal(monday({ from: '09:00', to: '12:00' }, { from: '11:00', to: '13:00' }))?.[0]).toMatch('overlap')
    expect(refusal(monday({ from: '14:00', to: '18:00' }, { from: '09:00', to: '13:00' }))?.[0]).toMatch('in order')
    expect(refusal({ overrides: { '2026-02-30': closed } })?.[0]).toBeDefined()
    expect(spanSchema.safeParse({ hours: 0 }).error?.issues[0]?.message).toMatch('positive number of business hours')
    expect(spanSchema.safeParse({ days: 1.5 }).error?.issues[0]?.message).toMatch('whole business days')
    expect(spanSchema.safeParse({ weeks: 1 }).error?.issues[0]?.message).toMatch('whole business days')
  })
})

describe('laws of business time, against a walk minute by minute', () => {
  const places = new Map(
    [
      walk('Europe/Lisbon', '2026-03-24', 14),
      walk('Europe/Lisbon', '2026-10-20', 14),
      walk('America/New_York', '2026-03-04', 14),
      walk('America/New_York', '2026-10-28', 14),
      walk('Australia/Lord_Howe', '2026-03-31', 14),
      walk('Australia/Lord_Howe', '2026-09-29', 14),
      walk('Asia/Kolkata', '2026-03-24', 14),
      walk('Pacific/Apia', '2011-12-24', 14),
      walk('America/Santiago', '2026-03-31', 14),
      walk('America/Santiago', '2026-09-01', 14),
      walk('America/St_Johns', '2006-10-24', 14),
    ].map((place) => [`${place.zone} ${place.start}`, place]),
  )
  const placeOf = (name: string) => places.get(name) as Place
  const written = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

  const minuteOfDay = fc.oneof(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 0, max: 240 }), fc.constant(1440))
  const intervals = fc.uniqueArray(minuteOfDay, { maxLength: 6 }).map((minutes) => {
    const bounds = minutes.toSorted((one, other) => one - other).map(written)
    return Array.from({ length: Math.floor(bounds.length / 2) }, (_, pair) => ({
      from: bounds[2 * pair] as string,
      to: bounds[2 * pair + 1] as string,
    }))
  })
  const week = fc
    .record({
      mon: intervals,
      tue: intervals,
      wed: intervals,
      thu: intervals,
      fri: intervals,
      sat: intervals,
      sun: intervals,
    })
    .filter((days) => minutesIn(Object.values(days).flatMap(joinHours)) >= 60)
  const override = fc.oneof(fc.constant([]), intervals).map((hours) => ({ intervals: hours, name: 'Override' }))

  const somewhere = fc.constantFrom(...places.keys()).chain((name) =>
    fc.record({
      name: fc.constant(name),
      calendar: fc.record({
        zone: fc.constant(placeOf(name).zone),
        week,
        overrides: fc.dictionary(fc.constantFrom(...new Set(placeOf(name).dates)), override, {
          maxKeys: 4,
          noNullPrototype: true,
        }),
      }),
    }),
  )
  const minute = fc.integer({ min: 0, max: 14 * 1440 - 1 })
  const moment = fc.integer({ min: 0, max: 14 * 24 * hour })
  const length = fc.oneof(
    fc.integer({ min: 0, max: 30 * hour }),
    fc.integer({ min: 0, max: 30 * 60 }).map((m) => m * 60_000),
  )
  const shifted = (start: Temporal.Instant, ms: number) => start.add({ milliseconds: ms })
  const hold = <T>(given: fc.Arbitrary<T>, law: (drawn: T) => void) =>
    fc.assert(fc.property(given, law), { numRuns: 400 })

  test('every drawn calendar is one the schema takes', () => {
    hold(somewhere, ({ calendar }) => {
      expect(calendarSchema.parse(calendar)).toEqual(calendar)
    })
  })
  test('adding equals stepping', () => {
    hold(fc.tuple(somewhere, minute, fc.integer({ min: 0, max: 4000 })), ([{ name, calendar }, from, minutes]) => {
      const place = placeOf(name)
      const stepped = addByStepping(openMinutes(place, calendar), from, minutes)
      const added = addBusinessTime(calendar, instantAt(place.start, from), minutes * 60_000)
      if (stepped !== null) expect(added.toString()).toBe(instantAt(place.start, stepped).toString())
      else expect(added.epochMilliseconds).toBeGreaterThan(instantAt(place.start, place.minutes).epochMilliseconds)
    })
  })
  test('time between equals stepping', () => {
    hold(fc.tuple(somewhere, minute, minute), ([{ name, calendar }, one, other]) => {
      const place = placeOf(name)
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      const between = businessTimeBetween(calendar, instantAt(place.start, from), instantAt(place.start, to))
      expect(between).toBe(countByStepping(openMinutes(place, calendar), from, to) * 60_000)
    })
  })
  test('being open, the next opening and the closing equal stepping', () => {
    hold(fc.tuple(somewhere, minute), ([{ name, calendar }, from]) => {
      const place = placeOf(name)
      const open = openMinutes(place, calendar)
      const now = instantAt(place.start, from)
      expect(isOpen(calendar, now)).toBe(open[from])
      const opening = open.indexOf(true, from)
      if (opening >= 0) expect(nextOpening(calendar, now).equals(instantAt(place.start, opening))).toBe(true)
      const closing = open.indexOf(false, from)
      if (open[from] && closing >= 0 && closing - from < 7 * 1440) {
        expect(closesAt(calendar, now)?.equals(instantAt(place.start, closing))).toBe(true)
      }
    })
  })
  test('adding twice is adding the sum', () => {
    hold(fc.tuple(somewhere, moment, length, length), ([{ name, calendar }, from, one, other]) => {
      const place = placeOf(name)
      const start = shifted(place.start, from)
      const twice = addBusinessTime(calendar, addBusinessTime(calendar, start, one), other)
      expect(twice.toString()).toBe(addBusinessTime(calendar, start, one + other).toString())
    })
  })
  test('the time between a moment and what was added to it is what was added', () => {
    hold(fc.tuple(somewhere, moment, length), ([{ name, calendar }, from, added]) => {
      const place = placeOf(name)
      const start = shifted(place.start, from)
      const end = addBusinessTime(calendar, start, added)
      expect(businessTimeBetween(calendar, start, end)).toBe(added)
      expect(businessTimeBetween(calendar, end, start)).toBe(0 - added)
    })
  })
  test('later starts and longer spans never end earlier', () => {
    hold(fc.tuple(somewhere, moment, moment, length, length), ([{ name, calendar }, one, other, short, long]) => {
      const place = placeOf(name)
      const early = addBusinessTime(calendar, shifted(place.start, Math.min(one, other)), Math.min(short, long))
      const late = addBusinessTime(calendar, shifted(place.start, Math.max(one, other)), Math.max(short, long))
      expect(Temporal.Instant.compare(early, late)).toBeLessThanOrEqual(0)
    })
  })
})
