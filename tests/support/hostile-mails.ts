import { aMailOf, aMultipart, aPart } from './mime.ts'
import { aWinmail } from './tnef.ts'

/** A mail that is made to cost more than it should, of so many bytes at least. */
export type Hostile = { what: string; make: (bytes: number) => Buffer }

const mixed = 'Content-Type: multipart/mixed; boundary=b'
const html = 'Content-Type: text/html; charset=utf-8'
const base64 = 'Content-Transfer-Encoding: base64'
const quoted = 'Content-Transfer-Encoding: quoted-printable'

/** So many bytes of one thing again and again. */
export function repeated(unit: string | Uint8Array, bytes: number): Buffer {
  return Buffer.alloc(Math.floor(bytes / unit.length) * unit.length, unit)
}

const plain = (charset: string) => `Content-Type: text/plain; charset=${charset}`
const body = (what: string, headers: string[], unit: string | Uint8Array): Hostile => ({
  what,
  make: (bytes) => aMailOf([...sender, ...headers], repeated(unit, bytes)),
})

/** Somebody of a company we know, for whom our own server stands: what these mails cost is not saved by holding them. */
const sender = [
  'Authentication-Results: mx.desk.example; dmarc=pass header.from=vale.example',
  'From: joana@vale.example',
  'To: support@desk.example',
  'Subject: Hostile',
]

function parts(count: number, fields: string[], bytes: number, unit: string): Buffer {
  const each = repeated(unit, Math.floor(bytes / count)).toString('latin1')
  const part = `--b\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${each}\r\n`
  return aMailOf([...sender, mixed], part.repeat(count))
}

const inside = `--b\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: text/plain\r\n${base64}\r\n\r\n`

