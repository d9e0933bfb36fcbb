import { describe, expect, test } from 'vitest'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { rtfWords } from '../../../mail/parsing/rtf-words.ts'
import { unpackRtf } from '../../../mail/parsing/unpack-rtf.ts'
import { effortOf } from '../../support/effort.ts'
import { aMultipart, aPart } from '../../support/mime.ts'
import { fc } from '../../support/property.ts'
import { aWinmail } from '../../support/tnef.ts'

/** A block of rich text that was not packed, and the two packed ones of [MS-OXRTFCP] §3. */
function asStored(rtf: string) {
  const head = Buffer.alloc(16)
  head.writeUInt32LE(rtf.length + 12, 0)
  head.writeUInt32LE(rtf.length, 4)
  head.write('MELA', 8, 'latin1')
  return Buffer.concat([head, Buffer.from(rtf, 'latin1')])
}
const hello = Buffer.from(
  '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
  'hex',
)
const crossing = Buffer.from('1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0', 'hex')

const plain =
  "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fcharset204 Arial;}}{\\colortbl;\\red0;}\\uc1\\pard Ol\\'e1 {\\b mundo}\\par \\f1\\'cf\\'f0\\'e8 \\u8364? fim\\par {\\*\\generator x}\\{a\\}}"
const wrapped =
  "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Ol\\'e1 &amp; ok{\\*\\htmltag244 <b>}\\htmlrtf {\\b \\htmlrtf0 bold{\\*\\htmltag252 </b>}\\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </p>}\\htmlrtf }\\htmlrtf0 }"

test('packed rich text is unpacked', () => {
  expect(unpackRtf(hello)).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
  expect(unpackRtf(crossing)).toBe('{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}')
  expect(unpackRtf(Buffer.from('no such thing, no such thing'))).toBeNull()
})

describe('the words of rich text', () => {
  test('are read in the charsets of its fonts, without what is only for its program', () => {
    expect(rtfWords(plain)).toEqual({ text: 'Olá mundo\nПри € fim\n{a}', html: null })
  })

  test('are the HTML that was wrapped into it', () => {
    expect(rtfWords(wrapped)).toEqual({ text: null, html: '<p>Olá &amp; ok<b>bold</b></p>' })
  })

  test('stay unread where it is none', () => {
    expect(rtfWords('words')).toEqual({ text: null, html: null })
  })
})

describe('a winmail.dat that holds nothing but rich text', () => {
  const mailOf = (winmail: Parameters<typeof aWinmail>[0]) => {
    const fields = ['Content-Type: application/ms-tnef; name=winmail.dat', 'Content-Transfer-Encoding: base64']
    const mail = readMail(aMultipart([aPart(fields, aWinmail(winmail).toString('base64'))]))
    if ('unreadable' in mail) throw new Error(mail.unreadable)
    return mail
  }

  test('shows it as the words of the mail', () => {
    expect(mailOf({ rich: hello, files: [] }).text).toBe('hello world')
    expect(mailOf({ rich: asStored(plain), files: [] }).newWords.text).toBe('Olá mundo\nПри € fim\n{a}')
    expect(mailOf({ rich: asStored(wrapped), files: [] })).toMatchObject({ text: 'Olá & okbold' })
  })

  test('shows its own text where there is one', () => {
    expect(mailOf({ text: 'The words.', rich: hello, files: [] }).text).toBe('The words.')
  })
})

test('torn or bent anywhere, it is read to an end', () => {
  fc.assert(
    fc.property(fc.nat(hello.length), fc.nat(hello.length - 1), fc.nat(255), (end, at, byte) => {
      const broken = Buffer.from(hello)
      broken[at] = byte
      const rtf = unpackRtf(broken.subarray(0, end))
      expect((rtf ?? '').length).toBeLessThan(1000)
      rtfWords(rtf ?? '')
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['groups', '{'],
  ['marks', '\\par'],
  ['letters by number', "\\'e1"],
  ['lone backslashes', '\\'],
  ['words', 'a '],
])('much of the same costs no more than its length: %s', (_, piece) => {
  const rtf = `{\\rtf1${piece.repeat(1_000_000 / piece.length)}`
  expect(effortOf(() => rtfWords(rtf))).toBeLessThan(3000)
})
