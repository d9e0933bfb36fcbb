import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { readHours, readHoursToKeep } from '../../../db/agency/calendars.ts'
import { changeHours } from '../../../db/agency/change-hours.ts'
import { listSettingChanges } from '../../../db/agency/setting-changes.ts'
import { changeTicket } from '../../../db/change-ticket.ts'
import { agency, calendar, company } from '../../../db/schema/company.ts'
import { clock } from '../../../db/schema/ticket.ts'
import { officeHours } from '../../../db/seed/cast.ts'
import { startAssignClock } from '../../../db/tickets/clocks.ts'
import { clockOf } from '../../../db/tickets/ticket-facts.ts'
import { addBusinessTime, businessTimeBetween, type Calendar, spanLength } from '../../../domain/calendar.ts'
import { dueAt } from '../../../domain/clock.ts'
import { refuse } from '../../../domain/refusal.ts'
import { fc } from '../../support/property.ts'
import { until } from '../../support/until.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const hour = 3_600_000

beforeEach(async () => {
  await house.sql`update company set calendar_id = null`
  await house.sql`delete from calendar where id not in (select calendar_id from agency)`
  await house.db.update(calendar).set({ hours: officeHours })
})

const open = (category: 'question' | 'server_issue' = 'server_issue', now = monday) =>
  aTicket(house, world, { category, now, sourceKey: aKey() })

const change = (
  hours: Calendar | null,
  {
    owner = 'agency' as Parameters<typeof changeHours>[1]['owner'],
    by = world.ada as typeof world.ada,
    now = monday,
  } = {},
) => changeHours(house, { owner, hours, by, now })

async function clockOn(ticketId: string) {
  const [row] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
  if (!row) throw new Error('The ticket of the test has no clock.')
  return row
}

const dueOf = async (ticketId: string) => (await clockOn(ticketId)).dueAt?.toString()

const on = (day: Calendar['week']['mon'], said: Partial<Calendar> = {}): Calendar => ({
  ...officeHours,
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  ...said,
})

test('a holiday moves what is due over it, and what was used stays used (R007)', async () => {
  const { ticketId } = await open()
  // Monday ten o'clock and four hours with a break in between.
  expect(await dueOf(ticketId)).toBe('2026-11-16T15:00:00Z')
  const noon = monday.add({ hours: 2 })
  const half = { '2026-11-16': { name: 'Half day', intervals: [{ from: '09:00', to: '12:00' }] } }
  expect(await change({ ...officeHours, overrides: half }, { now: noon })).toBe('now')
  expect((await clockOn(ticketId)).carried).toEqual({ at: noon.toString(), used: 2 * hour })
  expect(await dueOf(ticketId)).toBe('2026-11-17T11:00:00Z')
})

test('a company with hours of its own is left alone by the agency’s, and the other way round', async () => {
  const vale = await open()
  const late = on([{ from: '15:00', to: '23:00' }])
  expect(await change(late, { owner: { companyId: world.atlas } })).toBe('now')
  const atlas = await aTicket(house, world, {
    ...{ companyId: world.atlas, requesterId: world.ines.id, actor: world.ines, category: 'server_issue' },
    sourceKey: aKey(),
  })
  expect(await dueOf(vale.ticketId)).toBe('2026-11-16T15:00:00Z')
  expect(await dueOf(atlas.ticketId)).toBe('2026-11-16T19:00:00Z')
  expect(await change(on([{ from: '10:00', to: '12:00' }]))).toBe('now')
  expect(await dueOf(vale.ticketId)).toBe('2026-11-17T12:00:00Z')
  expect(await dueOf(atlas.ticketId)).toBe('2026-11-16T19:00:00Z')
  expect(await change(null, { owner: { companyId: world.atlas } })).toBe('now')
  expect(await dueOf(atlas.ticketId)).toBe('2026-11-17T12:00:00Z')
  const [kept] = await house.sql`select count(*)::int as calendars from calendar`
  expect(kept?.calendars).toBe(1)
})

test('a company that shares a calendar gets one of its own, and the others keep theirs', async () => {
  const [shared] = await house.db.insert(calendar).values({ name: 'Both', hours: officeHours }).returning()
  await house.db.update(company).set({ calendarId: shared?.id ?? '' })
  expect(await change(on([{ from: '10:00', to: '12:00' }]), { owner: { companyId: world.vale } })).toBe('now')
  const [vale, atlas] = await house.db.transaction((tx) =>
    Promise.all([readHours(tx, world.vale), readHours(tx, world.atlas)]),
  )
  expect(vale?.calendar.week.mon).toHaveLength(1)
  expect(atlas?.calendar).toEqual(officeHours)
})

