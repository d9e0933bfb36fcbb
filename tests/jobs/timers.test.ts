import { and, desc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { calendar } from '../../db/schema/company.ts'
import { staffRole } from '../../db/schema/person.ts'
import { clock, event } from '../../db/schema/ticket.ts'
import { officeHours } from '../../db/seed/cast.ts'
import type { Category } from '../../domain/ticket.ts'
import { aClockwork } from '../support/timers.ts'
import { aScopedTicket, did, rowOf } from '../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const at = (text: string) => Temporal.Instant.from(text)
const { asOf, change, closeOthers } = aClockwork(house, world)

beforeEach(closeOthers)

describe('assignment', () => {
  const cases: [Category, string, string][] = [
    ['urgent_issue', '2026-11-16T10:00:00Z', '2026-11-16T11:00:00Z'],
    ['server_issue', '2026-11-16T12:00:00Z', '2026-11-16T15:00:00Z'],
    ['issue_with_error', '2026-11-16T15:00:00Z', '2026-11-17T10:00:00Z'],
    ['issue_no_error', '2026-11-17T10:00:00Z', '2026-11-18T10:00:00Z'],
    ['question', '2026-11-17T15:00:00Z', '2026-11-19T10:00:00Z'],
  ]
  test.each(cases)(
    'nobody took a %s: the job assigns it at %s, before it is due at %s',
    async (category, acts, due) => {
      const { number, ticketId } = await aTicket(house, world, {
        category,
        impact: category === 'urgent_issue' ? ['checkout'] : [],
      })
      const [kept] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
      expect([kept?.actsAt?.toString(), kept?.dueAt?.toString()]).toEqual([acts, due])
      if (category !== 'urgent_issue') expect(await asOf(at(acts).subtract({ seconds: 1 }), number)).toEqual([])
      expect(await asOf(at(acts), number)).toEqual([{ done: 'assigned', ticket: number, at: acts }])
      expect(await asOf(at(acts), number)).toEqual([])
      expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating', pmId: world.marta.id })
      expect(await lettersOf(house, ticketId)).toContain('working_on_it to joana@vale.example')
    },
  )

  test('an urgent ticket of the weekend is assigned in the first minute of the watch', async () => {
    const watch = { sat: [{ from: '10:00', to: '12:00' }], sun: [] }
    await house.db.update(calendar).set({ hours: { ...officeHours, watch } })
    const { number } = await aTicket(house, world, {
      category: 'urgent_issue',
      impact: ['checkout'],
      now: at('2026-11-20T19:00:00Z'),
    })
    await house.db.update(calendar).set({ hours: officeHours })
    expect(await asOf(at('2026-11-21T09:59:59Z'), number)).toEqual([])
    expect(await asOf(at('2026-11-21T10:00:00Z'), number)).toMatchObject([{ done: 'assigned' }])
  })

  test('without any PM the ticket stays in triage with one alarm, and goes to the first PM there is', async () => {
    await house.db.delete(staffRole).where(eq(staffRole.role, 'pm'))
    const { number, ticketId } = await aTicket(house, world)
    expect(await asOf(at('2026-11-16T15:00:00Z'), number)).toMatchObject([{ done: 'alarmed', because: 'no_manager' }])
    expect(await asOf(at('2026-11-16T15:01:00Z'), number)).toEqual([])
    expect(await rowOf(house, number)).toMatchObject({ stage: 'new', warning: 'no_manager' })
    expect((await lettersOf(house, ticketId)).filter((line) => line.startsWith('alarm')).toSorted()).toEqual([
      'alarm to ada@agency.example',
      'alarm to tess@agency.example',
    ])
    await house.db.insert(staffRole).values({ personId: world.marta.id, role: 'pm' })
    expect(await asOf(at('2026-11-16T15:02:00Z'), number)).toMatchObject([{ done: 'assigned' }])
    expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating', warning: null })
  })
})

describe('clocks', () => {
  test('three quarters of a window used are warned of once, and a breach bears its true moment however late the worker looks', async () => {
    await house.db.delete(staffRole).where(eq(staffRole.role, 'pm'))
    const { number, ticketId } = await aTicket(house, world)
    await asOf(at('2026-11-16T15:00:00Z'), number)
    expect(await asOf(at('2026-11-16T17:00:00Z'), number)).toMatchObject([{ done: 'warned', because: 'assign' }])
    expect(await asOf(at('2026-11-16T17:01:00Z'), number)).toEqual([])
    const late = await asOf(at('2026-11-19T12:00:00Z'), number)
    expect(late).toEqual([{ done: 'breached', ticket: number, at: '2026-11-17T10:00:00Z', because: 'assign' }])
    const [last] = await house.db
      .select()
      .from(event)
      .where(eq(event.ticketId, ticketId))
      .orderBy(desc(event.id))
      .limit(1)
    expect([last?.action, last?.at.toString()]).toEqual(['breach', '2026-11-17T10:00:00Z'])
    const [kept] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
    expect(kept?.breachedAt?.toString()).toBe('2026-11-17T10:00:00Z')
    await house.db.insert(staffRole).values({ personId: world.marta.id, role: 'pm' })
  })

  test('a promise kept too late is a breach too, though nobody looked meanwhile', async () => {
    const { number } = await aTicket(house, world)
    await change(number, 'take', {}, at('2026-11-18T10:00:00Z'))
    expect(await asOf(at('2026-11-18T11:00:00Z'), number)).toMatchObject([
      { done: 'breached', at: '2026-11-17T10:00:00Z' },
    ])
    expect(await asOf(at('2026-11-18T11:00:00Z'), number)).toEqual([])
  })

  test('a closed ticket raises no alert', async () => {
    const { number } = await aTicket(house, world)
    await change(number, 'cancel', { reason: 'Not needed.' }, monday)
    expect(await asOf(at('2026-12-16T10:00:00Z'), number)).toEqual([])
  })
})

test('an approval is reminded of after three business days, and lapses when its time is over', async () => {
  const { number } = await aTicket(house, world, { category: 'question' })
  await change(number, 'take', {}, monday)
  await change(number, 'ask_proceed', { body: 'Shall we look into it?' }, monday)
  expect(await asOf(at('2026-11-19T10:00:00Z'), number)).toMatchObject([{ done: 'reminded' }])
  expect(await asOf(at('2026-11-30T09:59:00Z'), number)).toEqual([])
  expect(await asOf(at('2026-11-30T10:00:00Z'), number)).toMatchObject([{ done: 'lapsed' }])
  expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating' })
})

/** A question to the customer that waits since Monday, for ten business days or until the end of a named day. */
async function anOffer(until: { valid_until?: string } = {}) {
  const { number, ticketId } = await aTicket(house, world, { category: 'question' })
  await change(number, 'take', {}, monday)
  await change(number, 'ask_proceed', { body: 'Shall we look into it?', ...until }, monday)
  return { number, ticketId }
}

test('after an outage an offer that is over is reminded of first, and lapses a business day later (spec §5, `lapse`)', async () => {
  const { number, ticketId } = await anOffer()
  const back = at('2026-12-02T10:00:00Z')
  expect(await asOf(back, number, back)).toMatchObject([{ done: 'reminded', at: back.toString() }])
  const [told] = await house.db
    .select({ body: event.body })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.action, 'remind')))
  expect(told?.body).toEqual({ until: '2026-12-03T10:00:00Z' })
  expect(await asOf(at('2026-12-03T09:59:00Z'), number, back)).toEqual([])
  expect(await asOf(at('2026-12-03T10:00:00Z'), number, back)).toMatchObject([{ done: 'lapsed' }])
})

