import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { verdict } from '../../../db/schema/verdict.ts'
import { scoped } from '../../../db/scope.ts'
import { readEvents } from '../../../db/tickets/events.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { giveVerdict, readVerdict } from '../../../db/tickets/verdicts.ts'
import { isRefusal, refuse } from '../../../domain/refusal.ts'
import { did } from '../../support/work.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World

beforeAll(async () => {
  world = await aWorld(house)
})

/** Taken, answered and closed: we claim that it is solved. */
async function anAnswered() {
  const opened = await aTicket(house, world)
  await did(house, { number: opened.number, actor: world.marta, command: { action: 'take', body: {} } })
  await answerIt(opened.number)
  return opened
}

const answerIt = (number: number, now = monday) =>
  did(house, { number, actor: world.marta, command: { action: 'resolve', body: { body: 'It works.' } }, now })

const given = (number: number) => ({
  ...{ number, actor: world.joana, solved: false, body: 'Not really.', sourceKey: aKey(), now: monday },
})

async function historyOf(number: number) {
  const events = await readEvents(house, world.marta, number)
  if (isRefusal(events)) throw new Error(events.refused)
  return events.filter(({ action }) => action === 'verdict').map(({ body, actor }) => ({ ...body, by: actor.name }))
}

test('a customer says that it is not really solved: kept, told in the thread, and the manager hears of it', async () => {
  const { number, ticketId } = await anAnswered()
  expect(await giveVerdict(house, given(number))).toBeNull()
  const said = { solved: false, by: { id: world.joana.id, name: 'Joana Matos' }, at: monday }
  for (const reader of [world.marta, world.pedro, world.joana]) {
    expect(await readVerdict(house, reader, number)).toEqual(said)
  }
  expect(await historyOf(number)).toEqual([{ solved: false, by: 'Joana Matos' }])
  expect(await lettersOf(house, ticketId)).toContain('notice to marta@agency.example')
  const page = await readTicketPage(house, { actor: world.marta, number, now: monday })
  if (isRefusal(page)) throw new Error(page.refused)
  expect([page.ticket.stage, page.messages.at(-1)?.text]).toEqual(['closed', 'Not really.'])
})

test('a plain yes is kept and disturbs nobody', async () => {
  const { number, ticketId } = await anAnswered()
  const before = await lettersOf(house, ticketId)
  expect(await giveVerdict(house, { ...given(number), solved: true, body: null })).toBeNull()
  expect(await readVerdict(house, world.marta, number)).toMatchObject({ solved: true })
  expect(await lettersOf(house, ticketId)).toEqual(before)
})

test('of two colleagues who answer at once one is heard, and the other learns of it', async () => {
  const { number } = await anAnswered()
  const both = await Promise.all([
    giveVerdict(house, given(number)),
    giveVerdict(house, { ...given(number), actor: world.pedro, solved: true }),
  ])
  expect(both.filter(isRefusal)).toEqual([refuse('already_decided')])
  expect(await historyOf(number)).toHaveLength(1)
})

test('the same form sent twice is one answer, told once', async () => {
  const { number, ticketId } = await anAnswered()
  const form = given(number)
  expect(await Promise.all([giveVerdict(house, form), giveVerdict(house, form)])).toEqual([null, null])
  expect(await historyOf(number)).toHaveLength(1)
  expect((await lettersOf(house, ticketId)).filter((one) => one.startsWith('notice to marta'))).toHaveLength(1)
})

test('each closing is asked about anew', async () => {
  const { number } = await anAnswered()
  await giveVerdict(house, given(number))
  const later = monday.add({ hours: 1 })
  await did(house, { number, actor: world.joana, command: { action: 'reopen', body: {} }, now: later })
  expect(await readVerdict(house, world.joana, number)).toBeNull()
  expect(await giveVerdict(house, { ...given(number), now: later })).toEqual(refuse('not_possible_now'))
  await answerIt(number, later)
  expect(await giveVerdict(house, { ...given(number), solved: true, body: null, now: later })).toBeNull()
  expect(await historyOf(number)).toEqual([
    { solved: false, by: 'Joana Matos' },
    { solved: true, by: 'Joana Matos' },
  ])
})

test('nobody is asked of what is open, was called off, or was closed for longer than it may be reopened', async () => {
  const open = await aTicket(house, world)
  expect(await giveVerdict(house, given(open.number))).toEqual(refuse('not_possible_now'))
  const command = { action: 'cancel', body: { reason: 'Not needed.' } } as const
  await did(house, { number: open.number, actor: world.joana, command })
  expect(await giveVerdict(house, given(open.number))).toEqual(refuse('not_possible_now'))
  const { number } = await anAnswered()
  // Ten business days, from a Monday at ten: until the Monday two weeks later, at ten.
  const late = monday.add({ hours: 14 * 24 + 1 })
  expect(await giveVerdict(house, { ...given(number), now: late })).toEqual(refuse('reopen_expired'))
})

test('to people of another company there is neither the ticket nor what was said of it', async () => {
  const { number, ticketId } = await anAnswered()
  expect(await giveVerdict(house, { ...given(number), actor: world.ines })).toEqual(refuse('no_such_ticket'))
  await giveVerdict(house, given(number))
  expect(await readVerdict(house, world.ines, number)).toBeNull()
  const [theirs, hers] = await Promise.all(
    [world.ines, world.joana].map((reader) =>
      scoped(house.db, reader, (tx) => tx.select().from(verdict).where(eq(verdict.ticketId, ticketId))),
    ),
  )
  expect([theirs, hers?.map(({ solved }) => solved)]).toEqual([[], [false]])
})
