import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { aMailOf, aMultipart, aPart } from '../../support/mime.ts'
import { fc } from '../../support/property.ts'
import { bytes, plain, read } from '../../support/read-whole.ts'
import { aWinmail } from '../../support/tnef.ts'

const words = aPart(['Content-Type: text/plain; charset=utf-8'], 'The words.')

describe('letters are read, whatever their label', () => {
  test.each([
    ['UTF-8 called ASCII', 'us-ascii', Buffer.from('Preço em €'), 'Preço em €'],
    ['UTF-8 called Latin-1', 'iso-8859-1', Buffer.from('não está'), 'não está'],
    ['Windows-1252 called Latin-1', 'iso-8859-1', bytes('93 61 e9 94 20 80'), '“aé” €'],
    ['Windows-1252 called UTF-8', 'utf-8', bytes('63 61 66 e9 20 93'), 'café “'],
    ['Latin-1 called ASCII', 'us-ascii', bytes('63 61 66 e9'), 'café'],
    ['a label in quotes of the wrong kind', "'utf-8'", Buffer.from('é'), 'é'],
    ['a label that nobody knows', 'x-nothing', Buffer.from('é'), 'é'],
    ['Windows-1251', 'windows-1251', bytes('cf f0 e8 e2 e5 f2'), 'Привет'],
    ['Windows-1253', 'windows-1253', bytes('c3 e5 e9 dc'), 'Γειά'],
    ['Windows-1250', 'cp1250', bytes('8e 6c 75 9d'), 'Žluť'],
    ['KOI8-R', 'koi8-r', bytes('f0 d2 c9 d7 c5 d4'), 'Привет'],
    ['ISO-2022-JP', 'iso-2022-jp', bytes('1b2442 2433 2473 244b 2441 244f 1b2842'), 'こんにちは'],
    ['ISO-2022-JP without a label', 'us-ascii', bytes('1b2442 2433 2473 1b2842'), 'こん'],
    ['Shift_JIS by its Windows name', 'cp932', bytes('82b1 82f1'), 'こん'],
    ['GB2312', 'gb2312', bytes('c4e3 bac3'), '你好'],
    ['letters beyond GB2312 under its name', 'gb2312', bytes('94 45'), '擡'],
    ['HZ', 'hz-gb-2312', Buffer.from('~{Dc:C~} ok'), '你好 ok'],
    ['Big5', 'big5', bytes('a741 a66e'), '你好'],
    ['EUC-KR', 'ks_c_5601-1987', bytes('bec8 b3e7'), '안녕'],
    ['ISO-2022-KR', 'iso-2022-kr', bytes('1b242943 0e 3e48 3367 0f'), '안녕'],
    ['UTF-7', 'utf-7', Buffer.from('caf+AOk-'), 'café'],
    ['UTF-16', 'utf-16', Buffer.from('\ufeffcafé', 'utf16le'), 'café'],
    ['code page 850', 'cp850', bytes('63 61 66 82'), 'café'],
  ])('%s', async (_, charset, body, text) => {
    expect((await read(aMailOf([plain(charset)], body))).text).toBe(text)
  })

  test('of a page that names its charset itself', async () => {
    const page = Buffer.concat([Buffer.from('<meta charset="koi8-r"><p>'), bytes('f0 d2 c9 d7 c5 d4')])
    expect((await read(aMailOf(['Content-Type: text/html'], page))).text).toBe('Привет')
  })

  test('the mark of byte order is no letter', async () => {
    expect((await read(aMailOf([plain('utf-8')], '\ufeffHello'))).text).toBe('Hello')
  })
})

