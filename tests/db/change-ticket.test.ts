import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { type Change, changeTicket } from '../../db/change-ticket.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { clock, event, ticket } from '../../db/schema/ticket.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
beforeAll(async () => {
  world = await aWorld(house)
})

const ask = (given: Pick<Change, 'number' | 'command' | 'actor'> & Partial<Change>) =>
  changeTicket(house, { channel: 'web', proof: 'session', sourceKey: aKey(), now: monday, ...given })

const stageOf = async (number: number) =>
  (await house.db.select({ stage: ticket.stage }).from(ticket).where(eq(ticket.number, number)))[0]?.stage

test('a ticket is acknowledged once and promised by its category', async () => {
  const { ticketId } = await aTicket(house, world)
  const [running] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
  expect(running?.dueAt?.toString()).toBe('2026-11-17T10:00:00Z')
  expect(await lettersOf(house, ticketId)).toEqual(['acknowledgement to joana@vale.example'])
})

test('the same form sent twice opens one ticket', async () => {
  const key = aKey()
  const [one, other] = await Promise.all([
    aTicket(house, world, { sourceKey: key }),
    aTicket(house, world, { sourceKey: key }),
  ])
  expect(one.number).toBe(other.number)
  expect([one.acted, other.acted].sort()).toEqual(['before', 'now'])
})

test('taking a ticket meets its clock and tells the customer once', async () => {
  const { number, ticketId } = await aTicket(house, world)
  await ask({ number, actor: world.marta, command: { action: 'take', body: {} } })
  expect(await stageOf(number)).toBe('investigating')
  const [met] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
  expect(met?.metAt?.toString()).toBe(monday.toString())
  expect(await lettersOf(house, ticketId)).toContain('working_on_it to joana@vale.example')
})

test('triage takes a ticket for the manager of the company', async () => {
  const { number, ticketId } = await aTicket(house, world)
  await ask({ number, actor: world.tess, command: { action: 'take', body: {} } })
  const [row] = await house.db
    .select({ pmId: ticket.pmId, warning: ticket.warning })
    .from(ticket)
    .where(eq(ticket.id, ticketId))
  expect(row).toEqual({ pmId: world.marta.id, warning: null })
})

test('a company without a manager gets the least loaded one, with a warning', async () => {
  const { number, ticketId } = await aTicket(house, world, {
    companyId: world.atlas,
    requesterId: world.ines.id,
    actor: world.ines,
  })
  await ask({ number, actor: { kind: 'system' }, command: { action: 'assign', body: {} } })
  const [row] = await house.db
    .select({ pmId: ticket.pmId, warning: ticket.warning })
    .from(ticket)
    .where(eq(ticket.id, ticketId))
  expect(row).toEqual({ pmId: world.marta.id, warning: 'least_loaded' })
})

test('a question to the customer pauses the clocks, and the answer goes back to where it was asked', async () => {
  const { number, ticketId } = await aTicket(house, world)
  await ask({ number, actor: world.tess, command: { action: 'ask_customer', body: { body: 'Which browser?' } } })
  expect(await stageOf(number)).toBe('needs_info')
  const [paused] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
  expect(paused?.dueAt).toBeNull()
  const anHourLater = monday.add({ hours: 1 })
  await addMessage(house, {
    number,
    actor: world.joana,
    body: 'Safari.',
    files: [],
    channel: 'web',
    proof: 'session',
    sourceKey: aKey(),
    now: anHourLater,
  })
  expect(await stageOf(number)).toBe('new')
  const [resumed] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
  expect(resumed?.dueAt?.toString()).toBe('2026-11-17T11:00:00Z')
})

test('two people who take a ticket at once do it once', async () => {
  const { number, ticketId } = await aTicket(house, world)
  const both = await Promise.all([
    ask({ number, actor: world.marta, command: { action: 'take', body: {} } }),
    ask({ number, actor: world.tess, command: { action: 'take', body: {} } }),
  ])
  expect(both.filter(isRefusal)).toEqual([{ refused: 'not_possible_now', missing: [] }])
  const taken = await house.db
    .select()
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.action, 'take')))
  expect(taken).toHaveLength(1)
})

