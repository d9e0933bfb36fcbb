import { describe, expect, test } from 'vitest'
import { openSigned } from '../../../mail/parsing/open-signed.ts'
import { takeUuencoded } from '../../../mail/parsing/take-uuencoded.ts'
import { aSignedMail, field } from '../../support/cms.ts'
import { effortOf } from '../../support/effort.ts'
import { aMailOf, aMultipart, aPart } from '../../support/mime.ts'
import { fc } from '../../support/property.ts'
import { bytes, plain, read } from '../../support/read-whole.ts'

describe('letters are read, whatever their label', () => {
  test.each([
    ['UTF-8 called Windows-1251', 'windows-1251', Buffer.from('Привет'), 'Привет'],
    ['UTF-8 called KOI8-R', 'koi8-r', Buffer.from('Привет'), 'Привет'],
    ['UTF-8 called Latin-2', 'iso-8859-2', Buffer.from('Žluťoučký'), 'Žluťoučký'],
    ['UTF-8 called Big5', 'big5', Buffer.from('您好測試'), '您好測試'],
    ['UTF-8 called Shift_JIS', 'shift_jis', Buffer.from('テスト'), 'テスト'],
    ['UTF-8 called EUC-KR', 'euc-kr', Buffer.from('안녕하세요'), '안녕하세요'],
    ['UTF-8 called ISO-2022-JP', 'iso-2022-jp', Buffer.from('テスト'), 'テスト'],
    ['UTF-8 called UTF-16', 'unicode', Buffer.from('Ação é'), 'Ação é'],
    ['Shift_JIS called ISO-2022-JP', 'iso-2022-jp', bytes('8365 8358 8367'), 'テスト'],
    ['two letters of GB2312 that look like UTF-8', 'gb2312', bytes('c4a3 bac3'), '模好'],
    ['Windows-1250 called Latin-2', 'iso-8859-2', bytes('8e 6c 75 9d'), 'Žluť'],
    ['Windows-1251 called ISO-8859-5', 'iso-8859-5', bytes('cf f0 e8 e2 e5 f2 20 97'), 'Привет —'],
    ['Windows-1253 called Greek', 'iso-8859-7', bytes('93 c3 e5 e9 dc 94'), '“Γειά”'],
    ['syllables that Windows added to EUC-KR', 'euc-kr', bytes('8c63 b9e6'), '똠방'],
    ['the same by its Windows name', 'cp949', bytes('8c63'), '똠'],
    ['letters that Hong Kong added to Big5', 'big5-hkscs', bytes('9dee'), '㗎'],
    ['one escape behind another in ISO-2022-JP', 'iso-2022-jp', bytes('1b2442 2546 1b2842 1b2442 2539 1b2842'), 'テス'],
    ['half-width kana in ISO-2022-JP', 'iso-2022-jp', bytes('1b2849 43 3d 44 1b2842'), 'ﾃｽﾄ'],
    ['ISO-2022-JP by its Windows name', 'cp50221', bytes('1b2442 2546 1b2842'), 'テ'],
    ['KOI8-U', 'koi8-u', bytes('a7d6c1cb'), 'їжак'],
    ['Thai', 'tis-620', bytes('cab3d2'), 'สณา'],
    ['the Macintosh', 'macintosh', bytes('41 8d 8b 6f'), 'Ação'],
  ])('%s', async (_, charset, body, text) => {
    expect((await read(aMailOf([plain(charset)], body))).text).toBe(text)
  })
})

describe('text with marks of its own is read without them', () => {
  test.each([
    ['text/enriched', 'A <bold>bold</bold>\nword\n\n<color><param>red</param>1 << 2</color>', 'A bold word\n1 < 2'],
    ['text/richtext', 'A <bold>bold</bold>\nword<nl>1 <lt> 2', 'A bold word\n1 < 2'],
  ])('%s', async (type, body, text) => {
    const mail = await read(aMailOf([`Content-Type: ${type}; charset=utf-8`], body))
    expect([mail.text, mail.attachments]).toEqual([text, []])
  })
})

