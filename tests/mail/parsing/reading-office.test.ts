import { afterAll, expect, test } from 'vitest'
import { type MailTime, newMailTime } from '../../../mail/parsing/mail-time.ts'
import { closeOffice, openOffice, readInOffice } from '../../../mail/parsing/reading-office.ts'
import { watchLoop } from '../../support/loop-watch.ts'

const office = openOffice<{ words: string }>(new URL('../../support/stubborn-worker.ts', import.meta.url))
const read = (words: string, time?: MailTime) =>
  readInOffice(office, { raw: Buffer.from(words), ...(time && { time }) })

afterAll(() => closeOffice(office))

test('Z01 Z15 B15 a mail that never ends is given up, and those behind it are read meanwhile', async () => {
  await read('warm')
  // A slow one opens a second desk, however long that takes here.
  await Promise.all([read('be slow'), read('meanwhile')])
  const watch = watchLoop()
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
  expect(order.at(-1)).toBe('bad')
  expect((await watch.stop()).busyMs).toBeLessThan(100)
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

test('B15 all steps of one mail share its time: what the first takes, the second has not', async () => {
  const time = newMailTime(3000)
  await read('take a second', time)
  const late = await read('never end', time)
  const within = 'detail' in late ? Number(/within (\d+) ms/.exec(late.detail)?.[1] ?? 0) : Number.POSITIVE_INFINITY
  expect(late).toMatchObject({ givenUp: 'parse_timeout' })
  expect(within).toBeLessThanOrEqual(2000)
  expect(await read('good', time)).toMatchObject({ givenUp: 'parse_timeout', detail: 'its time was over before' })
  expect(await read('good')).toEqual({ words: 'good' })
})

test('B15 a mail that waits behind others loses no time by it', async () => {
  const time = newMailTime()
  const [, answer] = await Promise.all([read('take a second'), read('good', time)])
  expect(answer).toEqual({ words: 'good' })
  expect(time.left()).toBeGreaterThan(3600)
})

test('B15 of a mail whose time is over it is known how much of that was work: a thread may have had no processor', async () => {
  const [kept, working, silent] = [newMailTime(1500), newMailTime(4000), newMailTime(2000)]
  const workOf = (answer: object) =>
    Number(/, (\d+) ms of work/.exec('detail' in answer ? String(answer.detail) : '')?.[1])
  expect(workOf(await read('have no processor', kept))).toBeLessThan(300)
  expect([kept.left(), kept.isStarved()]).toEqual([0, true])
  // Also where the machine gives it but a tenth.
  expect(workOf(await read('never end', working))).toBeGreaterThan(300)
  // Within one call of its platform a thread cannot say what it works.
  expect(workOf(await read('stay in one call', silent))).toBeGreaterThan(150)
})

test.each([
  ['work alone', [[4500]], false],
  ['work that others slowed a little', [[4500, 3500]], false],
  ['half of it work', [[4500, 2200]], true],
  ['no work at all', [[4500, 0]], true],
  ['a thread that did not even start', [[30_000, 0]], true],
  ['a slow parse without a processor, then a check that had one', [[3000, 1500], [1500]], true],
  ['waiting for the DNS, which is no processor', [[2000], [2500, 2400]], false],
])('B15 a time that was %s', (_, spent, isStarved) => {
  const time = newMailTime()
  for (const [clock = 0, worked] of spent) time.spend(clock, worked)
  expect([time.left(), time.isStarved()]).toEqual([0, isStarved])
})
