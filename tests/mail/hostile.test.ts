import { afterAll, expect, test } from 'vitest'
import { closeParser, isUnreadable, parseMail } from '../../mail/parse.ts'
import { hostileMails, repeated } from '../support/hostile-mails.ts'
import { watchLoop } from '../support/loop-watch.ts'
import { aMailOf } from '../support/mime.ts'
import { fc } from '../support/property.ts'

afterAll(closeParser)

const MiB = 1024 * 1024

/** What is too much for the thread is held; what would break it, or the process, is a fault of ours. */
async function expectReadOrHeld(raw: Buffer) {
  const watch = watchLoop()
  const mail = await parseMail(raw)
  const { busyMs } = await watch.stop()
  expect(isUnreadable(mail) && mail.unreadable === 'parse_failed' ? mail.detail : '').toBe('')
  expect(busyMs).toBeLessThan(100)
}

test.each(hostileMails)('B15 $what is read or held, and nobody waits for it', async ({ make }) => {
  await expectReadOrHeld(make(MiB))
})

const units = [
  '\n',
  '\r\n',
  '\r',
  ' ',
  'x',
  '=',
  '--',
  '--b',
  '--b--',
  '>',
  '<',
  '<p>',
  '<!--',
  '&amp;',
  '"',
  "'",
  '(',
  ';',
]
const more = [
  '\0',
  '\x1b$B',
  '~{',
  'begin 644 a',
  'Content-Type: text/html',
  'Content-Type: message/rfc822',
  'On x wrote:',
]
const labels = ['text/plain', 'text/html', 'multipart/mixed; boundary=b', 'message/rfc822', 'text/calendar', 'a/b']
const unit = fc.array(fc.constantFrom(...units, ...more), { minLength: 1, maxLength: 4 }).map((some) => some.join(''))

test('B15 whatever is repeated in a mail, at whatever length, it is read or held', async () => {
  const mails = fc.record({
    type: fc.constantFrom(...labels),
    transfer: fc.constantFrom('7bit', 'base64', 'quoted-printable', 'x-uuencode'),
    charset: fc.constantFrom('utf-8', 'utf-16le', 'iso-2022-jp', 'gb18030', 'hz-gb-2312'),
    pieces: fc.array(fc.tuple(unit, fc.nat({ max: MiB / 2 })), { minLength: 1, maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(mails, async ({ type, transfer, charset, pieces }) => {
      const head = [`Content-Type: ${type}; charset=${charset}`, `Content-Transfer-Encoding: ${transfer}`]
      await expectReadOrHeld(aMailOf(head, Buffer.concat(pieces.map(([some, bytes]) => repeated(some, bytes)))))
    }),
    { numRuns: 25 },
  )
})
