import { and, eq, inArray, ne } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { slot } from '../../../db/schema/staging.ts'
import { testRow } from '../../../db/schema/testing.ts'
import { event, ticket } from '../../../db/schema/ticket.ts'
import { addStaff } from '../../../db/seed/cast.ts'
import { readEvents } from '../../../db/tickets/events.ts'
import { lineOrder, readLine, readLines, waitsInLine } from '../../../db/work/line.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { randomOf } from '../../support/random.ts'
import { aPlannedTicket, aScopedTicket, ask, aTestedTicket, did, offer, rowOf } from '../../support/work.ts'
import { aHouse, aWorld, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World
let nadia: Staff
beforeAll(async () => {
  world = await aWorld(house)
  nadia = await addStaff(house.db, {
    name: 'Nadia Costa',
    email: 'nadia@agency.example',
    roles: ['developer'],
    now: monday,
  })
})
// Every test has the lines for itself.
beforeEach(async () => {
  await house.db.delete(slot)
  const gone = { stage: 'closed', resolution: 'cancelled', closedAt: monday, interrupted: false } as const
  await house.db.update(ticket).set(gone).where(ne(ticket.stage, 'closed'))
})

const later = (minutes: number) => monday.add({ minutes })
const start = (number: number, actor: Staff) => ask(house, { number, actor, command: { action: 'start', body: {} } })
const move = (number: number, after: number | null) =>
  did(house, {
    number,
    actor: world.lena,
    command: { action: 'reorder', body: { after, reason: 'The customer waits.' } },
  })

/** The numbers that wait for a developer, in order. */
async function lineOf({ id }: Staff) {
  const rows = await house.db
    .select({ number: ticket.number })
    .from(ticket)
    .where(and(eq(ticket.developerId, id), waitsInLine))
    .orderBy(...lineOrder)
  return rows.map(({ number }) => number)
}

const activeOf = async ({ id }: Staff) =>
  (
    await house.db
      .select({ number: ticket.number })
      .from(ticket)
      .where(and(eq(ticket.developerId, id), eq(ticket.stage, 'in_development'), eq(ticket.interrupted, false)))
  ).map(({ number }) => number)

async function inLine(count: number): Promise<number[]> {
  const numbers: number[] = []
  for (let place = 0; place < count; place += 1) {
    numbers.push((await aPlannedTicket(house, world, { now: later(place) })).number)
  }
  return numbers
}

test('of many starts at once by one developer one begins, and the others are refused in words (R025)', async () => {
  const numbers = await inLine(4)
  const outcomes = await Promise.all([...numbers, ...numbers].map((number) => start(number, world.rui)))
  expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
  expect(await activeOf(world.rui)).toEqual([numbers[0]])
})

test('a developer takes the next only, and only when the one before is finished (R025)', async () => {
  const [first = 0, second = 0] = await inLine(2)
  expect(await start(second, world.rui)).toMatchObject({ missing: ['next_in_line'] })
  await start(first, world.rui)
  expect(await start(second, world.rui)).toMatchObject({ missing: ['free_developer'] })
  const body = { pull_request: 'https://git.example/pull/1' }
  await did(house, { number: first, actor: world.rui, command: { action: 'finish', body } })
  expect(isRefusal(await start(second, world.rui))).toBe(false)
})

test('urgent work begins at once, what it interrupts waits at the front, and history says for whom (R026)', async () => {
  const [first = 0, second = 0] = await inLine(2)
  await start(first, world.rui)
  const urgent = await aPlannedTicket(house, world, { priority: 'urgent' })
  expect(await activeOf(world.rui)).toEqual([urgent.number])
  expect(await lineOf(world.rui)).toEqual([first, second])
  const [aside] = await house.db
    .select({ body: event.body })
    .from(event)
    .where(and(eq(event.ticketId, (await rowOf(house, first)).id), eq(event.action, 'set_aside')))
  expect(aside?.body).toEqual({ for: urgent.number })
})

test('what urgent work went on without is in its history: the estimate, then the clear scope (R017, R024)', async () => {
  const { number, ticketId } = await aScopedTicket(house, world, { priority: 'urgent' })
  await house.db.update(ticket).set({ needsCode: true, funding: 'postpaid' }).where(eq(ticket.id, ticketId))
  await did(house, { number, actor: world.marta, command: { action: 'plan', body: { reason: 'Down.' } } })
  const history = await readEvents(house, world.marta, number)
  const told = isRefusal(history)
    ? []
    : history.flatMap(({ action, body }) => (body?.skipped ? [[action, body.skipped]] : []))
  expect(told).toEqual([
    ['plan', ['estimate']],
    ['start', ['scope']],
  ])
  const planned = await aPlannedTicket(house, world)
  const ordinary = await readEvents(house, world.marta, planned.number)
  expect(JSON.stringify(ordinary)).not.toContain('skipped')
})

test('a second urgent ticket waits for the first, before all others (R026)', async () => {
  const [waiting = 0] = await inLine(1)
  const one = await aPlannedTicket(house, world, { priority: 'urgent', now: later(1) })
  const two = await aPlannedTicket(house, world, { priority: 'urgent', now: later(2) })
  const three = await aPlannedTicket(house, world, { priority: 'urgent', now: later(3) })
  expect(await activeOf(world.rui)).toEqual([one.number])
  expect(await lineOf(world.rui)).toEqual([two.number, three.number, waiting])
  // And begins by itself once the first is out of its developer's hands.
  const finish = { action: 'finish', body: { pull_request: 'https://git.example/1' } } as const
  await did(house, { number: one.number, actor: world.rui, command: finish })
  expect(await activeOf(world.rui)).toEqual([two.number])
})

test('two urgent tickets planned at the same moment: one begins, one waits first in line (R026)', async () => {
  const both = await Promise.all(
    ['One', 'Other'].map((title) => aScopedTicket(house, world, { title, priority: 'urgent' })),
  )
  const planned = both.map(({ number }) =>
    ask(house, { number, actor: world.marta, command: { action: 'plan', body: {} } }),
  )
  expect((await Promise.all(planned)).filter(isRefusal)).toEqual([])
  expect(await activeOf(world.rui)).toHaveLength(1)
  expect(await lineOf(world.rui)).toHaveLength(1)
})

test('urgent work without a developer begins when it gets one', async () => {
  const urgent = await aScopedTicket(house, world, { priority: 'urgent', developerId: null })
  await house.db.update(ticket).set({ appId: null }).where(eq(ticket.number, urgent.number))
  expect(await activeOf(nadia)).toEqual([])
  await house.db.update(ticket).set({ appId: world.shop }).where(eq(ticket.number, urgent.number))
  await did(house, { number: urgent.number, actor: world.marta, command: { action: 'plan', body: {} } })
  await did(house, {
    number: urgent.number,
    actor: world.lena,
    command: { action: 'assign', body: { developer: nadia.email } },
  })
  expect(await rowOf(house, urgent.number)).toMatchObject({ developerId: nadia.id, stage: 'in_development' })
})

test('NOT OK returns to the front of its line, and a developer busy elsewhere finishes first (R025, R039)', async () => {
  const tested = await aTestedTicket(house, world)
  await offer(house, world, tested.number)
  const [first = 0, second = 0] = await inLine(2)
  await start(first, world.rui)
  const body = { round: 1, reason: 'The total is wrong.' }
  await did(house, { number: tested.number, actor: world.joana, command: { action: 'request_changes', body } })
  expect(await activeOf(world.rui)).toEqual([first])
  expect(await lineOf(world.rui)).toEqual([tested.number, second])
})

test('a failed test interrupts nobody: it waits at the front while its developer is busy (R036)', async () => {
  const [first = 0, second = 0] = await inLine(2)
  await start(first, world.rui)
  const body = { pull_request: 'https://git.example/pull/1' }
  await did(house, { number: first, actor: world.rui, command: { action: 'finish', body } })
  await start(second, world.rui)
  const [third = 0] = await inLine(1)
  await failFirst(first)
  expect(await activeOf(world.rui)).toEqual([second])
  expect(await lineOf(world.rui)).toEqual([first, third])
})

test('a ticket handed to another developer while both begin something leaves each with one', async () => {
  const [mine = 0] = await inLine(1)
  await start(mine, world.rui)
  const hers = await aPlannedTicket(house, world, { developerId: nadia.id })
  await Promise.all([
    ask(house, { number: mine, actor: world.lena, command: { action: 'assign', body: { developer: nadia.email } } }),
    start(hers.number, nadia),
  ])
  expect(await activeOf(world.rui)).toEqual([])
  expect((await activeOf(nadia)).length).toBeLessThanOrEqual(1)
  expect((await rowOf(house, mine)).interrupted).toBe(true)
})

test('tickets planned at the very same moment keep the order in which they came, and can be told apart', async () => {
  const numbers: number[] = []
  for (let place = 0; place < 4; place += 1) numbers.push((await aPlannedTicket(house, world)).number)
  expect(await lineOf(world.rui)).toEqual(numbers)
  const [a = 0, b = 0, c = 0, d = 0] = numbers
  await move(d, a)
  expect(await lineOf(world.rui)).toEqual([a, d, b, c])
})

test('two hundred moves keep the order that was asked for (R025)', async () => {
  let wanted = await inLine(5)
  // Always into the same narrow gap, then anywhere.
  for (let turn = 0; turn < 200; turn += 1) {
    const number = wanted[turn < 120 ? 2 : (turn * 7) % 5] ?? 0
    const rest = wanted.filter((one) => one !== number)
    const place = turn < 120 ? 1 : (turn * 3) % 5
    await move(number, rest[place - 1] ?? null)
    wanted = rest.toSpliced(place, 0, number)
    expect(await lineOf(world.rui)).toEqual(wanted)
  }
})

test('behind an urgent ticket means before all others, and an urgent one is moved only among its like', async () => {
  const one = await aPlannedTicket(house, world, { priority: 'urgent', now: later(50) })
  const two = await aPlannedTicket(house, world, { priority: 'urgent', now: later(51) })
  const three = await aPlannedTicket(house, world, { priority: 'urgent', now: later(52) })
  const [a = 0, b = 0] = await inLine(2)
  expect(await activeOf(world.rui)).toEqual([one.number])
  await move(b, three.number)
  expect(await lineOf(world.rui)).toEqual([two.number, three.number, b, a])
  await move(two.number, a)
  expect(await lineOf(world.rui)).toEqual([three.number, two.number, b, a])
})

test('only the support lead moves a ticket, and not behind one of another line (spec §5, reorder)', async () => {
  const [first = 0, second = 0] = await inLine(2)
  const hers = await aPlannedTicket(house, world, { developerId: nadia.id })
  const body = { after: first, reason: 'Because.' }
  const command = { action: 'reorder', body } as const
  for (const actor of [world.marta, world.rui, world.tess]) {
    expect(await ask(house, { number: second, actor, command })).toMatchObject({ refused: 'not_yours_to_do' })
  }
  expect(
    await ask(house, {
      ...{ number: second, actor: world.lena },
      command: { action: 'reorder', body: { after: hers.number, reason: 'Because.' } },
    }),
  ).toMatchObject({ refused: 'not_in_line' })
})

test('whatever is begun, finished, moved and planned at once, each developer has one ticket and no door fails', async () => {
  const seeds = [3, 17, 40]
  for (const seed of seeds) {
    const next = randomOf(seed)
    const numbers = await inLine(3)
    for (let place = 0; place < 3; place += 1) {
      numbers.push((await aPlannedTicket(house, world, { developerId: nadia.id })).number)
    }
    for (let round = 0; round < 4; round += 1) {
      const urgent = await aScopedTicket(house, world, {
        priority: 'urgent',
        developerId: next(2) ? world.rui.id : nadia.id,
      })
      const pick = () => numbers[next(numbers.length)] ?? 0
      const deeds = Array.from({ length: 8 }, () => async () => {
        const number = pick()
        const { developerId, stage } = await rowOf(house, number)
        const own = developerId === nadia.id ? nadia : world.rui
        const other = own === nadia ? world.rui : nadia
        switch (next(4)) {
          case 0:
            return start(number, own)
          case 1:
            return ask(house, {
              ...{ number, actor: own },
              command: { action: 'finish', body: { pull_request: 'https://git.example/pull/2' } },
            })
          case 2:
            return ask(house, {
              number,
              actor: world.lena,
              command: { action: 'assign', body: { developer: other.email } },
            })
          default:
            return stage === 'planned'
              ? ask(house, {
                  ...{ number, actor: world.lena },
                  command: { action: 'reorder', body: { after: null, reason: 'First.' } },
                })
              : ask(house, { number, actor: own, command: { action: 'start', body: {} } })
        }
      })
      await Promise.all([
        ...deeds.map((deed) => deed()),
        ask(house, { number: urgent.number, actor: world.marta, command: { action: 'plan', body: {} } }),
      ])
      numbers.push(urgent.number)
      for (const who of [world.rui, nadia]) expect((await activeOf(who)).length).toBeLessThanOrEqual(1)
    }
  }
})

async function failFirst(number: number) {
  const { id } = await rowOf(house, number)
  const [row] = await house.db
    .select({ id: testRow.id })
    .from(testRow)
    .where(inArray(testRow.ticketId, [id]))
  const body = { row: row?.id ?? '', note: 'The total is wrong.' }
  await did(house, { number, actor: world.marta, command: { action: 'fail_test', body } })
}

test('read at once for several developers, the places are those of each line (R025)', async () => {
  const first = await aPlannedTicket(house, world)
  await start(first.number, world.rui)
  const urgent = await aPlannedTicket(house, world, { priority: 'urgent' })
  const last = await aPlannedTicket(house, world)
  const hers = await aPlannedTicket(house, world, { developerId: nadia.id })
  const [lines, one] = await house.db.transaction(async (tx) => [
    await readLines(tx, [world.rui.id, nadia.id, null]),
    await Promise.all([first, urgent, last].map(({ ticketId: id }) => readLine(tx, { id, developerId: world.rui.id }))),
  ])
  // What was set aside waits in front; the urgent one is being worked on and waits nowhere.
  const [his, her] = [lines.get(world.rui.id), lines.get(nadia.id)]
  expect([first, urgent, last, hers].map(({ ticketId }) => his?.places.get(ticketId) ?? null)).toEqual([
    1,
    null,
    2,
    null,
  ])
  expect([...(her?.places ?? [])]).toEqual([[hers.ticketId, 1]])
  expect([his?.active, her?.active]).toMatchObject([{ id: urgent.ticketId, priority: 'urgent' }, null])
  expect(one.map(({ queuePosition }) => queuePosition)).toEqual([1, null, 2])
})