const times = fc.uniqueArray(fc.integer({ min: 0, max: 48 }), { minLength: 2, maxLength: 6 }).map((halves) => {
  const sorted = halves.toSorted((one, other) => one - other)
  const said = (half: number) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`
  const pairs = Array.from({ length: Math.floor(sorted.length / 2) }, (_, place) =>
    sorted.slice(2 * place, 2 * place + 2),
  )
  return pairs.map(([from = 0, to = 0]) => ({ from: said(from), to: said(to) }))
})
const calendars = fc
  .record({
    day: times,
    zone: fc.constantFrom('Europe/Lisbon', 'America/New_York', 'Asia/Tokyo'),
    closed: fc.boolean(),
  })
  .map(({ day, zone, closed }) =>
    on(day, { zone, overrides: closed ? { '2026-11-17': { name: 'Holiday', intervals: [] } } : {} }),
  )

/** Four hours, but never longer than three business days, however short those are. */
const promised = (hours: Calendar) => Math.min(4 * hour, spanLength(hours, { days: 3 }))

test('however often hours change, used time before is used time after, and the rest runs on the new ones (R007)', async () => {
  const steps = fc.array(fc.record({ hours: calendars, after: fc.integer({ min: 1, max: 1200 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      await house.db.update(calendar).set({ hours: officeHours })
      const { ticketId } = await open()
      let [used, from, inForce] = [0, monday, officeHours]
      for (const { hours, after } of all) {
        const now = from.add({ minutes: after })
        used += businessTimeBetween(inForce, from, now)
        if (used >= promised(inForce) || used >= promised(hours)) return
        expect(await change(hours, { now })).toBe('now')
        ;[from, inForce] = [now, hours]
        const { carried, dueAt: due } = await clockOn(ticketId)
        expect(carried).toEqual({ at: now.toString(), used })
        expect(due?.toString()).toBe(addBusinessTime(hours, now, promised(hours) - used).toString())
      }
    }),
    // Days so short that three of them are less than four hours, besides what nobody has seen.
    { numRuns: 25, examples: [[[{ hours: on([{ from: '00:00', to: '00:30' }]), after: 1 }]]] },
  )
})

test('a breach that happened keeps its moment when the hours change afterwards', async () => {
  const { ticketId } = await open()
  expect(await change(on([{ from: '10:00', to: '11:00' }]), { now: monday.add({ hours: 26 }) })).toBe('now')
  expect(await dueOf(ticketId)).toBe('2026-11-16T15:00:00Z')
})

test('a clock that stands still stands still, and runs on the new hours when the customer answers', async () => {
  const { ticketId, number } = await open('question')
  const ask = { action: 'ask_customer', body: { body: 'Which browser?' } } as const
  const by = { actor: world.tess, channel: 'web', proof: 'session' } as const
  await changeTicket(house, { number, command: ask, ...by, sourceKey: aKey(), now: monday.add({ hours: 1 }) })
  expect(await change(on([{ from: '10:00', to: '12:00' }]), { now: monday.add({ hours: 2 }) })).toBe('now')
  expect(await dueOf(ticketId)).toBeUndefined()
  const row = await clockOn(ticketId)
  expect(row.carried).toEqual({ at: monday.add({ hours: 2 }).toString(), used: hour })
})

test('hours that change while a clock starts are waited for: no clock runs on hours that are over', async () => {
  const { ticketId } = await open()
  await house.sql`delete from clock where ticket_id = ${ticketId}`
  const next = on([{ from: '10:00', to: '12:00' }])
  const owner = { id: ticketId, companyId: world.vale, category: 'server_issue' as const }
  let changing: Promise<unknown> = Promise.resolve()
  await house.db.transaction(async (tx) => {
    const hours = await readHoursToKeep(tx, world.vale)
    changing = change(next)
    await Promise.race([changing, until('the change waits', async () => (await waiting()) > 0)])
    await startAssignClock(tx, owner, hours, monday)
  })
  await changing
  const row = await clockOn(ticketId)
  expect(row.dueAt?.toString()).toBe(dueAt(clockOf(row), next)?.toString())
  expect(row.dueAt?.toString()).toBe('2026-11-17T12:00:00Z')
})

async function waiting(): Promise<number> {
  const [row] =
    await house.sql`select count(*)::int as count from pg_locks join pg_database on pg_database.oid = database
    where locktype = 'advisory' and not granted and datname = current_database()`
  return row?.count ?? 0
}

test('two admins and many new tickets at once leave every clock on the hours that stand', async () => {
  const wide = on([{ from: '08:00', to: '20:00' }])
  const narrow = on([{ from: '10:00', to: '12:00' }])
  const opened = await Promise.all([
    ...Array.from({ length: 6 }, () => open()),
    ...[change(wide), change(narrow)].map(async (changed) => {
      expect(await changed).toBe('now')
      return open()
    }),
    ...Array.from({ length: 6 }, () => open('question')),
  ])
  const { calendar: inForce } = await house.db.transaction((tx) => readHours(tx, world.vale))
  for (const { ticketId } of opened) {
    const row = await clockOn(ticketId)
    expect(row.dueAt?.toString()).toBe(dueAt(clockOf(row), inForce)?.toString())
  }
})

test('what changed of the hours is on record by its day', async () => {
  await house.sql`delete from setting_change`
  await change({ ...officeHours, week: { ...officeHours.week, fri: [{ from: '09:00', to: '13:00' }] } })
  const { changes } = await listSettingChanges(house)
  expect(changes).toMatchObject([
    {
      ...{ area: 'hours', subject: 'Northpier', by: 'Ada Falk' },
      steps: [{ field: 'fri', from: '09:00–13:00, 14:00–18:00', to: '09:00–13:00' }],
    },
  ])
})

test.each(['marta', 'tess', 'joana'] as const)('%s may not change the hours', async (who) => {
  const done = changeHours(house, { owner: 'agency', hours: on([]), by: world[who], now: monday })
  expect(await done).toEqual(refuse('admins_only'))
})

test('hours that no calendar is made of are refused by their part', async () => {
  expect(await change(on([]))).toEqual(refuse('hours_malformed', ['week']))
  expect(await change({ ...officeHours, zone: 'Mars/Base' })).toEqual(refuse('hours_malformed', ['zone']))
  expect(await change(null)).toEqual(refuse('hours_malformed', ['week']))
  expect(await change(officeHours, { owner: { companyId: crypto.randomUUID() } })).toEqual(refuse('no_such_company'))
  const [row] = await house.db
    .select({ hours: calendar.hours })
    .from(calendar)
    .innerJoin(agency, eq(agency.calendarId, calendar.id))
  expect(row?.hours).toEqual(officeHours)
})
