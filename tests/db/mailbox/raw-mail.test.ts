import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { keepRaw, readRaw, readRawOf } from '../../../db/mailbox/raw-mail.ts'
import { watchLoop } from '../../support/loop-watch.ts'
import { aHouse } from '../../support/world.ts'

const house = await aHouse()
const MiB = 1024 * 1024

function aRaw(bytes: Buffer) {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes }
}

test('mails of every size come back as they came, those larger than one piece too (B3)', async () => {
  const piece = MiB
  const mails = [0, 1, piece, piece + 1, 2 * piece].map((size) => aRaw(randomBytes(size)))
  await house.db.transaction((tx) => keepRaw(tx, [...mails, ...mails.slice(2)]))
  const kept = await readRaw(
    house.db,
    mails.map(({ sha256 }) => sha256),
  )
  expect(mails.map(({ sha256, bytes }) => bytes.equals(kept.get(sha256) ?? randomBytes(1)))).not.toContain(false)
  await expect(readRawOf(house.db, 'nothing')).rejects.toThrow('are gone')
})

test('two who keep the same large mail at once keep it once, and both are told so', async () => {
  const mail = aRaw(randomBytes(2 * MiB))
  await Promise.all([1, 2].map(() => house.db.transaction((tx) => keepRaw(tx, [mail]))))
  expect(Buffer.from(await readRawOf(house.db, mail.sha256)).equals(mail.bytes)).toBe(true)
})

test('nobody waits while the largest mail is kept and read back', async () => {
  const mail = aRaw(randomBytes(24 * MiB))
  const watch = watchLoop()
  await house.db.transaction((tx) => keepRaw(tx, [mail]))
  await readRawOf(house.db, mail.sha256)
  expect((await watch.stop()).busyMs).toBeLessThan(100)
})
