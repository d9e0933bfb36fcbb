import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { slot, stagingEnvironment } from '../../../db/schema/staging.ts'
import { message } from '../../../db/schema/thread.ts'
import { event, ticket } from '../../../db/schema/ticket.ts'
import { addStaff } from '../../../db/seed/cast.ts'
import { addEnvironment, changeEnvironment, retireEnvironment } from '../../../db/staging/staging-environments.ts'
import { extendPlace, freePlace, removeCode } from '../../../db/staging/staging-places.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { runTimers } from '../../../jobs/run-timers.ts'
import { randomOf } from '../../support/random.ts'
import { ask, aTestedTicket, did, offer, rowOf } from '../../support/work.ts'
import { aHouse, aKey, aWorld, lettersOf, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World
let diogo: Staff
let environmentId: string

beforeAll(async () => {
  world = await aWorld(house)
  diogo = await addStaff(house.db, { name: 'Diogo Faria', email: 'diogo@agency.example', roles: ['pm'], now: monday })
  const [row] = await house.db.select().from(stagingEnvironment).where(eq(stagingEnvironment.appId, world.shop))
  environmentId = row?.id ?? ''
})
// Every test has staging for itself, with one place.
afterEach(async () => {
  await house.db.delete(slot)
  const gone = { stage: 'closed', resolution: 'cancelled', closedAt: monday, interrupted: false } as const
  await house.db.update(ticket).set(gone)
  await house.db.delete(stagingEnvironment).where(sql`${stagingEnvironment.id} <> ${environmentId}`)
  await house.db.update(stagingEnvironment).set({ name: 'Staging', capacity: 1, retiredAt: null })
})

const setUp = (given: { name?: string; capacity?: number }, actor: Staff = world.lena) =>
  changeEnvironment(house, {
    ...{ environmentId, name: 'Staging', url: 'https://staging.vale-shop.example', capacity: 1, ...given },
    ...{ actor, now: monday },
  })
const free = (number: number, given: Partial<Parameters<typeof freePlace>[1]> = {}) =>
  freePlace(house, { number, actor: world.lena, reason: 'Needed elsewhere.', sourceKey: aKey(), now: monday, ...given })
const extend = (number: number, until: string, given: Partial<Parameters<typeof extendPlace>[1]> = {}) =>
  extendPlace(house, { number, until, actor: world.marta, reason: 'A fair.', sourceKey: aKey(), now: monday, ...given })

/** The numbers that hold a place, and those that wait for one. */
async function staging() {
  const rows = await house.db
    .select({ number: ticket.number, takenAt: slot.takenAt })
    .from(slot)
    .innerJoin(ticket, eq(ticket.id, slot.ticketId))
    .where(isNull(slot.freedAt))
    .orderBy(slot.place, slot.joinedAt, slot.id)
  const [held, waiting] = [rows.filter(({ takenAt }) => takenAt), rows.filter(({ takenAt }) => !takenAt)]
  return { held: held.map(({ number }) => number), waiting: waiting.map(({ number }) => number) }
}

test('a place belongs to one ticket, and the next waits in line (R035)', async () => {
  const [one, two, three] = [await aTested(), await aTested(), await aTested()]
  expect(await staging()).toEqual({ held: [one.number], waiting: [two.number, three.number] })
})

test('silence closes, frees the place in the same transaction, and tells the manager of the next (R030, R031)', async () => {
  const [one, two] = [await aTested(), await aTested()]
  await house.db.update(ticket).set({ pmId: diogo.id }).where(eq(ticket.id, two.ticketId))
  await offer(house, world, one.number)
  await house.db.update(outgoingMail).set({ delivery: 'kept', deliveredAt: monday })
  const nextMonday = monday.add({ hours: 7 * 24 })
  for await (const _ of runTimers(house, { asOf: nextMonday, upSince: 'rehearsal', mailReadUpTo: nextMonday })) {
    // Everything that is due happens.
  }
  expect(await rowOf(house, one.number)).toMatchObject({ stage: 'closed', resolution: 'no_feedback' })
  expect(await staging()).toEqual({ held: [two.number], waiting: [] })
  expect(await lettersOf(house, two.ticketId)).toContain('slot_free to diogo@agency.example')
  const [left] = await house.db.select().from(slot).where(eq(slot.ticketId, one.ticketId))
  expect(left).toMatchObject({ freedBecause: 'silence', codeLeft: true })
  // PostgreSQL notes on each row which transaction wrote it.
  const [written] = await house.db
    .select({ together: sql<boolean>`count(*) = 2 and count(distinct "event".xmin::text) = 1` })
    .from(event)
    .where(sql`${event.action} in ('close_silent', 'slot_taken') and ${event.at} > ${monday.toString()}`)
  expect(written?.together).toBe(true)
})

test('a place is freed by hand: its code lies there, the next has it, and history and a note say why', async () => {
  const [one, two] = [await aTested(), await aTested()]
  expect(await free(one.number)).toEqual({ acted: 'now' })
  // Tested and still to be offered, it lines up again behind whoever waited.
  expect(await staging()).toEqual({ held: [two.number], waiting: [one.number] })
  const [told] = await house.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, one.ticketId), eq(event.action, 'slot_freed')))
  expect(told).toMatchObject({ actorId: world.lena.id, body: { reason: 'Needed elsewhere.' } })
  const notes = await house.db
    .select()
    .from(message)
    .where(and(eq(message.ticketId, one.ticketId), eq(message.purpose, 'note')))
  expect(notes.map(({ text, visibility }) => [text, visibility])).toContainEqual(['Needed elsewhere.', 'internal'])
})

