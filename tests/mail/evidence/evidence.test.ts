import { describe, expect, test } from 'vitest'
import { readAuthenticationResults } from '../../../mail/evidence/authentication-results.ts'
import { proveDomain } from '../../../mail/evidence/domain-proof.ts'
import { type Evidence, levelOf, readEvidence } from '../../../mail/evidence/evidence.ts'
import { nothingFound } from '../../../mail/evidence/own-check.ts'
import { screenMail } from '../../../mail/machines/screen.ts'
import { readHeaders } from '../../../mail/parsing/read-headers.ts'
import { scanMail } from '../../../mail/parsing/scan.ts'
import { fc } from '../../support/property.ts'
import { rawMail } from '../../support/raw-mail.ts'

const from = 'From: <pm@vendor.test>'
const passed = 'Authentication-Results: mx.portal.test; dmarc=pass header.from=vendor.test'

function proves(
  headers: string[],
  role: 'contact' | 'staff' = 'contact',
  authservId: string | null = 'mx.portal.test',
) {
  return prove(headers, { role, authservId }).domain
}

function prove(headers: string[], question: Partial<Parameters<typeof proveDomain>[0]> = {}) {
  const asked = { authservId: 'mx.portal.test', role: 'contact' as const, own: null, addressed: null, ...question }
  return proveDomain({ headers: scanMail(rawMail(headers)).headers, address: 'pm@vendor.test', ...asked })
}

describe('the domain is proven', () => {
  test('by an aligned DMARC pass of the pinned server', () => {
    expect(proves([passed, from])).toBe(true)
  })

  test('for a contact without DMARC by an aligned sender or signature, for staff by a signature alone', () => {
    const spf = 'Authentication-Results: mx.portal.test; spf=pass smtp.mailfrom=bounce.vendor.test; dmarc=none'
    const dkim = 'Authentication-Results: mx.portal.test; dkim=pass (ok) header.d=vendor.test; dmarc=none'
    expect([proves([spf, from]), proves([spf, from], 'staff')]).toEqual([true, false])
    expect([proves([dkim, from]), proves([dkim, from], 'staff')]).toEqual([true, true])
  })

  test('D13 for staff not by DMARC that rests on the sending address alone', () => {
    const spfOnly = `${passed}; spf=pass smtp.mailfrom=vendor.test; dkim=none`
    expect([proves([spfOnly, from]), proves([spfOnly, from], 'staff')]).toEqual([true, false])
  })
})

describe('the domain is not proven', () => {
  test.each([
    [
      'D01 when a forged pass stands below the fail of our server',
      ['Authentication-Results: mx.portal.test; dmarc=fail header.from=vendor.test', 'Received: from x', passed, from],
    ],
    ['D01 when the pass stands below what the sender wrote', [from, passed]],
    ['D02 without any verdict', [from]],
    [
      'D03 when one of several verdicts is a fail',
      [passed, 'Authentication-Results: mx.portal.test; dmarc=fail header.from=vendor.test', from],
    ],
    [
      'D03 when a later field in the name of our server cannot be read',
      [passed, 'Authentication-Results: mx.portal.test; dmarc=(', from],
    ],
    [
      'D05 by a pass for somebody else',
      ['Authentication-Results: mx.portal.test; spf=pass smtp.mailfrom=attack.test; dmarc=none', from],
    ],
    [
      'by a pass of another server',
      ['Authentication-Results: mx.attack.test; dmarc=pass header.from=vendor.test', from],
    ],
    [
      'by a DMARC pass for another From',
      ['Authentication-Results: mx.portal.test; dmarc=pass header.from=attack.test', from],
    ],
  ])('%s', (_, headers) => {
    expect(proves(headers)).toBe(false)
  })

  test('D01 for Microsoft 365, whose fields bear no name, only by the topmost of them, and only where that is said', () => {
    const said = (result: string) =>
      `Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=vendor.test; dkim=${result} (signature was verified) header.d=vendor.test;dmarc=${result} action=none header.from=vendor.test;compauth=${result} reason=100`
    expect(proves([said('pass'), from], 'staff', 'microsoft')).toBe(true)
    expect(proves([said('pass'), from], 'staff')).toBe(false)
    expect(proves([passed, from], 'contact', 'microsoft')).toBe(false)
    expect(proves([said('fail'), 'Received: from x', said('pass'), from], 'contact', 'microsoft')).toBe(false)
    expect(proves([said('pass'), said('fail'), from], 'contact', 'microsoft')).toBe(false)
    expect(proves([from, said('pass')], 'contact', 'microsoft')).toBe(false)
  })

  test('without a pinned server', () => {
    expect(proves([passed, from], 'contact', null)).toBe(false)
  })
})

test('F01 our own check proves nothing of a sender whom it reads otherwise than we do', () => {
  const own = { ...nothingFound, signatures: [{ domain: 'vendor.test', covers: ['from'] }], dmarc: 'pass' as const }
  const asked = { authservId: null, addressed: null }
  expect(prove([from], { ...asked, own: { ...own, from: 'PM@vendor.test' } })).toEqual({ domain: true, intact: true })
  for (const other of ['evil@attack.test', 'other@vendor.test', null])
    expect(prove([from], { ...asked, own: { ...own, from: other } })).toEqual({ domain: false, intact: false })
})

