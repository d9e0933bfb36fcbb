import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { clock, ticket } from '../../../db/schema/ticket.ts'
import { readSilences } from '../../../db/tickets/delivered.ts'
import { did, rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World
beforeAll(async () => {
  world = await aWorld(house)
})

const clocksOf = (ticketId: string) => house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
const hours = (count: number) => monday.add({ hours: count })

/** A level 2 ticket that waits for its customer since an hour after it came, and was then merged for a day. */
async function mergedWhileAsked() {
  const into = await aTicket(house, world)
  const { number, ticketId } = await aTicket(house, world)
  const by = { number, actor: world.marta }
  await did(house, { ...by, command: { action: 'escalate', body: { issue_type: 'data', scope: 'Orders.' } } })
  await did(house, { ...by, command: { action: 'ask_customer', body: { body: 'Which orders?' } }, now: hours(1) })
  const sent = { delivery: 'kept', deliveredAt: hours(1) } as const
  await house.db.update(outgoingMail).set(sent).where(eq(outgoingMail.ticketId, ticketId))
  const clocks = await clocksOf(ticketId)
  await did(house, { ...by, command: { action: 'merge', body: { into: into.number } }, now: hours(2) })
  await did(house, { ...by, command: { action: 'unmerge', body: {} }, now: hours(26) })
  return { number, ticketId, clocks }
}

test('what was merged while it waited for an answer waits for it again, its clocks and its silence as they were', async () => {
  const { number, ticketId, clocks } = await mergedWhileAsked()
  expect(await rowOf(house, number)).toMatchObject({ stage: 'needs_info', cameFrom: 'validating', closedFrom: null })
  expect(await clocksOf(ticketId)).toEqual(clocks)
  expect(clocks.find(({ kind }) => kind === 'stage')).toMatchObject({ metAt: null, dueAt: null })
  const silence = await house.db.transaction((tx) => readSilences(tx, [ticketId]))
  expect(silence.get(ticketId)).toEqual({ since: hours(1), held: [{ from: hours(2), to: hours(26) }] })
})

test('its answer then leads back to where it was asked, and the clock there goes on', async () => {
  const { number, ticketId } = await mergedWhileAsked()
  await did(house, {
    ...{ number, actor: world.joana, command: { action: 'answer', body: { body: 'All of them.' } }, now: hours(27) },
  })
  expect(await rowOf(house, number)).toMatchObject({ stage: 'validating', cameFrom: null })
  const stage = (await clocksOf(ticketId)).filter(({ kind }) => kind === 'stage')
  expect(stage).toMatchObject([{ metAt: null, pausedSpans: [{ to: hours(27).toString() }] }])
})

test('what was merged at work goes back to it with the clock it had', async () => {
  const into = await aTicket(house, world)
  const { number, ticketId } = await aTicket(house, world)
  const by = { number, actor: world.marta }
  await did(house, { ...by, command: { action: 'escalate', body: { issue_type: 'data', scope: 'Orders.' } } })
  await did(house, { ...by, command: { action: 'merge', body: { into: into.number } }, now: hours(1) })
  await did(house, { ...by, command: { action: 'unmerge', body: {} }, now: hours(2) })
  expect(await rowOf(house, number)).toMatchObject({ stage: 'validating' })
  const stage = (await clocksOf(ticketId)).filter(({ kind }) => kind === 'stage')
  expect(stage).toMatchObject([{ metAt: null, startedAt: monday, pausedSpans: [{ from: hours(1).toString() }] }])
  expect(await house.db.$count(ticket, eq(ticket.mergedIntoId, into.ticketId))).toBe(0)
})
