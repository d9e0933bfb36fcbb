import { describe, expect, test } from 'vitest'
import { normaliseAddress, strictAddress } from '../../../mail/parsing/address.ts'
import { readAddresses } from '../../../mail/parsing/address-list.ts'
import { decodeWords } from '../../../mail/parsing/encoded-words.ts'
import { effortOf } from '../../support/effort.ts'
import { fc } from '../../support/property.ts'

describe('an identity', () => {
  test.each([
    ['<pm@vendor.test>', 'pm@vendor.test'],
    ['pm@vendor.test', 'pm@vendor.test'],
    ['Marta Reis <PM@Vendor.TEST>', 'pm@vendor.test'],
    ['"Reis, Marta" <pm@vendor.test>', 'pm@vendor.test'],
    ['Marta (Sales) <pm@vendor.test>', 'pm@vendor.test'],
    ['pm@vendor.test <pm@vendor.test>', 'pm@vendor.test'],
    ['=?utf-8?Q?Jos=C3=A9?= <jose@vendor.test>', 'jose@vendor.test'],
    ['F05 "pm@vendor.test" <evil@attack.test>'.slice(4), 'evil@attack.test'],
    ['"PM <pm@vendor.test>" <evil@attack.test>', 'evil@attack.test'],
    ['<pm@bücher.example>', 'pm@xn--bcher-kva.example'],
  ])('%s is %s', (field, address) => {
    expect(strictAddress(field)?.address).toBe(address)
  })

  test.each([
    ['F03 many mailboxes', '<evil@attack.test>, <pm@vendor.test>'],
    ['F04 an address inside an encoded word', '=?utf-8?B?InBtIiA8cG1AdmVuZG9yLnRlc3Q+?='],
    ['F04 an encoded word before an at', '=?utf-8?B?cG0=?=@vendor.test'],
    ['F06 a route', '<@attack.test,@any.test:pm@vendor.test>'],
    ['F06 a quoted pair', '<pm\\@vendor.test>'],
    ['F06 a comment before a bare address', '(pm@vendor.test) evil@attack.test'],
    ['F06 a comment with an address in the name', 'PM (pm@vendor.test) <evil@attack.test>'],
    ['F06 a group', 'pm:pm@vendor.test,evil@attack.test;'],
    ['F06 an angle and then a bare address', '<pm@vendor.test> evil@attack.test'],
    ['F06 two angles', '<pm@vendor.test> <evil@attack.test>'],
    ['F07 a quoted local part', '"pm@vendor.test"@attack.test'],
    ['F08 NUL', 'pm@vendor.test\0@attack.test'],
    ['F08 a bare CR', '<e@attack.test>\rFrom: <pm@vendor.test>'],
    ['F09 full-width letters', '<pm@ｖendor.test>'],
    ['F10 a trailing dot', '<pm@vendor.test.>'],
    ['F15 nothing', ''],
    ['F15 empty angles', '<>'],
    ['F15 a name alone', 'MAILER-DAEMON'],
    ['an address as a number', '<pm@1.2.3.4>'],
  ])('%s proves nobody', (_, field) => {
    expect(strictAddress(field)).toBeNull()
  })

  test('F09 a Cyrillic letter makes another domain', () => {
    expect(strictAddress('<pm@vеndor.test>')?.address).not.toBe('pm@vendor.test')
  })

  test('F10 plus variants are other people', () => {
    expect(normaliseAddress('pm+x@vendor.test')).not.toBe(normaliseAddress('pm@vendor.test'))
  })
})

const local = fc.stringMatching(/^[A-Za-z0-9._+-]{1,20}$/)
const label = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,10}$/)

test('F07 equal after normalising means equal but for case', () => {
  const address = fc.tuple(local, label, label).map(([name, host, top]) => `${name}@${host}.${top}`)
  fc.assert(
    fc.property(address, address, (a, b) => {
      const [left, right] = [normaliseAddress(a), normaliseAddress(b)]
      if (left !== null && left === right) expect(a.toLowerCase()).toBe(b.toLowerCase())
      if (left !== null) expect(normaliseAddress(left)).toBe(left)
    }),
  )
})

test('no text makes an identity that is not written out in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const found = strictAddress(`${text} <a@b.test>`)
      if (found) expect(found.address).toBe('a@b.test')
    }),
  )
})

describe('a list of addresses', () => {
  test('names, groups, comments and quotes are read leniently', () => {
    const field = 'A Group:Ed <joe@where.test>, "Doe, Jane" <jane@b.test>;, pete@(his host)silly.test (Pete)'
    expect(readAddresses(field)).toEqual([
      { address: 'joe@where.test', name: 'Ed' },
      { address: 'jane@b.test', name: 'Doe, Jane' },
      { address: 'pete@silly.test', name: 'Pete' },
    ])
  })

  test.each([
    ['Smith, Joana <a@b.test>', 'Smith, Joana'],
    ['Joana a@b.test', 'Joana'],
    ['"Joana" a@b.test', 'Joana'],
    ['Joana <<a@b.test>', 'Joana'],
    ['a@b.test (Joana)', 'Joana'],
    ['=?utf-8?Q?Smith=2C?= Joana <a@b.test>', 'Smith, Joana'],
  ])('%s is one person', (field, name) => {
    expect(readAddresses(field)).toEqual([{ address: 'a@b.test', name }])
  })

  test('Z03 four hundred thousand nested groups take no time worth telling', () => {
    expect(effortOf(() => readAddresses('g:'.repeat(400_000)))).toBeLessThan(1000)
  })
})

test('encoded words that cut a letter in two are joined before they are decoded', () => {
  expect(decodeWords('=?utf-8?B?w6?= =?utf-8?B?k=?= x')).toContain('x')
  expect(decodeWords('=?utf-8?Q?J=C3?=\t=?utf-8?Q?=B6rg?= E')).toBe('Jörg E')
  expect(decodeWords('=?nonsense?Q?abc?=')).toBe('abc')
  expect(decodeWords('=?utf-8?Q?Does_it?_Yes?=')).toBe('Does it? Yes')
  expect(decodeWords('=?a?q?torn =?utf-8?Q?whole?=')).toBe('=?a?q?torn whole')
})

test.each(['=?a?q?', '=?', '=?utf-8?q?a', '?', '=?utf-8?q?a?='])(
  'Z13 a flood of %s takes no time worth telling',
  (piece) => {
    expect(effortOf(() => decodeWords(piece.repeat(1_000_000 / piece.length)))).toBeLessThan(1500)
  },
)
