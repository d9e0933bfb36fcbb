import { type Interval, intervalsSchema } from '../../../../domain/interval.ts'

/** Hours of a day as one writes them: `9-13, 14:00–18:00`. Nothing is closed; null when it cannot be read. */
export function readIntervals(text: string): readonly Interval[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const intervals = parts.map(readInterval)
  if (!intervals.every((interval) => interval !== null)) return null
  const sorted = intervals.toSorted((one, other) => (one.from < other.from ? -1 : 1))
  const read = intervalsSchema.safeParse(sorted)
  return read.success ? read.data : null
}

/** The same written out again. */
export function sayIntervals(intervals: readonly Interval[]): string {
  return intervals.map(({ from, to }) => `${from}–${to}`).join(', ')
}

function readInterval(text: string): Interval | null {
  const [from, to, more] = text.split(/\s*[-–—]\s*/).map(readTime)
  return from && to && more === undefined ? { from, to } : null
}

function readTime(text: string): string | null {
  const [, hours, minutes = '00'] = text.match(/^(\d{1,2})(?:[:.h]([0-5]\d))?h?$/) ?? []
  return hours === undefined ? null : `${hours.padStart(2, '0')}:${minutes}`
}