function nested(levels: number, inner: Buffer): Buffer {
  const open = Array.from(
    { length: levels },
    (_, at) => `--b${at || ''}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
  )
  return aMailOf([...sender, mixed], Buffer.concat([Buffer.from(open.join('')), inner]))
}

function winmail(given: Parameters<typeof aWinmail>[0]): Buffer {
  return aMultipart(
    [aPart(['Content-Type: application/ms-tnef; name=winmail.dat', base64], aWinmail(given).toString('base64'))],
    { headers: sender },
  )
}

/** `winmail.dat` in `winmail.dat`, each a file that holds all within it. */
function nestedWinmail(levels: number, bytes: number): Buffer {
  let inner = aWinmail({ text: 'x'.repeat(bytes / 2), files: [] })
  for (let level = 0; level < levels; level++) {
    inner = aWinmail({ text: 'x', files: [{ name: 'winmail.dat', content: inner.toString('latin1') }] })
  }
  return aMultipart([aPart(['Content-Type: application/ms-tnef', base64], inner.toString('base64'))], {
    headers: sender,
  })
}

/** A wrapping that says of its one file that it is four gigabytes. */
function boastfulWinmail(): Buffer {
  const bytes = aWinmail({ text: 'words', files: [{ name: 'a.bin', content: 'x'.repeat(1000) }] })
  bytes.writeUInt32LE(0xffff_fff0, bytes.indexOf(Buffer.from([0x0f, 0x80, 0x06, 0x00])) + 4)
  return aMultipart([aPart(['Content-Type: application/ms-tnef', base64], bytes.toString('base64'))], {
    headers: sender,
  })
}

/** Nested and repeated structures, each filled up with as many bytes as are asked for (B15). */
export const hostileMails: Hostile[] = [
  body('one file in base64', ['Content-Type: video/mp4; name=a.mp4', base64], `${'QUJD'.repeat(19)}\r\n`),
  body('one file in base64 without a line end', ['Content-Type: video/mp4; name=a.mp4', base64], 'QUJD'),
  body('one file in base64, each line padded', ['Content-Type: video/mp4; name=a.mp4', base64], 'QUI=\r\n'),
  body('one file in uuencode', ['Content-Type: a/b; name=a', 'Content-Transfer-Encoding: x-uuencode'], '#0V%T\n'),
  body('one file of zip entries', ['Content-Type: application/zip; name=a.zip'], zipEntry()),
  body('a text of line ends', [], '\n'),
  body('a text of network line ends', [], '\r\n'),
  body('a text of carriage returns alone', [], '\r'),
  body('a text of one letter a line', [], 'x\r\n'),
  body('a text of one line', [], 'x'),
  body('a text of blanks', [], ' '),
  body('a text of quote marks', [], '> > >\r\n'),
  body('a text of attributions', [], 'On Mon, 2 Feb 2026, Joana wrote:\r\n> x\r\n'),
  body('a text of signatures', [], '-- \r\nx\r\n'),
  body('a text of lines that go on', ['Content-Type: text/plain; format=flowed; delsp=yes'], 'x \r\n'),
  body('a text of commands', [], '#note x\r\n'),
  body('a text of links', [], 'http://a.b/c?d= '),
  body('a text of bytes that mean nothing', [plain('utf-8')], Buffer.from([0xff])),
  body('a text of half emoji in UTF-16', [plain('utf-16le')], Buffer.from([0x3d, 0xd8])),
  body('a text in UTF-32 and base64', [plain('utf-32le'), base64], 'YWJj'),
  body('a text in UTF-7', [plain('utf-7')], '+AOk-'),
  body('a text in GB18030', [plain('gb18030')], Buffer.from([0xb0, 0xa1])),
  body('a text in HZ', [plain('hz-gb-2312')], '~{VP~}'),
  body('a text in ISO-2022-KR', [plain('iso-2022-kr')], '\x0e!!\x0f'),
  body('a text in ISO-2022-JP', [plain('iso-2022-jp')], '\x1b$B!!\x1b(B'),
  body('a text of escapes', [quoted], '=0A'),
  body('a text of soft breaks', [quoted], '=\r\n'),
  body('a text of NUL', [], '\0'),
  body('HTML of paragraphs', [html], '<p>x'),
  body('HTML of line breaks', [html], '<br>'),
  body('HTML of open tags', [html], '<div>'),
  body('HTML of open tables', [html], '<table><tr><td>'),
  body('HTML of quotes in quotes', [html], '<blockquote>x'),
  body('HTML of entities', [html], '&amp;'),
  body('HTML of comments', [html], '<!--'),
  body('HTML of angle brackets', [html], '<'),
  body('HTML of attributes', [html], '<p a=">'),
  body('HTML of pictures', [html], '<img src="http://a.b/c">'),
  body('HTML of one word', [html], 'x'),
  body('lines of two dashes', [mixed], '--\r\n'),
  body('delimiters of nobody', [mixed], '--c\r\n'),
  body('a delimiter without end', [mixed], '--b '),
  body('a report of nothing', ['Content-Type: multipart/report; report-type=delivery-status; boundary=b'], 'x\r\n'),
  body('a calendar', ['Content-Type: text/calendar; method=REQUEST'], 'BEGIN:VEVENT\r\n'),
  body('a calendar of parameters', ['Content-Type: text/calendar'], 'A;B="C";'),
  { what: 'five thousand parts', make: (bytes) => parts(5000, [], bytes, 'x\r\n') },
  { what: 'five hundred texts', make: (bytes) => parts(499, ['Content-Type: text/plain'], bytes, 'x\r\n') },
  { what: 'five hundred pages', make: (bytes) => parts(499, [html], bytes, '<p>x') },
  { what: 'six large texts', make: (bytes) => parts(6, ['Content-Type: text/plain'], bytes, 'x\r\n') },
  { what: 'six large pages', make: (bytes) => parts(6, [html], bytes, '<p>x') },
  { what: 'five hundred files', make: (bytes) => parts(499, ['Content-Type: a/b; name=x'], bytes, 'x\r\n') },
  {
    what: 'five hundred mails inside',
    make: (bytes) => parts(499, ['Content-Type: message/rfc822'], bytes, 'A: b\r\n'),
  },
  {
    what: 'one mail inside',
    make: (bytes) => parts(1, ['Content-Type: message/rfc822'], bytes, 'Subject: x\r\n\r\nx\r\n--\r\n'),
  },
  {
    what: 'one mail inside, all in base64',
    make: (bytes) =>
      aMailOf([...sender, mixed], Buffer.concat([Buffer.from(inside), repeated(`${'QUJD'.repeat(19)}\r\n`, bytes)])),
  },
  {
    what: 'mails, each in the other',
    make: (bytes) =>
      aMailOf(
        [...sender, mixed],
        Buffer.concat([Buffer.from('--b\r\n'), repeated('Content-Type: message/rfc822\r\n\r\n', bytes)]),
      ),
  },
  { what: 'thirty levels around a text', make: (bytes) => nested(29, repeated('x\r\n', bytes)) },
  { what: 'thirty levels around dashes', make: (bytes) => nested(29, repeated('--\r\n', bytes)) },
  { what: 'thirty levels around delimiters', make: (bytes) => nested(29, repeated('--b1\r\n', bytes)) },
  { what: 'two thousand levels', make: (bytes) => nested(2000, repeated('x\r\n', bytes)) },
  { what: 'one long header line', make: (bytes) => aMailOf([...sender, `X-Long: ${'x'.repeat(bytes)}`], 'words') },
  {
    what: 'four megabytes of header lines',
    make: () =>
      aMailOf([...sender, ...Array.from({ length: 4900 }, (_, at) => `X-${at}: ${'x'.repeat(800)}`)], 'words'),
  },
  {
    what: 'four megabytes of continued lines',
    make: () => aMailOf([...sender, `X-Long: x${'\r\n x'.repeat(900_000)}`], 'words'),
  },
  {
    what: 'a header block of carriage returns',
    make: () => aMailOf([...sender, `X-Long: x${'\r'.repeat(60_000)}`], 'words'),
  },
  {
    what: 'a megabyte of ids',
    make: () =>
      aMailOf([...sender, `References: ${'<a@b>'.repeat(200_000)}`, `In-Reply-To: ${'<a>'.repeat(330_000)}`], 'x'),
  },
  {
    what: 'four megabytes of addresses',
    make: () => aMailOf([...sender, ...Array.from({ length: 60 }, () => `Cc: ${'a@b.test,'.repeat(7000)}`)], 'words'),
  },
  { what: 'an Outlook wrapping of words', make: (bytes) => winmail({ text: 'x\n'.repeat(bytes / 6), files: [] }) },
  { what: 'an Outlook wrapping of HTML', make: (bytes) => winmail({ html: '<p>x'.repeat(bytes / 6), files: [] }) },
  {
    what: 'an Outlook wrapping of two hundred files',
    make: (bytes) =>
      winmail({ files: Array.from({ length: 200 }, (_, at) => ({ name: `${at}`, content: 'x'.repeat(bytes / 280) })) }),
  },
  { what: 'an Outlook wrapping in another', make: (bytes) => nestedWinmail(3, bytes) },
  { what: 'an Outlook wrapping that boasts', make: boastfulWinmail },
]

function zipEntry(): Buffer {
  const entry = Buffer.alloc(31)
  entry.writeUInt32LE(0x04034b50, 0)
  entry.writeUInt16LE(1, 26)
  entry.write('a', 30)
  return entry
}
