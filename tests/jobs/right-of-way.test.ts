import { expect, test } from 'vitest'
import { newRightOfWay } from '../../jobs/right-of-way.ts'

test('a letter waits while mail is read, and goes at once when none is', async () => {
  const way = newRightOfWay({ moment: 10, patience: 5_000 })
  const order: string[] = []
  await way.giveWay().then(() => order.push('a letter'))
  const reading = Promise.withResolvers<void>()
  const read = way.first(() => reading.promise).then(() => order.push('a mail'))
  const sent = way.giveWay().then(() => order.push('its letter'))
  reading.resolve()
  await Promise.all([read, sent])
  expect(order).toEqual(['a letter', 'a mail', 'its letter'])
})

test('a letter does not wait for ever', async () => {
  const way = newRightOfWay({ moment: 5, patience: 20 })
  void way.first(() => new Promise(() => {}))
  await way.giveWay()
})
