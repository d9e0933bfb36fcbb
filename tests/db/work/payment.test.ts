import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { ticket } from '../../../db/schema/ticket.ts'
import { addStaff } from '../../../db/seed/cast.ts'
import { readMyWork } from '../../../db/work/my-work.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { aScopedTicket, did, rowOf } from '../../support/work.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const acco = await addStaff(house.db, { name: 'Acco', email: 'acco@agency.example', roles: ['accounts'], now: monday })

const workOf = async (one: Staff) => (await readMyWork(house, one, monday)).mine.map(({ number }) => number)

test('a payment that work did not wait for stays with accounts, past the closing, until it came (R116, R117)', async () => {
  const { number, ticketId } = await aScopedTicket(house, world)
  await house.db.update(ticket).set({ stage: 'invoicing', price: 16_000 }).where(eq(ticket.id, ticketId))
  const by = { number, actor: acco }
  const lines = [{ text: 'A fix', amount: 16_000 }]
  await did(house, { ...by, command: { action: 'raise_invoice', body: { lines } } })
  await did(house, { ...by, command: { action: 'work_before_payment', body: { reason: 'Trusted.' } } })
  expect(await rowOf(house, number)).toMatchObject({ stage: 'planned', awaitsPayment: true })
  expect(await workOf(acco)).toEqual([number])
  expect(await workOf(world.tess)).toEqual([])

  const closed = { stage: 'closed', resolution: 'resolved', closedAt: monday } as const
  await house.db.update(ticket).set(closed).where(eq(ticket.id, ticketId))
  expect(await workOf(acco)).toEqual([number])
  expect(await workOf(world.marta)).toEqual([])
  const pay = (amount: number) => {
    const body = { amount, date: '2026-11-16', reference: 'T1' }
    return did(house, { ...by, command: { action: 'record_payment', body } })
  }
  await pay(6_000)
  expect(await workOf(acco)).toEqual([number])
  await pay(10_000)
  expect(await workOf(acco)).toEqual([])
})