describe('fields are read', () => {
  test.each([
    ['an encoded word without its end', 'Subject: =?utf-8?Q?A=C3=A7=C3=A3o', 'Ação'],
    [
      'Japanese words that each end in ASCII',
      'Subject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?= =?ISO-2022-JP?B?GyRCOGwbKEI=?=',
      '日本語',
    ],
    ['one in base64 without its end', 'Subject: =?utf-8?B?QcOnw6Nv', 'Ação'],
  ])('%s', async (_, line, subject) => {
    expect((await read(aMailOf([line], 'x'))).subject).toBe(subject)
  })

  test.each([
    ['a name with a charset and no star', "Content-Disposition: attachment; filename=utf-8''caf%C3%A9.pdf", 'café.pdf'],
    ['a disposition that only names', 'Content-Disposition: filename="a.pdf"', 'a.pdf'],
  ])('%s', async (_, line, name) => {
    const mail = await read(aMultipart([aPart(['Content-Type: application/pdf', line], 'x')]))
    expect(mail.attachments[0]?.name).toBe(name)
  })

  test.each([
    ['folded into encoded words', 'In-Reply-To: =?utf-8?q?=3Clong=40desk=2Eexample=3E?='],
    ['with half of its brackets', 'In-Reply-To: <long@desk.example'],
    ['in the words of an old program', 'In-Reply-To: Your message of "Tue, 1 Jul 2025." <long@desk.example>'],
  ])('the id of the mail before, %s', async (_, line) => {
    expect((await read(aMailOf([line], 'x'))).inReplyTo).toEqual(['long@desk.example'])
  })

  test('an address whose local part is quoted, blank and all', async () => {
    const { to } = await read(aMailOf(['To: "j doe"@b.example, c@d.example'], 'x'))
    expect(to.map(({ address }) => address)).toEqual(['"j doe"@b.example', 'c@d.example'])
  })

  test.each([
    ['in apostrophes', "To: 'a@b.example', C <c@d.example>"],
    ['behind a quote that nobody closes', 'To: "A <a@b.example>, c@d.example'],
  ])('addresses %s', async (_, line) => {
    const { to } = await read(aMailOf([line], 'x'))
    expect(to.map(({ address }) => address)).toEqual(['a@b.example', 'c@d.example'])
  })
})

describe('frames are read', () => {
  test.each([
    ['below blank lines', '\r\n\r\nSubject: x\r\n\r\nThe words.'],
    [
      'below the line of a mailbox file and a blank one',
      '\r\nFrom a@b Tue Feb  3 10:12:00 2026\r\nSubject: x\r\n\r\nThe words.',
    ],
    ['without a blank line above the words', 'Subject: x\r\nThe words.'],
    ['with a comment beside the coding', 'Subject: x\r\nContent-Transfer-Encoding: base64 (x)\r\n\r\nVGhlIHdvcmRzLg=='],
    [
      'with a boundary in apostrophes',
      "Subject: x\r\nContent-Type: multipart/mixed; boundary='b'\r\n\r\n--b\r\n\r\nThe words.\r\n--b\r\n\r\n\r\n--b--\r\n",
    ],
  ])('%s', async (_, raw) => {
    const mail = await read(Buffer.from(raw))
    expect([mail.subject, mail.text.trim()]).toEqual(['x', 'The words.'])
  })
})

describe('where the plain part says nothing, the HTML part speaks', () => {
  const page = aPart(['Content-Type: text/html'], '<p>The words.</p>')
  const both = (text: string) => aMultipart([aPart([plain('utf-8')], text), page], { type: 'multipart/alternative' })

  test.each([
    '',
    ' \n\n',
    'This message requires an HTML viewer.',
    'Your e-mail client does not support HTML. Please use another one.',
    'Diese Nachricht kann nur in einem HTML-fähigen Programm angezeigt werden.',
    'Votre logiciel ne peut pas afficher le HTML.',
  ])('“%s”', async (text) => {
    expect((await read(both(text))).text).toBe('The words.')
  })

  test('but not where somebody writes about HTML', async () => {
    const words = 'The HTML viewer shows nothing.'
    const same = aPart(['Content-Type: text/html'], `<p>${words}</p>`)
    const mail = await read(aMultipart([aPart([plain('utf-8')], words), same], { type: 'multipart/alternative' }))
    expect(mail.text).toBe(words)
    expect(mail.newWords.text).toBe(words)
  })
})

