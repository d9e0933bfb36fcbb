import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { changePlanWindows } from '../../../db/agency/change-plan.ts'
import { readPlans } from '../../../db/agency/plans.ts'
import { listSettingChanges } from '../../../db/agency/setting-changes.ts'
import { company, plan } from '../../../db/schema/company.ts'
import { clock } from '../../../db/schema/ticket.ts'
import { refuse } from '../../../domain/refusal.ts'
import type { PlanWindows } from '../../../domain/sla.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const planId = await planOf(world.vale)

beforeEach(() => house.db.update(plan).set({ windows: {} }))

const change = (windows: PlanWindows, by = world.ada, now = monday) =>
  changePlanWindows(house, { planId, windows, by, now })

async function planOf(companyId: string) {
  const [row] = await house.db.select({ id: company.planId }).from(company).where(eq(company.id, companyId))
  return row?.id ?? ''
}

async function windowsNow() {
  const { plans } = await readPlans(house)
  return plans.find(({ id }) => id === planId)?.windows
}

async function dueOf(ticketId: string) {
  const [row] = await house.db.select({ dueAt: clock.dueAt }).from(clock).where(eq(clock.ticketId, ticketId))
  return row?.dueAt?.toString()
}

const open = (companyId = world.vale, requester = world.joana) =>
  aTicket(house, world, {
    ...{ companyId, requesterId: requester.id, actor: requester, category: 'question', sourceKey: aKey() },
  })

test('a new window holds for tickets open and to come, time used kept; other plans stay as they are (R007)', async () => {
  const before = await open()
  // Monday at ten; three business days end on Thursday at ten.
  expect(await dueOf(before.ticketId)).toBe('2026-11-19T10:00:00Z')
  expect(await change({ question: { hours: 2 } }, world.ada, monday.add({ hours: 1 }))).toBe('now')
  const [after, elsewhere] = [await open(), await open(world.atlas, world.ines)]
  expect(await dueOf(before.ticketId)).toBe('2026-11-16T12:00:00Z')
  expect(await dueOf(after.ticketId)).toBe('2026-11-16T12:00:00Z')
  expect(await dueOf(elsewhere.ticketId)).toBe('2026-11-19T10:00:00Z')
})

test('a window shorter than what was used is due now, not in the past', async () => {
  const { ticketId } = await open()
  const later = monday.add({ hours: 5 })
  expect(await change({ question: { hours: 1 } }, world.ada, later)).toBe('now')
  expect(await dueOf(ticketId)).toBe(later.toString())
})

test('what changed of a plan is on record, once', async () => {
  await house.sql`delete from setting_change`
  await change({ question: { days: 2 } })
  await change({ question: { days: 2 } })
  const { changes } = await listSettingChanges(house, { area: 'plan' })
  expect(changes).toMatchObject([
    { subject: 'Vale Cycles 20 h', by: 'Ada Falk', steps: [{ field: 'question', from: '3 d', to: '2 d' }] },
  ])
})

test('who changed a plan, and when, is kept', async () => {
  await change({ question: { days: 2 } })
  const { plans } = await readPlans(house)
  expect(plans.find(({ id }) => id === planId)).toMatchObject({
    companies: ['Vale Cycles'],
    windows: { question: { days: 2 } },
    changedAt: monday,
    changedBy: 'Ada Falk',
  })
})

test.each(['marta', 'lena', 'joana'] as const)('%s may not change a plan', async (who) => {
  const windows = { question: { hours: 2 } }
  expect(await changePlanWindows(house, { planId, windows, by: world[who], now: monday })).toEqual(
    refuse('admins_only'),
  )
  expect(await windowsNow()).toEqual({})
})

const outside = [{ hours: 0.5 }, { hours: 25 }, { hours: Number.NaN }, { days: 0 }, { days: 1.5 }, { days: 4 }]

test.each(outside)('%o is out of bounds: refused by name, with nothing changed', async (span) => {
  expect(await change({ urgent_issue: { hours: 1 }, question: span })).toEqual(
    refuse('window_out_of_bounds', ['question']),
  )
  expect(await windowsNow()).toEqual({})
})

test.each([{ hours: 1 }, { hours: 1.5 }, { hours: 24 }, { days: 1 }, { days: 3 }])('%o is kept', async (span) => {
  expect(await change({ question: span })).toBe('now')
  expect(await windowsNow()).toEqual({ question: span })
})

test.each([...outside, 'soon', { hours: '2' }, {}, 3])('the database itself does not keep %o', async (span) => {
  const windows = JSON.stringify({ urgent_issue: { hours: 1 }, question: span })
  await expect(house.sql`update plan set windows = ${windows}::text::jsonb where id = ${planId}`).rejects.toThrow(
    /plan_windows/,
  )
})

test('a plan that is not there is refused', async () => {
  const nowhere = crypto.randomUUID()
  expect(await changePlanWindows(house, { planId: nowhere, windows: {}, by: world.ada, now: monday })).toEqual(
    refuse('no_such_plan'),
  )
})