test('the same form to free a place, sent twice, frees it once', async () => {
  const [one, two] = [await aTested(), await aTested()]
  await aTested()
  const sourceKey = aKey()
  const both = await Promise.all([free(one.number, { sourceKey }), free(one.number, { sourceKey })])
  expect(both.filter((done) => !isRefusal(done) && done.acted === 'now')).toHaveLength(1)
  expect((await staging()).held).toEqual([two.number])
})

test('a place is not taken from a customer who is testing, nor from a ticket that would only get it back', async () => {
  const one = await aTested()
  expect(await free(one.number)).toMatchObject({ refused: 'nobody_waits' })
  await offer(house, world, one.number)
  await aTested()
  expect(await free(one.number)).toMatchObject({ refused: 'being_tested' })
  expect((await staging()).held).toEqual([one.number])
})

test('a fix that came back NOT OK gives up its place and gets another when it is tested anew (spec §5, request_changes)', async () => {
  const [one, two] = [await aTested(), await aTested()]
  await offer(house, world, one.number)
  const body = { round: 1, reason: 'Wrong total.' }
  await did(house, { number: one.number, actor: world.joana, command: { action: 'request_changes', body } })
  expect(await free(one.number)).toEqual({ acted: 'now' })
  expect(await staging()).toEqual({ held: [two.number], waiting: [] })
})

test('only PM and support lead free and extend, a developer too takes code away, and nobody else (R031)', async () => {
  const one = await aTested()
  for (const actor of [world.rui, world.tess, world.joana, world.ada]) {
    expect(await free(one.number, { actor })).toMatchObject({ refused: 'not_yours_to_do' })
    expect(await extend(one.number, '2026-11-20', { actor })).toMatchObject({ refused: 'not_yours_to_do' })
  }
  const { id = '' } = (await house.db.select().from(slot))[0] ?? {}
  for (const actor of [world.tess, world.joana]) {
    expect(await removeCode(house, { slotId: id, actor, now: monday })).toMatchObject({ refused: 'not_yours_to_do' })
  }
  // Nothing lies there as long as the ticket holds its place.
  expect(await removeCode(house, { slotId: id, actor: world.rui, now: monday })).toMatchObject({
    refused: 'no_such_place',
  })
})