describe('a file written into the text (uuencode)', () => {
  const file = 'begin 644 notes.txt\n%:&5L;&\\\n`\nend'

  test('is taken out of it', async () => {
    const mail = await read(aMailOf([plain('utf-8')], `Before.\r\n${file.replaceAll('\n', '\r\n')}\r\nAfter.\r\n`))
    expect(mail.text.trim()).toBe('Before.\nAfter.')
    expect(mail.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([
      ['notes.txt', 'hello'],
    ])
  })

  test.each([
    ['no end', 'begin 644 notes.txt\n%:&5L;&\\'],
    ['other words between', 'begin 644 times a day\nwith the same error\nend'],
    ['nothing between', 'begin 644 a\nend'],
  ])('is none where there is %s', (_, text) => {
    expect(takeUuencoded(text)).toEqual({ text, files: [] })
  })

  test('costs no more than its length', () => {
    const text = 'begin 644 a\n%:&5L;&\\\n'.repeat(100_000)
    expect(effortOf(() => takeUuencoded(text))).toBeLessThan(1000)
  })
})

describe('a mail signed in one piece (S/MIME)', () => {
  const inner = aMultipart([aPart([plain('utf-8')], 'The words.'), aPart(['Content-Type: image/png; name=a.png'], 'x')])
  const sealed = (content: Buffer, type = 'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m') =>
    aMailOf([`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64'], content.toString('base64'))

  test.each([
    ['whole', sealed(aSignedMail(inner))],
    ['in pieces without lengths', sealed(aSignedMail(inner, { isOpen: true }))],
    ['called a file', sealed(aSignedMail(inner), 'application/octet-stream; name="smime.p7m"')],
  ])('%s: its words are read and its signature is kept', async (_, raw) => {
    const mail = await read(raw)
    expect(mail.text).toBe('The words.')
    expect(mail.attachments.map(({ name }) => name)).toEqual(['a.png', 'smime.p7m'])
  })

  test.each([
    ['sealed for its reader', sealed(aSignedMail(inner, { kind: 3 }))],
    ['something else', sealed(Buffer.from('no such thing'))],
    [
      'more parts than anybody sends',
      sealed(aSignedMail(aMultipart(Array.from({ length: 150 }, () => aPart([], 'x'))))),
    ],
  ])('%s: kept and named', async (_, raw) => {
    expect((await read(raw)).attachments.map(({ name }) => name)).toEqual(['smime.p7m'])
  })

  test('torn or bent anywhere, it is read to an end', () => {
    const packed = aSignedMail(inner, { isOpen: true })
    fc.assert(
      fc.property(fc.nat(packed.length), fc.nat(packed.length - 1), fc.nat(255), (end, at, byte) => {
        const broken = Buffer.from(packed)
        broken[at] = byte
        expect((openSigned(broken.subarray(0, end)) ?? inner).length).toBeLessThanOrEqual(packed.length)
      }),
      { numRuns: 300 },
    )
  })

  test('deep or endless, it costs no more than its length', () => {
    const deep = Buffer.concat(Array.from({ length: 500_000 }, () => Buffer.from([0x30, 0x80])))
    const flat = field(0x30, Buffer.alloc(0)).toString('latin1').repeat(500_000)
    expect(effortOf(() => openSigned(deep))).toBeLessThan(1000)
    expect(effortOf(() => openSigned(Buffer.from(`\x30\x80${flat}`, 'latin1')))).toBeLessThan(1000)
  })
})
