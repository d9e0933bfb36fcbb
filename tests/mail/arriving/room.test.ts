import { expect, test } from 'vitest'
import { newRoom } from '../../../mail/arriving/room.ts'

test('no more is in hand at once than there is room for, and what is larger than all comes alone', async () => {
  const room = newRoom(10)
  let [taken, most] = [0, 0]
  const alone: boolean[] = []
  await Promise.all(
    [4, 4, 4, 25, 6, 4].map((size) =>
      room(size, async () => {
        taken += size
        most = Math.max(most, size > 10 ? 0 : taken)
        if (size > 10) alone.push(taken === size)
        await new Promise(setImmediate)
        taken -= size
      }),
    ),
  )
  expect(most).toBeLessThanOrEqual(10)
  expect(alone).toEqual([true])
})

test('what fails gives its room back', async () => {
  const room = newRoom(1)
  await expect(room(1, () => Promise.reject(new Error('spilt')))).rejects.toThrow('spilt')
  expect(await room(1, async () => 'dry')).toBe('dry')
})
