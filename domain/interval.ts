import { z } from 'zod'

const time = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time as HH:MM, from 00:00 to 24:00.')

const interval = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'Opening hours must end after they begin, on the same day.')
  .readonly()

/** Half-open stretch of one day in wall time. */
export type Interval = z.infer<typeof interval>

/** The intervals of one day: in order and without overlaps; a break is what lies between two. */
export const intervalsSchema = z
  .array(interval)
  .refine(
    (all) => all.every(({ from }, index) => index === 0 || (all[index - 1]?.to ?? '') <= from),
    'Opening hours of a day must be in order and must not overlap.',
  )
  .readonly()

/** Wall time of one day in minutes after midnight, half-open; 1440 is the midnight that ends the day. */
export type Hours = { readonly from: number; readonly to: number }

/** Any intervals of one day as minutes, in order, with what touches or overlaps made one. */
export function joinHours(intervals: readonly Interval[]): Hours[] {
  const joined: Hours[] = []
  for (const hours of intervals.map(hoursOf).sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1)
    if (last && hours.from <= last.to) joined[joined.length - 1] = { ...last, to: Math.max(last.to, hours.to) }
    else joined.push(hours)
  }
  return joined
}

/** Minutes of wall time in all of them together. */
export function minutesIn(hours: readonly Hours[]): number {
  return hours.reduce((sum, { from, to }) => sum + to - from, 0)
}

function hoursOf({ from, to }: Interval): Hours {
  return { from: minuteOf(from), to: minuteOf(to) }
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
