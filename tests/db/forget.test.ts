import { expect, test } from 'vitest'
import { forgetExpired } from '../../db/forget.ts'
import { mailbox } from '../../db/schema/mail.ts'
import { session } from '../../db/schema/sign-in.ts'
import { readSession, startSession } from '../../db/session.ts'
import { aHouse, aWorld, monday } from '../support/world.ts'

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
