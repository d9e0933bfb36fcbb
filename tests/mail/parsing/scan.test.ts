import { describe, expect, test } from 'vitest'
import { readIds } from '../../../mail/parsing/read-headers.ts'
import { fieldValues, scanMail } from '../../../mail/parsing/scan.ts'
import { rawMail } from '../../support/raw-mail.ts'

const pm = 'From: <pm@vendor.test>'

describe('From fields', () => {
  test.each([
    ['F01 two From fields', ['From: <evil@attack.test>', pm]],
    ['F01 two From fields, the other way round', [pm, 'From: <evil@attack.test>']],
    ['F02 a blank before the colon', ['From : <evil@attack.test>', pm]],
    ['F02 a name folded before its colon', ['From\r\n : <evil@attack.test>', pm]],
    ['F02 a blank before the name', ['Subject: x', ' From: <evil@attack.test>', pm]],
    ['F02 a control character in the name', ['From\u0001: <evil@attack.test>', pm]],
    ['F02 a blank before the name, in a signature', ['DKIM-Signature: h=To:', ' From: <evil@attack.test>', pm]],
    ['F08 a field hidden behind a bare CR', [`From: <e@attack.test>\r${pm}`]],
  ])('%s are counted as two', (_, headers) => {
    expect(scanMail(rawMail(headers)).fromFields).toBe(2)
  })

  test('one From field is one, whatever the other fields and the body say', () => {
    const raw = rawMail(['Sender: <x@a.test>', pm, 'Resent-From: <y@a.test>'], 'From: <z@a.test>\n')
    expect(scanMail(raw).fromFields).toBe(1)
  })

  test('a signature may name From at the beginning of a folded line', () => {
    const signature = 'DKIM-Signature: v=1; d=vendor.test; h=Date: Subject: To:'
    for (const folded of [' From: MIME-Version; i=a@b.test', '\tfrom:to:cc', ' From:'])
      expect(scanMail(rawMail([signature, folded, pm])).fromFields, folded).toBe(1)
  })
})

test('F14 our private fields are dropped when somebody else writes them', () => {
  const { headers } = scanMail(rawMail([pm, 'X-Signoff-Ticket: 7', 'x-SIGNOFF-anything : done']))
  expect(headers.map(({ name }) => name)).toEqual(['from'])
})

test('folded values are unfolded and the name is read without regard to case', () => {
  const { headers } = scanMail(rawMail(['SUBJECT: one', '\ttwo', 'X-Other: three']))
  expect(fieldValues(headers, 'subject')).toEqual(['one\ttwo'])
})

test('raw bytes of an old code page in a header are still letters', () => {
  const raw = Buffer.concat([Buffer.from('Subject: caf'), Buffer.from([0xe9]), Buffer.from('\r\n\r\nx')])
  expect(fieldValues(scanMail(raw).headers, 'subject')).toEqual(['café'])
})

test('Z14 fields named like parts of an object are only names', () => {
  const { headers } = scanMail(rawMail(['__proto__: x', 'constructor: y']))
  expect(headers).toEqual([
    { name: '__proto__', value: 'x' },
    { name: 'constructor', value: 'y' },
  ])
})

describe('limits', () => {
  const multipart = 'Content-Type: multipart/mixed; boundary="b"'

  test('Z04 twenty thousand parts are too many', () => {
    const raw = rawMail([pm, multipart], '--b\n\nx\n'.repeat(20_000))
    expect(scanMail(raw).tooBig).toEqual(['too_many_parts'])
  })

  test('Z05 two thousand nested parts are too deep', () => {
    const nested = Array.from(
      { length: 2000 },
      (_, n) => `--b${n || ''}\nContent-Type: multipart/mixed; boundary=b${n + 1}\n\n`,
    )
    expect(scanMail(rawMail([pm, multipart], nested.join(''))).tooBig).toEqual(['nested_too_deep'])
  })

  test('Z07 a header block of fifteen MiB is not read', () => {
    expect(scanMail(rawMail([pm, `X-Long: ${'x'.repeat(15 * 1024 * 1024)}`])).tooBig).toEqual(['header_too_large'])
  })

  test('parts and depth of an ordinary mail are what they are', () => {
    const body =
      '--b\nContent-Type: multipart/alternative;\n boundary=c\n\n--c\n\ntext\n--c\n\nhtml\n--c--\n--b\n\nfile\n--b--\n'
    expect(scanMail(rawMail([pm, multipart], body))).toMatchObject({ parts: 5, depth: 2, tooBig: [] })
  })
})

test('M5 ids by the hundred thousand are read, however many a field names', () => {
  const fields = ['<a>'.repeat(330_000), '<a@b>'.repeat(200_000), 'a@b '.repeat(250_000)]
  for (const field of fields) expect(readIds([field])).toHaveLength(1)
})
