import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeParser, isUnreadable, parseMail, type Unreadable } from '../../mail/parse.ts'
import type { InboundMail } from '../../mail/parsing/inbound-mail.ts'
import { watchLoop } from '../support/loop-watch.ts'
import { aMailOf, aMultipart, aPart } from '../support/mime.ts'

const multipart = 'Content-Type: multipart/mixed; boundary=b'
const html = 'Content-Type: text/html; charset=utf-8'
const MiB = 1024 * 1024

function nested(levels: number) {
  const open = (at: number) => `--b${at || ''}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`
  return Array.from({ length: levels }, (_, at) => open(at)).join('')
}

function manyLines(line: string, bytes: number) {
  return line.repeat(Math.floor(bytes / line.length))
}

type Read = Partial<InboundMail>
type Case = [
  id: string,
  what: string,
  raw: () => Buffer,
  expected: Unreadable['unreadable'] | ((mail: InboundMail) => void),
]

const words = (text: string) => (mail: Read) => expect(mail.newWords?.text.trim()).toBe(text)

// prettier-ignore
const cases: Case[] = [
  [
    'Z01',
    'forty thousand continuations of a name',
    () =>
      aMailOf(
        [`Content-Type: text/plain;${Array.from({ length: 40_000 }, (_, at) => `\r\n name*${at}*=x;`).join('')}`],
        'words',
      ),
    words('words'),
  ],
  [
    'Z01',
    'many parts with very long address fields',
    () => aMailOf([multipart], `--b\r\nTo: ${'a@b.test,'.repeat(60_000)}\r\n\r\nx\r\n`.repeat(40)),
    (mail) => expect(mail.text).toContain('x'),
  ],
  [
    'Z02',
    'forty thousand references',
    () =>
      aMailOf([`References: ${Array.from({ length: 40_000 }, (_, at) => `<${at}@x.test>`).join('\r\n ')}`], 'words'),
    (mail) => {
      expect(mail.references).toHaveLength(100)
      expect(mail).toMatchObject({ truncated: true, text: 'words' })
      expect(mail.references.at(-1)).toBe('39999@x.test')
    },
  ],
  [
    'Z03',
    'four hundred thousand groups in a Cc',
    () => aMailOf([`Cc: ${'g:'.repeat(400_000)}`], 'words'),
    words('words'),
  ],
  [
    'Z03',
    'four hundred thousand open comments',
    () => aMailOf([`To: ${'('.repeat(400_000)}a@b.test`, `From: ${'('.repeat(400_000)}`], 'words'),
    words('words'),
  ],
  ['Z04', 'twenty thousand parts', () => aMailOf([multipart], '--b\r\n\r\nx\r\n'.repeat(20_000)), 'too_many_parts'],
  ['Z05', 'two thousand levels', () => aMailOf([multipart], nested(2000)), 'nested_too_deep'],
  [
    'Z06',
    'three thousand mails, each in the other',
    () =>
      aMailOf([multipart], `--b\r\n\r\nwords\r\n--b\r\n${'Content-Type: message/rfc822\r\n\r\n'.repeat(3000)}inner`),
    (mail) => {
      words('words')(mail)
      expect(mail.attachments).toHaveLength(1)
    },
  ],
  [
    'Z07',
    'a header block of fifteen MiB',
    () => aMailOf([`X-Long: ${'x'.repeat(15 * MiB)}`], 'words'),
    'header_too_large',
  ],
  [
    'Z07',
    'a header line of three MiB',
    () => aMailOf([`X-Long: ${'x'.repeat(3 * MiB)}`, 'Subject: short'], 'words'),
    (mail) => expect(mail.subject).toBe('short'),
  ],
  [
    'Z08',
    'HTML nested three thousand deep',
    () => aMailOf([html], `${'<div>'.repeat(3000)}deep words`),
    words('deep words'),
  ],
  [
    'Z08',
    'HTML of a thousand open tables',
    () => aMailOf([html], `${'<table><tr><td>'.repeat(1000)}deep words`),
    words('deep words'),
  ],
  [
    'Z08',
    'HTML of a million tags',
    () => aMailOf([html], `<p>first</p>${manyLines('<b><i>', MiB)}`),
    (mail) => expect(mail.text).toContain('first'),
  ],
  [
    'Z09',
    'sixteen KiB of newlines',
    () => aMailOf([], `first${'\n'.repeat(16_384)}last`),
    (mail) => expect(mail.newWords.text).toContain('last'),
  ],
  [
    'Z09',
    '168 KiB of half an attribution',
    () => aMailOf([], manyLines('Le x x ', 168 * 1024)),
    (mail) => expect(mail.newWords.text.length).toBeGreaterThan(100_000),
  ],
  [
    'Z09',
    '297 KiB of attributions',
    () => aMailOf([], manyLines('On x y wrote\n', 297 * 1024)),
    (mail) => expect(mail.newWords.text).toContain('On x'),
  ],
  [
    'Z10',
    'thirty-two thousand links',
    () => aMailOf([], 'http://a.b/c?d= '.repeat(32_000)),
    (mail) => expect(mail.newWords.text).toContain('http://a.b'),
  ],
  [
    'Z11',
    'twenty MiB of base64 in UTF-32',
    () =>
      aMailOf(
        ['Content-Type: text/plain; charset=utf-32le', 'Content-Transfer-Encoding: base64'],
        'YWJj'.repeat(5 * MiB),
      ),
    (mail) => expect(mail.truncated).toBe(true),
  ],
  [
    'Z11',
    'a charset that nobody knows',
    () => aMailOf(['Content-Type: text/plain; charset=x-nobody-knows'], 'café'),
    words('café'),
  ],
  ['Z11', 'UTF-7', () => aMailOf(['Content-Type: text/plain; charset=utf-7'], 'caf+AOk-'), words('café')],
  [
    'Z12',
    'a zip of zips',
    () =>
      aMultipart([
        aPart([], 'words'),
        aPart(
          ['Content-Type: application/zip; name="42.zip"', 'Content-Transfer-Encoding: base64'],
          Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(MiB)]).toString('base64'),
        ),
      ]),
    (mail) => expect(mail.attachments).toMatchObject([{ name: '42.zip', size: MiB + 4 }]),
  ],
  [
    'Z12',
    'twenty-four MiB of a file',
    () =>
      aMultipart([
        aPart([], 'words'),
        aPart(['Content-Type: video/mp4; name=a.mp4', 'Content-Transfer-Encoding: base64'], 'QUJD'.repeat(6 * MiB)),
      ]),
    (mail) => expect(mail.attachments).toMatchObject([{ size: 18 * MiB }]),
  ],
  [
    'Z13',
    'a subject of a megabyte and a half',
    () => aMailOf([`Subject: ${'=?utf-8?Q?abcdefgh?=\r\n '.repeat(70_000)}`], 'words'),
    (mail) => expect(mail.subject).toHaveLength(998),
  ],
  [
    'Z14',
    'fields and parameters named like parts of an object',
    () => aMailOf(['__proto__: x', 'constructor: y', 'Content-Type: text/plain; __proto__=x; constructor=y'], 'words'),
    (mail) => {
      words('words')(mail)
      expect(Object.getPrototypeOf(mail)).toBe(Object.prototype)
    },
  ],
  [
    'Z16',
    'NUL, broken UTF-8 and an emoji',
    () =>
      aMailOf(
        ['Subject: a\0b', 'Content-Type: text/plain; charset=utf-8'],
        Buffer.from([0x78, 0, 0xff, 0xf0, 0x9f, 0x98, 0x80]),
      ),
    (mail) => expect(mail).toMatchObject({ subject: 'a\uFFFDb', text: 'x\uFFFD\uFFFD😀' }),
  ],
  [
    'Z17',
    'a date in 2050',
    () => aMailOf(['Date: Fri, 1 Apr 2050 10:00:00 +0000'], 'words'),
    (mail) => expect(mail.date?.toString()).toBe('2050-04-01T10:00:00Z'),
  ],
  ['Z17', 'a date that is none', () => aMailOf(['Date: soon'], 'words'), (mail) => expect(mail.date).toBeNull()],
  [
    'Z18',
    'only a picture',
    () => aMailOf(['Content-Type: image/png; name=screen.png', 'Content-Transfer-Encoding: base64'], 'iVBORw0KGgo='),
    (mail) => expect(mail).toMatchObject({ text: '', attachments: [{ name: 'screen.png', size: 8 }] }),
  ],
]

// Elsewhere, because they are about more than one mail: Z12 (what is too large to fetch) in receiving/tell-sender,
// Z15 in parsing/reading-office and in receive, Z17 and Z18 also as tickets in receiving/receive-contact.

beforeAll(async () => {
  await parseMail(aMailOf([], 'warm'))
})

afterAll(closeParser)

test.each(cases)('%s %s is read or held, and nobody waits for it', async (_id, _what, make, expected) => {
  const raw = make()
  const watch = watchLoop()
  const answer = await parseMail(raw)
  const { busyMs } = await watch.stop()
  if (typeof expected === 'string') expect(answer).toMatchObject({ unreadable: expected })
  else if (isUnreadable(answer)) throw new Error(`${answer.unreadable}: ${answer.detail}`)
  else expected(answer)
  expect(busyMs).toBeLessThan(100)
})