test('code left behind is taken away once, and history says who did (R031)', async () => {
  const one = await aTested()
  await did(house, {
    number: one.number,
    actor: world.marta,
    command: { action: 'cancel', body: { reason: 'No more.' } },
  })
  const [left] = await house.db.select().from(slot).where(eq(slot.ticketId, one.ticketId))
  const take = () => removeCode(house, { slotId: left?.id ?? '', actor: world.rui, now: monday })
  const both = await Promise.all([take(), take()])
  expect(both.map((done) => !isRefusal(done) && done.acted).toSorted()).toEqual(['before', 'now'])
  const [after] = await house.db.select().from(slot).where(eq(slot.ticketId, one.ticketId))
  expect(after).toMatchObject({ codeLeft: true, codeRemovedBy: world.rui.id })
})

test('an extension is a promise among us until a day, with its reason; a day that is over is none', async () => {
  const one = await aTested()
  expect(await extend(one.number, '2026-11-15')).toMatchObject({ refused: 'day_is_over' })
  expect(await extend(one.number, '2026-11-20')).toEqual({ acted: 'now' })
  const [held] = await house.db.select().from(slot).where(eq(slot.ticketId, one.ticketId))
  expect(held?.expectedFreeAt?.toString()).toBe('2026-11-20T23:59:00Z')
})

test('more places are handed out at once, fewer never take one away', async () => {
  const [one, two, three] = [await aTested(), await aTested(), await aTested()]
  expect(await setUp({ capacity: 3 })).toBe('done')
  expect(await staging()).toEqual({ held: [one.number, two.number, three.number], waiting: [] })
  expect(await setUp({ capacity: 2 })).toMatchObject({ refused: 'place_in_use' })
  await did(house, {
    number: one.number,
    actor: world.marta,
    command: { action: 'cancel', body: { reason: 'No more.' } },
  })
  expect(await setUp({ capacity: 2 })).toBe('done')
  const places = await house.db.select({ place: slot.place }).from(slot).where(isNull(slot.freedAt)).orderBy(slot.place)
  expect(places.map(({ place }) => place)).toEqual([1, 2])
})

test('an environment more takes in who waits; names are unlike, and one in use is not retired', async () => {
  const [one, two, three] = [await aTested(), await aTested(), await aTested()]
  const given = { appId: world.shop, url: 'https://two.example', capacity: 1, actor: world.lena, now: monday }
  expect(await addEnvironment(house, { ...given, name: 'Staging' })).toMatchObject({ refused: 'name_in_use' })
  expect(await addEnvironment(house, { ...given, name: 'Second', actor: world.marta })).toMatchObject({
    refused: 'leads_only',
  })
  expect(await addEnvironment(house, { ...given, name: 'Second' })).toBe('done')
  expect((await staging()).held.toSorted()).toEqual([one.number, two.number])
  expect(await setUp({ name: 'Second' })).toMatchObject({ refused: 'name_in_use' })
  const retire = (id: string) => retireEnvironment(house, { environmentId: id, actor: world.ada, now: monday })
  expect(await retire(environmentId)).toMatchObject({ refused: 'place_in_use' })
  for (const { number } of [one, two]) {
    await did(house, { number, actor: world.marta, command: { action: 'cancel', body: { reason: 'No more.' } } })
  }
  expect((await staging()).held).toEqual([three.number])
  const [second] = await house.db.select().from(stagingEnvironment).where(eq(stagingEnvironment.name, 'Second'))
  const [at] = await house.db.select().from(slot).where(isNull(slot.freedAt))
  const unused = at?.environmentId === environmentId ? (second?.id ?? '') : environmentId
  expect(await retire(unused)).toBe('done')
})

test('a fix that passed its checks where there was no staging gets its place when there is some', async () => {
  await house.db.update(stagingEnvironment).set({ retiredAt: monday })
  const one = await aTested()
  expect(await staging()).toEqual({ held: [], waiting: [] })
  const given = { appId: world.shop, name: 'Staging', url: 'https://again.example', capacity: 1 }
  expect(await addEnvironment(house, { ...given, actor: world.lena, now: monday })).toBe('done')
  expect(await staging()).toEqual({ held: [one.number], waiting: [] })
  await offer(house, world, one.number)
})

