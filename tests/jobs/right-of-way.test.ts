import { expect, test } from 'vitest'
import { newRightOfWay } from '../../jobs/right-of-way.ts'

test('a letter waits while mail is read, and goes at once when none is', async () => {
  const way = newRightOfWay({ moment: 10, patience: 5_000, turn: 1_000 })
  const order: string[] = []
  await way.giveWay().then(() => order.push('a letter'))
  const reading = Promise.withResolvers<void>()
  const read = way.first(() => reading.promise).then(() => order.push('a mail'))
  const sent = way.giveWay().then(() => order.push('its letter'))
  reading.resolve()
  await Promise.all([read, sent])
  expect(order).toEqual(['a letter', 'a mail', 'its letter'])
})

test('a letter does not wait for ever, and those behind it go with it', async () => {
  const patience = 50
  const way = newRightOfWay({ moment: 5, patience, turn: 60_000 })
  void way.first(() => new Promise(() => {}))
  const began = performance.now()
  await way.giveWay()
  expect(performance.now() - began).toBeGreaterThanOrEqual(patience)
  // Each of these would wait as long as the first.
  for (let letter = 0; letter < 10_000; letter += 1) await way.giveWay()
  expect(performance.now() - began).toBeLessThan(10_000 * patience)
})
