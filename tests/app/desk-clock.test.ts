import { expect, test } from 'vitest'
import { sayNear, sayWhen } from '../../app/moment.server.ts'
import { showClock } from '../../app/routes/desk/clock.server.ts'
import { officeHours } from '../../db/seed/cast.ts'
import type { QueueClock } from '../../db/work/queue.ts'

const at = (moment: string) => Temporal.Instant.from(moment)
const minutes = (count: number) => count * 60_000
/** A Monday in winter, when Lisbon keeps UTC. */
const now = at('2026-11-16T10:00:00Z')
const manner = { language: 'en', timeZone: 'Europe/Lisbon', now } as const
const show = (said: Partial<QueueClock>, language: 'en' | 'pt' = 'en') =>
  showClock(
    {
      kind: 'assign',
      dueAt: at('2026-11-16T11:40:00Z'),
      paused: false,
      remaining: minutes(100),
      share: 80,
      open: true,
      ...said,
    },
    { ...manner, language, calendar: officeHours },
  )

test('what is due today shows the time left, and runs on until the office closes for lunch', () => {
  expect(show({})).toMatchObject({ tone: 'calm', minutes: 100, text: '1 h 40', target: 'assign', runsFor: 180 })
})

test('the last quarter of the window is soon', () => {
  expect(show({ remaining: minutes(38), share: 25 })).toMatchObject({ tone: 'soon', text: '38 min' })
})

test('what is over says by how much, in the language of its reader', () => {
  expect(show({ remaining: minutes(-25) })).toMatchObject({ tone: 'over', minutes: -25, text: '25 min over' })
  expect(show({ remaining: minutes(-25) }, 'pt')).toMatchObject({ text: '25 min em atraso', target: 'atribuir' })
})

test('what is due another day shows that moment and does not tick', () => {
  expect(show({ dueAt: at('2026-11-17T10:30:00Z'), remaining: minutes(510) })).toMatchObject({
    ...{ tone: 'calm', minutes: null, runsFor: 0, text: 'Tue 10:30' },
  })
})

test('a clock that stands still is paused, however little it has left', () => {
  expect(show({ paused: true, dueAt: null, remaining: minutes(-5) })).toMatchObject({ tone: 'paused', minutes: null })
})

test('moments are told in the zone and language of their reader, the near ones by their weekday', () => {
  const soon = at('2026-11-19T10:12:00Z')
  expect(sayWhen(soon, manner)).toEqual({ at: soon.toString(), text: 'Thu 19 Nov, 10:12', zone: 'Europe/Lisbon' })
  expect(sayWhen(soon, { ...manner, timeZone: 'Asia/Tokyo' }).text).toBe('Thu 19 Nov, 19:12')
  expect(sayWhen(at('2025-11-19T10:12:00Z'), manner).text).toBe('Wed 19 Nov 2025, 10:12')
  expect(sayNear(soon, { ...manner, language: 'pt' })).toBe('qui 10:12')
  expect(sayNear(now, manner)).toBe('10:00')
  expect(sayNear(at('2026-11-13T10:00:00Z'), manner)).toBe('13 Nov')
})