describe('header fields are read', () => {
  test.each([
    ['raw UTF-8', [Buffer.from('Subject: Não abre')], 'Não abre'],
    [
      'raw bytes in the charset of the words',
      [plain('koi8-r'), Buffer.concat([Buffer.from('Subject: '), bytes('f0 d2 c9 d7 c5 d4')])],
      'Привет',
    ],
    ['raw GB2312', [plain('gb2312'), Buffer.concat([Buffer.from('Subject: '), bytes('c4e3 bac3')])], '你好'],
    ['raw ISO-2022-JP', [Buffer.concat([Buffer.from('Subject: '), bytes('1b2442 2433 2473 1b2842')])], 'こん'],
    ['a letter cut in two', ['Subject: =?utf-8?B?Y2Fmww==?=', ' =?utf-8?B?qQ==?='], 'café'],
    ['a language beside the charset', ['Subject: =?utf-8*fr?Q?caf=C3=A9?='], 'café'],
    ['an encoded word with blanks', ['Subject: =?utf-8?Q?caf=C3=A9 au lait?='], 'café au lait'],
    ['the Windows name of Shift_JIS', ['Subject: =?cp932?B?grGC8Q==?='], 'こん'],
  ])('%s', async (_, headers, subject) => {
    expect((await read(aMailOf(headers, 'x'))).subject).toBe(subject)
  })

  test('when lines end with CR alone, or with one too many', async () => {
    expect(await read(Buffer.from('Subject: a\rFrom: b@c.de\r\rwords'))).toMatchObject({ subject: 'a', text: 'words' })
    expect(await read(Buffer.from('Subject: a\r\r\nFrom: b@c.de\r\r\n\r\r\nwords'))).toMatchObject({
      subject: 'a',
      text: 'words',
    })
  })
})

describe('text that flows (RFC 3676)', () => {
  const flowed = 'text/plain; charset=utf-8; format=flowed'

  test('is one paragraph again, and stays apart from what it answers', async () => {
    const body = 'A line that \ngoes on.\n\n> a question that \n> goes on? \n the answer\n-- \nJoana\n'
    const mail = await read(aMailOf([`Content-Type: ${flowed}`], body))
    expect(mail.text).toBe('A line that goes on.\n\n> a question that goes on? \nthe answer\n-- \nJoana\n')
    // No program introduced the question: whoever quotes it by hand wants it read.
    expect(mail.newWords.text).toBe('A line that goes on.\n\n> a question that goes on?\nthe answer')
  })

  test('loses the blanks at its breaks where the sender added them', async () => {
    expect((await read(aMailOf([`Content-Type: ${flowed}; delsp=yes`], '日本 \n語です\n'))).text).toBe('日本語です\n')
  })
})

describe('the name of a file', () => {
  const named = async (...fields: string[]) =>
    (await read(aMultipart([words, aPart(fields, 'x')]))).attachments[0]?.name
  const pdf = 'Content-Type: application/pdf'

  test.each([
    [
      'RFC 2231, continued',
      [`${pdf};`, " name*0*=UTF-8''caf%C3;", ' name*1*=%A9%20;', ' name*2=menu.pdf'],
      'café menu.pdf',
    ],
    ['RFC 2231 in Latin-1', [pdf, "Content-Disposition: attachment; filename*=iso-8859-1'fr'caf%E9.pdf"], 'café.pdf'],
    [
      'the encoded form before the plain one',
      [pdf, 'Content-Disposition: attachment; filename="cafe.pdf"; filename*=UTF-8\'\'caf%C3%A9.pdf'],
      'café.pdf',
    ],
    [
      'encoded words, which are not allowed there',
      [`${pdf}; name="=?utf-8?B?Y2Fmw6k=?=`, ' =?utf-8?B?LnBkZg==?="'],
      'café.pdf',
    ],
    [
      'an encoded word cut by a continuation',
      [`${pdf}`, 'Content-Disposition: attachment; filename*0="=?utf-8?Q?caf=C3=A9"; filename*1=".pdf?="'],
      'café.pdf',
    ],
    ['blanks without quotes', [pdf, 'Content-Disposition: attachment; filename=my file.pdf'], 'my file.pdf'],
    ['raw letters', [pdf, 'Content-Disposition: attachment; filename="café.pdf"'], 'café.pdf'],
    ['a semicolon in quotes', [pdf, 'Content-Disposition: attachment; filename="a; b.pdf"'], 'a; b.pdf'],
    ['none', [pdf], null],
  ])('%s', async (_, fields, name) => {
    expect(await named(...fields)).toBe(name)
  })

  test('forty thousand continuations take no time worth telling (Z01)', async () => {
    const pieces = Array.from({ length: 40_000 }, (_, at) => ` name*${at}*=a;`)
    expect(await named(`${pdf};`, ...pieces)).toMatch(/^a+$/)
  })
})

