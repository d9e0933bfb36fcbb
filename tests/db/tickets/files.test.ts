import { expect, test } from 'vitest'
import { keepFiles } from '../../../db/tickets/files.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

test('files that come together keep their order, for they are listed by their ids', async () => {
  const owner = { companyId: world.vale, ticketId: null, uploadedBy: world.joana.id, visibility: 'public' as const }
  const files = Array.from({ length: 12 }, (_, at) => ({
    ...owner,
    name: `${at}.txt`,
    bytes: Buffer.from('x'),
    now: monday,
  }))
  const ids = await house.db.transaction((tx) => keepFiles(tx, { house, files }))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(12)
})
