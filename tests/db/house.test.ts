import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { openHouse } from '../../db/house.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { aHouse, aTicket, aWorld } from '../support/world.ts'

test('more transactions at once than there are connections promise their jobs without waiting for each other', async () => {
  const { url, db } = await aHouse()
  const small = openHouse({
    databaseUrl: url,
    filesUrl: pathToFileURL('/tmp/').href,
    max: 3,
    ours: { mailDomain: 'desk.example', mailboxes: [] },
  })
  const world = await aWorld(small)
  await Promise.all(Array.from({ length: 12 }, () => aTicket(small, world)))
  expect(await db.$count(ticket)).toBe(12)
  await small.close()
})