describe('what is a file, and what are words', () => {
  test('an inline text with a name is a file', async () => {
    const log = aPart(
      ['Content-Type: text/plain; name="log.txt"', 'Content-Disposition: inline; filename="log.txt"'],
      'line',
    )
    const page = aPart(['Content-Type: text/html', 'Content-Disposition: inline; filename=page.html'], '<p>page')
    const mail = await read(aMultipart([log, words, page]))
    expect(mail).toMatchObject({ text: 'The words.', html: null })
    expect(mail.attachments.map(({ name }) => name)).toEqual(['log.txt', 'page.html'])
  })

  test('a named text is words where there are no others', async () => {
    const only = aPart(['Content-Type: text/plain; name="body.txt"'], 'The only words.')
    expect(await read(aMultipart([only]))).toMatchObject({ text: 'The only words.', attachments: [] })
  })

  test('words below a formatted letter do not hide it', async () => {
    const letter = aPart(['Content-Type: text/html'], '<p>It is slow.</p>')
    const mail = await read(aMultipart([letter, aPart(['Content-Type: text/plain'], 'Sent by the gateway')]))
    expect(mail.newWords.text).toContain('It is slow.')
  })

  test('a picture with a Content-ID and no disposition is inline', async () => {
    const picture = aPart(
      ['Content-Type: image/png', 'Content-ID: <logo@vale>', 'Content-Transfer-Encoding: base64'],
      'iVBORw0KGgo=',
    )
    const mail = await read(
      aMultipart([aPart(['Content-Type: text/html'], '<img src="cid:logo@vale">'), picture], {
        type: 'multipart/related',
      }),
    )
    expect(mail.attachments).toMatchObject([{ contentId: 'logo@vale', inline: true, size: 8 }])
  })

  test('mails within a mail stay closed, whatever their coding, and bear their subject', async () => {
    const inner = 'Subject: =?utf-8?Q?Caf=C3=A9?=\n\nInner words'
    const coded = aPart(
      ['Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64'],
      Buffer.from(inner).toString('base64'),
    )
    const mail = await read(aMultipart([words, aPart(['Content-Type: message/rfc822'], inner), coded]))
    expect(mail.text).toBe('The words.')
    expect(mail.attachments.map(({ name, type }) => [name, type])).toEqual([
      ['Café.eml', 'message/rfc822'],
      ['Café.eml', 'message/rfc822'],
    ])
  })

  test.each([
    ['S/MIME, signed', 'multipart/signed', 'application/pkcs7-signature', 'smime.p7s'],
    ['PGP, signed', 'multipart/signed', 'application/pgp-signature', 'signature.asc'],
    ['a calendar', 'multipart/alternative', 'text/calendar', 'invite.ics'],
  ])('%s: kept and named, beside the words', async (_, type, part, name) => {
    const mail = await read(aMultipart([words, aPart([`Content-Type: ${part}`], 'x')], { type }))
    expect(mail).toMatchObject({ text: 'The words.', attachments: [{ name, type: part }] })
  })

  test('what only its reader can open is kept and named', async () => {
    const sealed = aMailOf(['Content-Type: application/pkcs7-mime; smime-type=enveloped-data'], 'x')
    expect((await read(sealed)).attachments).toMatchObject([{ name: 'smime.p7m' }])
    const pgp = [
      aPart(['Content-Type: application/pgp-encrypted'], 'Version: 1'),
      aPart(['Content-Type: application/octet-stream'], '-----BEGIN PGP MESSAGE-----'),
    ]
    const names = (await read(aMultipart(pgp, { type: 'multipart/encrypted' }))).attachments.map(({ name }) => name)
    expect(names).toEqual(['version.asc', 'encrypted.asc'])
  })
})

