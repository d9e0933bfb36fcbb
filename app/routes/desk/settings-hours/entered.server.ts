import { type Calendar, weekdays } from '../../../../domain/calendar.ts'
import type { Interval } from '../../../../domain/interval.ts'
import type { Language } from '../../../../domain/ticket.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import { readIntervals, sayIntervals } from './intervals.server.ts'
import type { Entered } from './page.tsx'
import { hoursWordsFor } from './words.server.ts'

const blankRows = 3
const mostRows = 400
const timeZones = Intl.supportedValuesOf('timeZone')

/** A calendar as it stands in the fields; `today` (YYYY-MM-DD) parts the dates to come from those gone by. */
export function fieldsOf({ zone, week, watch, overrides }: Calendar): Entered {
  const rows = Object.entries(overrides)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([date, { name, intervals }]) => ({ date, name, hours: sayIntervals(intervals) }))
  return {
    zone,
    days: Object.fromEntries(weekdays.map((day) => [day, sayIntervals(week[day])])),
    watch: watch !== undefined,
    watchSat: sayIntervals(watch?.sat ?? []),
    watchSun: sayIntervals(watch?.sun ?? []),
    rows: [...rows, ...Array.from({ length: blankRows }, () => ({ date: '', name: '', hours: '' }))],
  }
}

/** What somebody filled in, by form or by address. */
export function enteredIn(one: (name: string) => string): Entered {
  const count = Math.min(mostRows, Number(one('rows')) || 0)
  return {
    zone: one('zone'),
    days: Object.fromEntries(weekdays.map((day) => [day, one(day)])),
    watch: one('watch') !== '',
    watchSat: one('watch_sat'),
    watchSun: one('watch_sun'),
    rows: Array.from({ length: count }, (_, place) => ({
      date: one(`date.${place}`),
      name: one(`name.${place}`),
      hours: one(`hours.${place}`),
    })),
  }
}

/** The calendar that was meant, or what is wrong with it, field by field. */
export function readHoursForm(entered: Entered, language: Language): { hours: Calendar } | { errors: FieldError[] } {
  const words = hoursWordsFor(language)
  const errors: FieldError[] = []
  const wrong = (field: string, text: string) => void errors.push({ field, text })
  const intervals = (field: string, text: string, label: string): readonly Interval[] => {
    const read = readIntervals(text)
    if (!read) wrong(field, words.wrong.hours(label))
    return read ?? []
  }
  if (!timeZones.includes(entered.zone) && entered.zone !== 'UTC') wrong('zone', words.wrong.zone)
  const of = (day: (typeof weekdays)[number]) => intervals(day, entered.days[day] ?? '', words.days[day])
  const week = {
    ...{ mon: of('mon'), tue: of('tue'), wed: of('wed'), thu: of('thu'), fri: of('fri') },
    ...{ sat: of('sat'), sun: of('sun') },
  }
  if (errors.length === 0 && weekdays.every((day) => week[day].length === 0)) wrong('mon', words.wrong.week)
  const watch = {
    sat: intervals('watch_sat', entered.watchSat, words.page.saturday),
    sun: intervals('watch_sun', entered.watchSun, words.page.sunday),
  }
  if (entered.watch && entered.watchSat.trim() === '' && entered.watchSun.trim() === '') {
    wrong('watch_sat', words.wrong.watch)
  }
  const overrides: Record<string, { name: string; intervals: readonly Interval[] }> = {}
  for (const [place, { date, name, hours }] of entered.rows.entries()) {
    if (date.trim() === '') continue
    const label = `${words.page.dates}, ${place + 1}`
    if (!isDate(date)) wrong(`date.${place}`, words.wrong.date(label))
    else if (overrides[date]) wrong(`date.${place}`, words.wrong.twice(label))
    if (name.trim() === '' || name.trim().length > 100) wrong(`name.${place}`, words.wrong.name(label))
    overrides[date] = { name: name.trim(), intervals: intervals(`hours.${place}`, hours, label) }
  }
  if (errors.length > 0) return { errors }
  return { hours: { zone: entered.zone, week, overrides, ...(entered.watch && { watch }) } }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}
