import { expect, test } from 'vitest'
import { runTimers } from '../../jobs/run-timers.ts'
import { aMail, store } from '../support/post.ts'
import { aHouse, aTicket, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

async function resumedAt(asOf: Temporal.Instant) {
  const done = await Array.fromAsync(runTimers(house, { asOf, mailReadUpTo: asOf, upSince: 'rehearsal' }))
  return done.filter(({ done }) => done === 'resumed').map(({ because }) => because)
}

function jobsFor(name: string) {
  return house.sql`select data from pgboss.job where name = ${name} and state < 'completed' order by data::text`
}

test('what waits although the engine gave its job up is taken up again, once, and nothing else is (B1)', async () => {
  const mailId = await store(house, aMail({ from: 'joana@vale.example' }))
  await aTicket(house, world)
  const letters = await jobsFor('send_mail')
  expect(letters).toHaveLength(1)
  expect(await resumedAt(monday.add({ minutes: 6 }))).toEqual([])
  await house.sql`update pgboss.job set state = 'failed' where name in ('read_mail', 'send_mail')`
  expect(await resumedAt(monday.add({ minutes: 4 }))).toEqual([])
  expect(await resumedAt(monday.add({ minutes: 6 }))).toEqual(['1 mails, 1 letters'])
  expect(await jobsFor('read_mail')).toMatchObject([{ data: { mailIds: [mailId] } }])
  expect(await jobsFor('send_mail')).toEqual(letters)
  expect(await resumedAt(monday.add({ minutes: 7 }))).toEqual([])
})
