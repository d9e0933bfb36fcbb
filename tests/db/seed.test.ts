import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { agency } from '../../db/schema/company.ts'
import { person } from '../../db/schema/person.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { seedDemo } from '../../db/seed.ts'
import { stages } from '../../domain/stage.ts'
import { aHouse } from '../support/world.ts'

const house = await aHouse()
const sunday = Temporal.Instant.from('2026-11-22T00:20:00Z')

test('the demo world fills every stage, and a seeding that was killed is begun anew', async () => {
  await seedDemo(house, sunday)
  const found = await house.db.selectDistinct({ stage: ticket.stage }).from(ticket)
  expect(found.map(({ stage }) => stage).sort()).toEqual([...stages].sort())

  const people = async () => (await house.db.select({ count: sql<number>`count(*)::int` }).from(person))[0]?.count
  const before = await people()
  await house.db.update(agency).set({ seededAt: null }).where(eq(agency.only, true))
  await seedDemo(house, sunday)
  expect(await people()).toBe(before)
})

test('nothing of the demo world lies in the future', async () => {
  const [late] = await house.sql`select count(*)::int as count from event where at > ${sunday.toString()}`
  expect(late?.count).toBe(0)
})