describe('winmail.dat', () => {
  const wrapping = (content: Buffer, name = 'winmail.dat') =>
    aPart(
      [`Content-Type: application/ms-tnef; name="${name}"`, 'Content-Transfer-Encoding: base64'],
      content.toString('base64'),
    )

  test('is unpacked into its files and its words', async () => {
    const packed = aWinmail({
      text: 'Olá, segue o orçamento.',
      files: [
        { name: 'orçamento de março.pdf', content: '%PDF', type: 'application/pdf' },
        { name: 'two.txt', content: 'two' },
      ],
    })
    const mail = await read(aMultipart([wrapping(packed)]))
    expect(mail.text).toBe('Olá, segue o orçamento.')
    expect(mail.attachments.map(({ name, type, content }) => [name, type, Buffer.from(content).toString()])).toEqual([
      ['orçamento de março.pdf', 'application/pdf', '%PDF'],
      ['two.txt', 'application/octet-stream', 'two'],
    ])
  })

  test('adds no words to a mail that has its own', async () => {
    const packed = aWinmail({ html: '<p>Wrapped</p>', files: [{ name: 'a.txt', content: 'a' }] })
    expect(await read(aMultipart([words, wrapping(packed)]))).toMatchObject({ text: 'The words.', html: null })
  })

  test('that is none stays the file it is', async () => {
    const mail = await read(aMultipart([words, wrapping(Buffer.from('not what it says'))]))
    expect(mail.attachments).toMatchObject([{ name: 'winmail.dat', size: 16 }])
  })

  test('torn or bent anywhere, it is read to an end', async () => {
    const packed = aWinmail({ text: 'Words', files: [{ name: 'a.txt', content: 'aaaa' }] })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(packed.length),
        fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { maxLength: 4 }),
        async (end, bent) => {
          const broken = Buffer.from(packed)
          for (const [at, byte] of bent) broken[at] = byte
          const mail = await read(aMultipart([words, wrapping(broken.subarray(0, end))]))
          expect(mail.text).toBe('The words.')
          expect(mail.attachments.every(({ content }) => content.length <= packed.length)).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('transfer codings of careless senders', () => {
  const coded = async (coding: string, body: string) =>
    (await read(aMailOf([plain('utf-8'), `Content-Transfer-Encoding: ${coding}`], body))).text

  test.each([
    ['base64 with a footer below it', 'base64', 'w6kg\nw6k=\n\n--\nfooter of a list\n', 'é é'],
    ['base64 padded line by line', 'base64', 'YQ==\nYg==\n', 'ab'],
    ['base64 without its padding', 'base64', 'w6k', 'é'],
    ['quoted-printable with blanks after a soft break', 'quoted-printable', 'a=  \nb =C3=A9', 'ab é'],
    ['an escape that is none', 'quoted-printable', '100=ZZ =', '100=ZZ '],
    ['“8 bit” in two words', '8 bit', 'é', 'é'],
    ['uuencode', 'x-uuencode', 'begin 644 a\n#86)C\n`\nend\n', 'abc'],
  ])('%s', async (_, coding, body, text) => {
    expect(await coded(coding, body)).toBe(text)
  })
})

describe('broken frames', () => {
  test.each([
    ['no closing delimiter', '--b\n\nThe words.\n--b\nContent-Type: image/png\n\nx', 1],
    [
      'an inner multipart that never ends',
      '--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nThe words.\n--b\nContent-Type: image/png\n\nx\n--b--',
      1,
    ],
    ['a delimiter that another one begins with', '--b\n\nThe words.\n--b\nContent-Type: image/png\n\n--bc\n--b--', 1],
    ['words right below a delimiter', '--b\nThe words.\n--b--', 0],
  ])('%s', async (_, body, files) => {
    const mail = await read(aMailOf(['Content-Type: multipart/mixed; boundary=b'], body.replaceAll('\n', '\r\n')))
    expect(mail.text).toBe('The words.')
    expect(mail.attachments).toHaveLength(files)
  })

  test('a boundary that nobody named is found', async () => {
    const body = '--guess\n\nThe words.\n--guess\nContent-Type: image/png\n\nx\n--guess--\n'
    expect((await read(aMailOf(['Content-Type: multipart/mixed'], body))).text).toBe('The words.')
  })
})

test('an ordinary mail is read as another reader reads it', async () => {
  const leaf = fc.record({
    type: fc.constantFrom('text/plain', 'image/png', 'application/pdf'),
    name: fc.constantFrom('a.png', 'café & Co.pdf', 'weiß "x".txt', '日本.pdf'),
    coding: fc.constantFrom('base64', '8bit'),
    text: fc.array(fc.constantFrom('words', 'é', '日本', '', ' in', '=20', '--x'), { minLength: 1, maxLength: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(leaf, { minLength: 1, maxLength: 5 }), async (leaves) => {
      const files = leaves.map(({ type, name, coding, text }) => {
        const body = text.join('\r\n')
        const fields = [`Content-Type: ${type}; charset=utf-8`, `Content-Transfer-Encoding: ${coding}`]
        const disposition = `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}`
        return aPart([...fields, disposition], coding === 'base64' ? Buffer.from(body).toString('base64') : body)
      })
      const raw = aMultipart([words, ...files])
      const [ours, theirs] = [await read(raw), await simpleParser(raw)]
      expect(ours.text).toBe(theirs.text?.trimEnd())
      expect(
        ours.attachments.map(({ name, type, content }) => [name, type, Buffer.from(content).toString('hex')]),
      ).toEqual(
        theirs.attachments.map(({ filename, contentType, content }) => [
          filename,
          contentType,
          content.toString('hex'),
        ]),
      )
    }),
    { numRuns: 60 },
  )
})
