import { expect, test } from 'vitest'
import { hasSameBody } from '../../../mail/receiving/same-body.ts'
import { repeated } from '../../support/hostile-mails.ts'
import { watchLoop } from '../../support/loop-watch.ts'

const mail = (text: string) => Buffer.from(text)

test.each([
  ['A: b\r\n\r\nwords\r\nmore\r\n', 'A: c\nD: e\n\nwords\nmore', true],
  ['A: b\n\n words', 'A: b\r\r\rwords \t\n', true],
  ['A: b', 'A: c\n\n \r\n', true],
  ['A: b\n\nwords', 'A: b\n\nwords more', false],
  ['A: b\n\nwords\n\nmore', 'A: b\n\nwords\nmore', false],
  ['A: b\n\nwords', 'A: b\n\nWords', false],
])('%j and %j are the same body: %s (T14)', async (one, other, isSame) => {
  expect(await hasSameBody(mail(one), mail(other))).toBe(isSame)
  expect(await hasSameBody(mail(other), mail(one))).toBe(isSame)
})

test('nobody waits while two of the largest mails are compared', async () => {
  const large = Buffer.concat([mail('A: b\r\n\r\n'), repeated('words\r\n', 24 * 1024 * 1024), mail('end')])
  const other = Buffer.from(large)
  const watch = watchLoop()
  expect(await hasSameBody(large, other)).toBe(true)
  expect((await watch.stop()).busyMs).toBeLessThan(100)
})
