import { expect, test } from 'vitest'
import { addMessage } from '../../../db/thread.ts'
import { openFile } from '../../../db/tickets/files.ts'
import { keepWaiting } from '../../../db/tickets/keep-waiting.ts'
import { refuse } from '../../../domain/refusal.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const uploads = [{ name: 'invoice.txt', bytes: Buffer.from('secret') }]

test('a form takes along what its own sender sent before, and no file of anybody else', async () => {
  const { ticketId } = await aTicket(house, world)
  const place = { companyId: world.vale, ticketId, now: monday }
  const [mine] = await keepWaiting(house, { ...place, actor: world.pedro, uploads, ids: [] })
  const ids = [mine?.id ?? '', 'no id at all']
  expect(await keepWaiting(house, { ...place, actor: world.joana, uploads: [], ids })).toEqual([])
  expect(await keepWaiting(house, { ...place, ticketId: null, actor: world.pedro, uploads: [], ids })).toEqual([])
  expect(await keepWaiting(house, { ...place, actor: world.pedro, uploads: [], ids })).toEqual([mine])
})

test('words take no file along that another company sent for a ticket still to come', async () => {
  const asked = { actor: world.ines, companyId: world.atlas, ticketId: null, uploads, ids: [], now: monday }
  const [theirs] = await keepWaiting(house, asked)
  const { number } = await aTicket(house, world)
  const words = { number, actor: world.joana, body: 'Mine?', files: [theirs?.id ?? ''] }
  await addMessage(house, { ...words, channel: 'web', proof: 'session', sourceKey: aKey(), now: monday })
  expect(await openFile(house, world.joana, theirs?.id ?? '')).toEqual(refuse('no_such_file'))
})

test('who knows the id of a file that no words name yet does not have the file, unless they sent it', async () => {
  const { ticketId, number } = await aTicket(house, world)
  const place = { companyId: world.vale, ticketId, now: monday }
  const [mine] = await keepWaiting(house, { ...place, actor: world.joana, uploads, ids: [] })
  const id = mine?.id ?? ''
  expect(await openFile(house, world.joana, id)).toMatchObject({ name: 'invoice.txt' })
  for (const other of [world.pedro, world.marta])
    expect(await openFile(house, other, id)).toEqual(refuse('no_such_file'))
  const words = { number, actor: world.joana, body: 'Here it is.', files: [id] }
  await addMessage(house, { ...words, channel: 'web', proof: 'session', sourceKey: aKey(), now: monday })
  for (const other of [world.pedro, world.marta]) {
    expect(await openFile(house, other, id)).toMatchObject({ name: 'invoice.txt' })
  }
})
