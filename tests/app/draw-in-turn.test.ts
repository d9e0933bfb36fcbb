import { expect, test } from 'vitest'
import { drawInTurn } from '../../app/draw-in-turn.server.ts'

test('no more than two pictures are drawn at once, each in its turn, also after one that cannot be (Z12)', async () => {
  let [now, most] = [0, 0]
  const drawn: number[] = []
  const draw = (picture: number) =>
    drawInTurn(async () => {
      now += 1
      most = Math.max(most, now)
      await new Promise(setImmediate)
      now -= 1
      drawn.push(picture)
      if (picture === 3) throw new Error('This is no picture.')
    })
  const all = await Promise.allSettled(Array.from({ length: 9 }, (_, at) => draw(at)))
  expect(most).toBe(2)
  expect(drawn.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1)
})
