import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, expect, test } from 'vitest'
import { closeOffice, openOffice, readInOffice } from '../../../mail/parsing/reading-office.ts'

const office = openOffice<{ words: string }>(new URL('../../support/stubborn-worker.ts', import.meta.url))
const read = (words: string) => readInOffice(office, { raw: Buffer.from(words) })

afterAll(() => closeOffice(office))

test('Z01 Z15 B15 a mail that never ends is given up, and those behind it are read meanwhile', async () => {
  await read('warm')
  // A slow one opens a second desk, however long that takes here.
  await Promise.all([read('be slow'), read('meanwhile')])
  const lag = monitorEventLoopDelay({ resolution: 5 })
  lag.enable()
  const order: string[] = []
  const bad = read('never end').then((answer) => {
    order.push('bad')
    return answer
  })
  const good = Array.from({ length: 10 }, (_, at) =>
    read(`good ${at}`).then((answer) => {
      order.push('good')
      return answer
    }),
  )
  expect(await bad).toMatchObject({ givenUp: 'parse_timeout' })
  expect(await Promise.all(good)).toEqual(good.map((_, at) => ({ words: `good ${at}` })))
  lag.disable()
  expect(order.at(-1)).toBe('bad')
  // Half of all moments: what the machine does beside us takes the others.
  expect(lag.percentile(50) / 1e6).toBeLessThan(100)
})

test('B15 a mail that takes all memory is given up, and the next one is read', async () => {
  const [bad, good] = await Promise.all([read('take all memory'), read('good')])
  // Which of its two limits it meets first depends on how fast the machine fills its memory.
  expect(bad).toMatchObject({ givenUp: expect.stringMatching(/^parse_(memory|timeout)$/) })
  expect(good).toEqual({ words: 'good' })
})

test('a reader that breaks gives up one mail, not the next', async () => {
  expect(await read('break')).toMatchObject({ givenUp: 'parse_failed', detail: 'broken' })
  expect(await read('good')).toEqual({ words: 'good' })
})
