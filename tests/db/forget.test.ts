import { expect, test } from 'vitest'
import { forgetExpired } from '../../db/forget.ts'
import { readSession, startSession } from '../../db/people/session.ts'
import { mailbox } from '../../db/schema/mail.ts'
import { session } from '../../db/schema/sign-in.ts'
import { file } from '../../db/schema/thread.ts'
import { addMessage } from '../../db/thread.ts'
import { forgetUploads } from '../../db/tickets/forget-uploads.ts'
import { keepWaiting } from '../../db/tickets/keep-waiting.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const { db } = house
const world = await aWorld(house)

test('a mailbox that nobody reads any more is forgotten after a week, one that fails is not', async () => {
  const longAgo = monday.subtract({ hours: 8 * 24 })
  await db
    .insert(mailbox)
    .values([
      { name: 'read', polledAt: monday },
      { name: 'taken out', polledAt: longAgo },
      { name: 'broken since long', polledAt: longAgo, fault: 'No such password.', faultAt: monday },
      { name: 'broken and taken out', fault: 'No such password.', faultAt: longAgo },
      { name: 'new' },
    ])
  await forgetExpired(db, monday)
  const left = await db.select({ name: mailbox.name }).from(mailbox).orderBy(mailbox.name)
  expect(left.map(({ name }) => name)).toEqual(['broken since long', 'new', 'read'])
})

test('a session is forgotten once it has run out, and not before', async () => {
  const token = await startSession(db, { personId: world.joana.id, device: 'a test', now: monday })
  await forgetExpired(db, monday.add({ hours: 29 * 24 }))
  expect(await readSession(db, token, monday.add({ hours: 29 * 24 }))).not.toBeNull()
  await forgetExpired(db, monday.add({ hours: 31 * 24 }))
  expect(await db.select().from(session)).toEqual([])
})

test('a file that no words have named within a day is forgotten, with its bytes; a named one stays (W18)', async () => {
  const { number, ticketId } = await aTicket(house, world)
  const keep = async (name: string, now: Temporal.Instant) => {
    const uploads = [{ name, bytes: new TextEncoder().encode(name) }]
    const given = { actor: world.joana, companyId: world.vale, ticketId, uploads, ids: [], now }
    return (await keepWaiting(house, given)).map(({ id }) => id)
  }
  const named = await keep('named.txt', monday)
  const [abandoned, fresh] = [await keep('abandoned.txt', monday), await keep('fresh.txt', monday.add({ hours: 2 }))]
  await addMessage(house, {
    ...{ number, actor: world.joana, body: 'See the file.', files: named, channel: 'web', proof: 'session' },
    ...{ sourceKey: aKey(), now: monday },
  })
  const keys = new Map((await db.select().from(file)).map(({ id, storageKey }) => [id, storageKey]))
  await forgetUploads(house, monday.add({ hours: 25 }))
  expect((await db.select({ id: file.id }).from(file)).map(({ id }) => id).toSorted()).toEqual(
    [...named, ...fresh].toSorted(),
  )
  const stored = [...abandoned, ...named].map((id) => house.store.has(keys.get(id) ?? ''))
  expect(await Promise.all(stored)).toEqual([false, true])
})