test('whatever is taken, freed, closed and resized at once, no place is held twice or by a closed ticket', async () => {
  for (const seed of [5, 23]) {
    const next = randomOf(seed)
    for (let round = 0; round < 3; round += 1) {
      const numbers = await sixTested()
      const deeds = Array.from({ length: 30 }, () => {
        const number = numbers[next(numbers.length)] ?? 0
        const kind = next(7)
        const capacity = 1 + next(3)
        return () => deed(kind, number, capacity)
      })
      // A refusal is an answer; a fault would be thrown here.
      await Promise.all(deeds.map((each) => each()))
      await expectSound()
    }
  }
})

/** Six tickets in testing or with their customer; what came back into the line makes room for new ones. */
async function sixTested(): Promise<number[]> {
  const open = await house.db.select({ number: ticket.number, stage: ticket.stage }).from(ticket)
  for (const { number } of open.filter(({ stage }) => stage === 'planned')) {
    await did(house, { number, actor: world.marta, command: cancelling })
  }
  const numbers = open.flatMap(({ number, stage }) => (['testing', 'staging_review'].includes(stage) ? [number] : []))
  while (numbers.length < 6) numbers.push((await aTested()).number)
  // In nobody's line, or the lock of that line would already have them wait for each other.
  await house.db.update(ticket).set({ developerId: null }).where(inArray(ticket.number, numbers))
  return numbers
}

const cancelling = { action: 'cancel', body: { reason: 'No more.' } } as const

async function deed(kind: number, number: number, capacity: number): Promise<unknown> {
  const by = (actor: typeof world.marta | typeof world.joana) => ({ number, actor })
  switch (kind) {
    case 0:
      return setUp({ capacity })
    case 1:
      return free(number)
    case 2:
      return ask(house, { ...by(world.marta), command: cancelling })
    case 3:
      return ask(house, { ...by(world.joana), command: { action: 'approve_release', body: { round: 1 } } })
    case 4:
      return ask(house, {
        ...by(world.marta),
        command: {
          action: 'offer_fix',
          body: {
            ...{ summary: 'Mended.', steps: ['Try.'], url: 'https://staging.example', screenshots: [] },
            no_screenshots_reason: 'None.',
          },
        },
      })
    case 5:
      return ask(house, {
        ...by(world.joana),
        command: { action: 'request_changes', body: { round: 1, reason: 'No.' } },
      })
    default:
      return extend(number, '2026-11-20')
  }
}

/** What holds at every moment: one ticket a place, none closed, none beyond capacity, and no place idle while one waits. */
async function expectSound() {
  const held = await house.db
    .select({
      place: slot.place,
      environment: slot.environmentId,
      stage: ticket.stage,
      capacity: stagingEnvironment.capacity,
    })
    .from(slot)
    .innerJoin(ticket, eq(ticket.id, slot.ticketId))
    .innerJoin(stagingEnvironment, eq(stagingEnvironment.id, slot.environmentId))
    .where(and(isNull(slot.freedAt), isNotNull(slot.takenAt)))
  expect(new Set(held.map(({ place, environment }) => `${environment} ${place}`)).size).toBe(held.length)
  expect(held.filter(({ stage, place, capacity }) => stage === 'closed' || (place ?? 0) > capacity)).toEqual([])
  const [room] = await house.db
    .select({ places: sql<number>`sum(${stagingEnvironment.capacity})::int` })
    .from(stagingEnvironment)
  const waiting = await house.db.$count(slot, and(isNull(slot.freedAt), isNull(slot.takenAt)))
  expect(waiting === 0 || held.length === room?.places).toBe(true)
  const offered = await house.db
    .select({ number: ticket.number })
    .from(ticket)
    .leftJoin(slot, and(eq(slot.ticketId, ticket.id), isNull(slot.freedAt), isNotNull(slot.takenAt)))
    .where(and(eq(ticket.stage, 'staging_review'), isNull(slot.id)))
  expect(offered).toEqual([])
}

function aTested() {
  return aTestedTicket(house, world)
}