test('a short offer is reminded of at half its time, and lapses when it said', async () => {
  const { number } = await anOffer({ valid_until: '2026-11-17' })
  expect((await asOf(at('2026-11-17T12:00:00Z'), number, monday)).map(({ done }) => done)).toEqual(['reminded'])
  expect(await asOf(at('2026-11-17T23:59:00Z'), number, monday)).toEqual([])
  expect((await asOf(at('2026-11-18T00:00:00Z'), number, monday)).map(({ done }) => done)).toEqual(['lapsed'])
})

test('the lead hears once of urgent work whose scope is not confirmed within the first hour (R024)', async () => {
  const { number, ticketId } = await aScopedTicket(house, world, { priority: 'urgent' })
  await did(house, { number, actor: world.marta, command: { action: 'plan', body: {} } })
  expect(await rowOf(house, number)).toMatchObject({ stage: 'in_development', scopeClearAt: null })
  const warned = { done: 'warned', ticket: number, because: 'unclear_scope' }
  expect(await asOf(monday.add({ minutes: 59 }), number)).toEqual([])
  expect(await asOf(monday.add({ hours: 1 }), number)).toMatchObject([warned])
  expect(await asOf(monday.add({ hours: 2 }), number)).toEqual([])
  expect((await lettersOf(house, ticketId)).filter((letter) => letter.startsWith('alarm'))).toEqual([
    'alarm to lena@agency.example',
  ])
  const other = await aScopedTicket(house, world, { priority: 'urgent', developerId: world.ada.id })
  await did(house, { number: other.number, actor: world.marta, command: { action: 'plan', body: {} } })
  await did(house, { number: other.number, actor: world.lena, command: { action: 'clear_scope', body: {} } })
  expect(await asOf(monday.add({ hours: 3 }), other.number)).toEqual([])
})