describe('Authentication-Results', () => {
  test('comments, quotes and versions are read', () => {
    const value =
      ' mx.portal.test 1; spf=pass (google.com: domain of "x" (nested)) smtp.mailfrom="a@b.test"; dkim/1 = pass header.d=b.test'
    expect(readAuthenticationResults(value)).toEqual({
      authservId: 'mx.portal.test',
      results: [
        { method: 'spf', result: 'pass', properties: new Map([['smtp.mailfrom', 'a@b.test']]) },
        { method: 'dkim', result: 'pass', properties: new Map([['header.d', 'b.test']]) },
      ],
    })
  })

  test('a comment may follow a verdict at once, and an address stand between brackets', () => {
    expect(readAuthenticationResults('mx.portal.test; dmarc=pass(p=none dis=none) header.from=<a@b.test>;')).toEqual({
      authservId: 'mx.portal.test',
      results: [{ method: 'dmarc', result: 'pass', properties: new Map([['header.from', 'a@b.test']]) }],
    })
  })

  test.each([
    ['an open comment', 'mx.portal.test; spf=pass smtp.mailfrom=legit.test(.attack.test'],
    ['a comment glued to a domain', 'mx.portal.test; spf=pass smtp.mailfrom=legit.test(.attack.test)'],
    ['an open quote', 'mx.portal.test; spf=pass smtp.mailfrom="legit.test.attack.test'],
    ['a quote glued to a domain', 'mx.portal.test; spf=pass smtp.mailfrom=legit.test"x"'],
    ['an address glued to a domain', 'mx.portal.test; spf=pass smtp.mailfrom=<a@legit.test>.attack.test'],
    ['a word glued to a comment', 'mx.portal.test; dmarc=pass(p=none)header.from=legit.test'],
    ['a property named twice', 'mx.portal.test; dmarc=pass header.from=a.test header.from=b.test'],
    ['a method without a result', 'mx.portal.test; dmarc'],
  ])('D04 %s makes the whole field say nothing', (_, value) => {
    expect(readAuthenticationResults(value)).toBeNull()
  })
})

const evidence = fc.record({
  struct: fc.boolean(),
  domain: fc.boolean(),
  intact: fc.boolean(),
  known: fc.boolean(),
  token: fc.boolean(),
  person: fc.boolean(),
  human: fc.boolean(),
})
const facts = fc.record({
  role: fc.constantFrom('contact', 'staff'),
  known: fc.boolean(),
  token: fc.boolean(),
  ownsToken: fc.boolean(),
  addressed: fc.constantFrom(null, 'delivery', 'to', 'cc', 'elsewhere'),
})

test('B9 removing evidence never adds power', () => {
  const names = ['struct', 'domain', 'intact', 'known', 'token', 'person', 'human'] as const
  fc.assert(
    fc.property(evidence, fc.constantFrom(...names), (whole: Evidence, name) => {
      expect(levelOf({ ...whole, [name]: false }) <= levelOf(whole)).toBe(true)
    }),
  )
})

test('B9 what a sender adds to the header never adds power', () => {
  const added = fc.constantFrom(
    ...[
      passed,
      'From: <pm@vendor.test>',
      ' From: <pm@vendor.test>',
      'Reply-To: <pm@vendor.test>',
      'Sender: <pm@vendor.test>',
      'Auto-Submitted: no',
    ],
    ...[
      'X-Signoff-Level: P3',
      'Authentication-Results: mx.portal.test; dkim=pass header.d=vendor.test',
      'ARC-Seal: i=1; cv=pass',
      'Received: by mx.portal.test',
    ],
  )
  const server = fc.constantFrom(
    [],
    [passed],
    ['Authentication-Results: mx.portal.test; dmarc=fail header.from=vendor.test'],
  )
  const sender = fc.constantFrom([from], ['From: <evil@attack.test>'], ['From: a@b.test, pm@vendor.test'])
  fc.assert(
    fc.property(
      server,
      sender,
      fc.array(added, { minLength: 1, maxLength: 4 }),
      facts,
      (ours, theirs, extra, known) => {
        const plain = powerOf([...ours, ...theirs, 'Subject: x'], known)
        // From the first word of the sender on, all is the sender's to write.
        const dressed = powerOf([...ours, ...theirs, 'Subject: x', ...extra], known)
        expect(dressed <= plain).toBe(true)
      },
    ),
  )
})

test('the demo counts what the loopback listener got as proven, and only as to the domain', () => {
  const known = { role: 'contact' as const, known: true, token: false, ownsToken: false, addressed: null }
  expect(powerOf([from], known, 'loopback_trusted')).toBe('P2')
  expect(powerOf([from, from], known, 'loopback_trusted')).toBe('P0')
})

function powerOf(
  headers: string[],
  known: Parameters<typeof readEvidence>[0]['facts'],
  origin: 'network' | 'loopback_trusted' = 'network',
) {
  const scan = scanMail(rawMail(headers))
  const screening = screenMail({ headers: scan.headers, subject: '', words: '', attachments: [], isBounce: false })
  const mail = { from: readHeaders(scan).from, headers: scan.headers, screening }
  return levelOf(readEvidence({ mail, facts: known, authservId: 'mx.portal.test', origin, own: null }))
}