test('the same source acts once, and says so', async () => {
  const { number } = await aTicket(house, world)
  const sourceKey = aKey()
  const command = { action: 'take', body: {} } as const
  const both = await Promise.all([
    ask({ number, actor: world.marta, command, sourceKey }),
    ask({ number, actor: world.marta, command, sourceKey }),
  ])
  expect(both.map((done) => !isRefusal(done) && done.acted).sort()).toEqual(['before', 'now'])
})

test('to somebody of another company the ticket does not exist', async () => {
  const { number } = await aTicket(house, world)
  const command = { action: 'cancel', body: { reason: 'mine now' } } as const
  expect(await ask({ number, actor: world.ines, command })).toEqual({ refused: 'no_such_ticket', missing: [] })
})

test('a customer may not do what is the manager’s', async () => {
  const { number } = await aTicket(house, world)
  expect(await ask({ number, actor: world.joana, command: { action: 'take', body: {} } })).toMatchObject({
    refused: 'not_yours_to_do',
  })
})

test('a note reaches no customer', async () => {
  const { number, ticketId } = await aTicket(house, world)
  const before = await lettersOf(house, ticketId)
  const spoken = {
    number,
    body: 'They forgot to pay us.',
    files: [],
    channel: 'web',
    proof: 'session',
    sourceKey: aKey(),
    now: monday,
  } as const
  await addNote(house, { ...spoken, actor: world.marta, files: [] })
  expect(await lettersOf(house, ticketId)).toEqual(before)
})

test('a refused change leaves nothing behind', async () => {
  const { number, ticketId } = await aTicket(house, world)
  const counted = async () => [
    (await house.db.select().from(event).where(eq(event.ticketId, ticketId))).length,
    (await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))).length,
  ]
  const before = await counted()
  await ask({ number, actor: world.marta, command: { action: 'resolve', body: { body: 'Done.' } } })
  expect(await counted()).toEqual(before)
})

test('a job is promised if and only if its cause commits', async () => {
  const { number } = await aTicket(house, world)
  const jobs = async () => Number((await house.sql`select count(*) from pgboss.job where name = 'send_mail'`)[0]?.count)
  const before = await jobs()
  await expect(
    house.db.transaction(async (tx) => {
      const { changeWithin } = await import('../../db/change-ticket.ts')
      await changeWithin(tx, house, {
        number,
        command: { action: 'take', body: {} },
        actor: world.marta,
        channel: 'web',
        proof: 'session',
        sourceKey: aKey(),
        now: monday,
      })
      throw new Error('The machine stopped before the commit.')
    }),
  ).rejects.toThrow('before the commit')
  expect(await jobs()).toBe(before)
  expect(await stageOf(number)).toBe('new')
})

test('an invoice asks for its own lines, less what came in since it was sent (R064, R065)', async () => {
  const { number, ticketId } = await aTicket(house, world)
  await ask({ number, actor: world.marta, command: { action: 'take', body: {} } })
  await house.db.update(ticket).set({ stage: 'invoicing', price: 48_000, paid: 10_000 }).where(eq(ticket.id, ticketId))
  const acco = { ...world.marta, roles: ['accounts' as const] }
  const pay = (amount: number) =>
    ask({
      number,
      actor: acco,
      command: { action: 'record_payment', body: { amount, date: '2026-11-16', reference: 'T' } },
    })
  const lines = [
    { text: 'Work', amount: 38_000 },
    { text: 'VAT', amount: 8_740 },
  ]
  await ask({ number, actor: acco, command: { action: 'raise_invoice', body: { lines } } })
  await pay(40_000)
  expect(await stageOf(number)).toBe('awaiting_payment')
  await pay(6_740)
  expect(await stageOf(number)).toBe('planned')
})

test('two tickets joined to each other at once make no circle: one is, the other is told', async () => {
  const [one, other] = [await aTicket(house, world, { title: 'One' }), await aTicket(house, world, { title: 'Other' })]
  const join = (number: number, into: number) =>
    ask({ number, actor: world.marta, command: { action: 'merge', body: { into } } })
  const both = await Promise.all([join(one.number, other.number), join(other.number, one.number)])
  const refused = both.filter(isRefusal)
  expect(refused).toMatchObject([{ refused: 'in_a_circle' }])
})
