import { expect, test } from 'vitest'
import { businessDayBefore, businessDayFrom, isBusinessDay } from '../../domain/business-day.ts'
import type { Calendar } from '../../domain/calendar.ts'

const office = [{ from: '09:00', to: '17:00' }]
const calendar: Calendar = {
  zone: 'Europe/Lisbon',
  week: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
  overrides: {
    '2026-12-08': { intervals: [], name: 'Immaculate Conception' },
    '2026-12-12': { intervals: [{ from: '10:00', to: '12:00' }], name: 'Launch' },
  },
}
const date = (written: string) => Temporal.PlainDate.from(written)

test('a business day is one with any opening, by its override or by the week', () => {
  expect(isBusinessDay(calendar, date('2026-12-07'))).toBe(true)
  expect(isBusinessDay(calendar, date('2026-12-08'))).toBe(false)
  expect(isBusinessDay(calendar, date('2026-12-05'))).toBe(false)
  expect(isBusinessDay(calendar, date('2026-12-12'))).toBe(true)
})
test('what falls on a closed day moves to the next business day', () => {
  expect(businessDayFrom(calendar, date('2026-12-08')).toString()).toBe('2026-12-09')
  expect(businessDayFrom(calendar, date('2026-12-09')).toString()).toBe('2026-12-09')
})
test('business days before a date are counted without it', () => {
  expect(businessDayBefore(calendar, date('2026-12-09')).toString()).toBe('2026-12-07')
  expect(businessDayBefore(calendar, date('2026-12-06')).toString()).toBe('2026-12-04')
  expect(businessDayBefore(calendar, date('2026-12-09'), 5).toString()).toBe('2026-12-01')
})
