import { createHash, createSign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkOrigin } from '../../../mail/evidence/check-origin.ts'
import { proveDomain } from '../../../mail/evidence/domain-proof.ts'
import { lookAtOrigin, type OriginLooker } from '../../../mail/evidence/look-at-origin.ts'
import type { Addressed } from '../../../mail/evidence/signature-fields.ts'
import { type MailTime, newMailTime } from '../../../mail/parsing/mail-time.ts'
import { readHeaders } from '../../../mail/parsing/read-headers.ts'
import { scanMail } from '../../../mail/parsing/scan.ts'
import { anOfflineDns } from '../../support/offline-dns.ts'
import { fc } from '../../support/property.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { monday } from '../../support/world.ts'

const dns = anOfflineDns()
const vendor = dns.aDomain('vendor.test', { spf: 'v=spf1 ip4:192.0.2.7 include:_spf.vendor.test -all' })
dns.write('_spf.vendor.test', 'v=spf1 ip4:192.0.2.8 ?all')
const plain = dns.aDomain('plain.test', { dmarc: null, spf: 'v=spf1 ip4:192.0.2.7 -all' })
const attack = dns.aDomain('attack.test')
const lists = dns.aDomain('lists.test')

const head = [
  'From: PM <pm@vendor.test>',
  'To: reply+token@desk.example',
  'Subject: Re: MB WAY',
  'Date: Mon, 16 Nov 2026 10:00:00 +0000',
  'Message-ID: <one@vendor.test>',
  'Content-Type: text/plain; charset=utf-8',
]
const mail = rawMail(head, '#take\n')

type Circumstances = {
  role?: 'contact' | 'staff'
  addressed?: Addressed | null
  authservId?: string | null
  /** The connection it came by, and its envelope sender. */
  client?: string | null
  envelopeFrom?: string
  sealers?: string[]
  resolver?: typeof dns.resolver
  check?: OriginLooker['check']
  time?: MailTime
}

async function look(raw: Buffer, circumstances: Circumstances = {}) {
  const { authservId = null, client = null, envelopeFrom = 'pm@vendor.test', sealers = ['lists.test'] } = circumstances
  const { resolver = dns.resolver, check = checkOrigin, time = newMailTime() } = circumstances
  const scan = scanMail(raw)
  const read = { from: readHeaders(scan).from, headers: scan.headers }
  const came = { bytes: raw, size: raw.length, receivedAt: monday, clientName: 'mx.vendor.test' }
  const own = await lookAtOrigin({ resolver, check, authservId, sealers, time }, read, {
    ...came,
    ...{ clientAddress: client, envelopeFrom },
  })
  return { own, read }
}

const add = (line: string, raw: Buffer) => Buffer.concat([Buffer.from(`${line}\r\n`), raw])

/** What a mail proves of its domain where our own server says nothing. */
async function prove(raw: Buffer, circumstances: Circumstances = {}) {
  const { role = 'staff', addressed = 'to', authservId = null } = circumstances
  const { own, read } = await look(raw, circumstances)
  return proveDomain({
    ...{ headers: read.headers, address: read.from?.address ?? '', authservId },
    ...{ role, own, addressed },
  })
}

const proven = { domain: true, intact: true }
const changed = { domain: true, intact: false }
const unproven = { domain: false, intact: false }

describe('our own check proves the domain', () => {
  test('D02 of staff by a signature of their domain, where our server says nothing', async () => {
    expect(await prove(await vendor.sign(mail))).toEqual(proven)
    expect(await prove(mail)).toEqual(unproven)
  })

  test('where our server says nothing of use, and not where it says no', async () => {
    const signed = (verdict: string) =>
      vendor.sign(mail).then((raw) => Buffer.concat([Buffer.from(`Authentication-Results: mx; ${verdict}\r\n`), raw]))
    for (const [verdict, expected] of [
      ['none', proven],
      ['dmarc=temperror', proven],
      ['dmarc=fail header.from=vendor.test', unproven],
      ['dmarc=none; dkim=fail header.d=vendor.test', unproven],
    ] as const)
      expect(await prove(await signed(verdict), { authservId: 'mx' }), verdict).toEqual(expected)
  })

  test('and asks the DNS nothing where our server has spoken, or nothing could be found', async () => {
    const spoken = rawMail(['Authentication-Results: mx; dmarc=pass header.from=vendor.test', ...head])
    const before = dns.asked.length
    expect((await look(spoken, { authservId: 'mx' })).own).toBeNull()
    expect((await look(mail)).own).toBeNull()
    expect((await look(await attack.sign(mail))).own).toBeNull()
    expect(dns.asked.length).toBe(before)
  })

  test('of a contact without DMARC by SPF where the connection is known, of staff not (D13)', async () => {
    const raw = rawMail(['From: joana@plain.test', 'Subject: x'])
    const came = { client: '192.0.2.7', envelopeFrom: 'joana@plain.test', addressed: null }
    expect(await prove(raw, { ...came, role: 'contact' })).toEqual(proven)
    expect(await prove(raw, { ...came, role: 'staff' })).toEqual(unproven)
    expect(await prove(raw, { ...came, role: 'contact', client: '192.0.2.9' })).toEqual(unproven)
    expect(await prove(await plain.sign(raw), { role: 'staff', addressed: null })).toEqual(proven)
  })

  test('by SPF through what a record includes', async () => {
    const came = { client: '192.0.2.8', role: 'contact' as const }
    expect(await prove(mail, came)).toEqual(proven)
    expect(await prove(mail, { ...came, role: 'staff' })).toEqual(unproven)
  })

  test('by SPF never of what our own relay handed on', async () => {
    dns.write('relayed.test', 'v=spf1 ip4:10.0.0.0/8 ip6:fd00::/8 +all')
    const raw = rawMail(['From: a@relayed.test', 'Subject: x'])
    for (const client of ['10.1.2.3', '127.0.0.1', '::ffff:192.168.0.2', 'fd00::1', 'nonsense'])
      expect((await look(raw, { client, envelopeFrom: 'a@relayed.test' })).own, client).toBeNull()
  })

  test('with the alignment that the domain asks for', async () => {
    const strict = dns.aDomain('strict.test', { dmarc: 'v=DMARC1; p=reject; adkim=s' })
    dns.write(
      's1._domainkey.news.strict.test',
      (await dns.resolver('s1._domainkey.strict.test', 'TXT').then(String)) as string,
    )
    const raw = rawMail(['From: a@strict.test', 'Subject: x'])
    expect(await prove(await strict.sign(raw), { addressed: null })).toEqual(proven)
    const below = await strict.sign(raw, { signingDomain: 'news.strict.test' })
    expect(await prove(below, { addressed: null })).toEqual(unproven)
  })
})

describe('our own check proves nothing', () => {
  test('F01 where it reads another sender than we do', async () => {
    const two = rawMail(['From: <evil@attack.test>', ...head])
    expect(await prove(await vendor.sign(two))).toEqual(unproven)
  })

  test('D05 by SPF and a signature of somebody else', async () => {
    dns.write('attack.test', 'v=spf1 +all')
    const came = { client: '192.0.2.9', envelopeFrom: 'evil@attack.test', role: 'contact' as const }
    expect(await prove(await attack.sign(mail), came)).toEqual(unproven)
  })

  test('D06 by a signature over a part of the body, once something is appended', async () => {
    const short = await vendor.sign(mail, { maxBodyLength: 7 })
    expect(await prove(short)).toEqual(proven)
    expect(await prove(Buffer.concat([short, Buffer.from('#production\r\n')]))).toEqual(unproven)
  })

  test('D06 nor where our own server believed that signature', async () => {
    const short = await vendor.sign(mail, { maxBodyLength: 7 })
    const verdict = 'Authentication-Results: mx; dmarc=pass header.from=vendor.test; dkim=pass header.d=vendor.test\r\n'
    const believed = Buffer.concat([Buffer.from(verdict), short])
    expect(await prove(believed, { authservId: 'mx' })).toEqual(proven)
    const longer = Buffer.concat([believed, Buffer.from('#production\r\n')])
    expect(await prove(longer, { authservId: 'mx', role: 'contact' })).toEqual(unproven)
  })

  test('D09 by a key of 512 bits, a signature that ran out, or SHA-1', async () => {
    const weak = dns.aDomain('weak.test', { bits: 512 })
    const raw = rawMail(['From: a@weak.test', 'Subject: x'])
    expect(await prove(await weak.sign(raw), { addressed: null })).toEqual(unproven)
    const expired = { signTime: new Date('2026-11-01T00:00:00Z'), expires: new Date('2026-11-10T00:00:00Z') }
    expect(await prove(await vendor.sign(mail, expired))).toEqual(unproven)
    const lasting = { ...expired, expires: new Date('2026-11-30T00:00:00Z') }
    expect(await prove(await vendor.sign(mail, lasting))).toEqual(proven)
    expect(await prove(await vendor.sign(mail, { algorithm: 'rsa-sha1' }))).toEqual(unproven)
  })

  test('by a signature that does not cover From', async () => {
    const raw = rawMail(['From: pm@vendor.test', 'Subject: x'])
    const bodyHash = createHash('sha256').update('Hello\r\n').digest('base64')
    const field = (h: string) => `v=1; a=rsa-sha256; c=relaxed/relaxed; d=vendor.test; s=s1; h=${h}; bh=${bodyHash}; b=`
    const signedBy = (h: string, fields: string) => {
      const b = createSign('sha256')
        .update(`${fields}dkim-signature:${field(h)}`)
        .sign(vendor.privateKey, 'base64')
      return add(`DKIM-Signature: ${field(h)}${b}`, raw)
    }
    const subject = 'subject:x\r\n'
    const whole = signedBy('from:subject', `from:pm@vendor.test\r\n${subject}`)
    expect(await prove(whole, { addressed: null })).toEqual(proven)
    expect(await prove(signedBy('subject', subject), { addressed: null })).toEqual(unproven)
  })

  test('by a changed word, a forged signature or a revoked key', async () => {
    const signed = (await vendor.sign(mail)).toString()
    expect(await prove(Buffer.from(signed.replace('#take', '#fail')))).toEqual(unproven)
    expect(await prove(Buffer.from(signed.replace('Re: MB WAY', 'Re: PIX')))).toEqual(unproven)
    const gone = dns.aDomain('gone.test')
    const raw = await gone.sign(rawMail(['From: a@gone.test', 'Subject: x']))
    dns.write('s1._domainkey.gone.test', 'v=DKIM1; p=')
    expect(await prove(raw, { addressed: null })).toEqual(unproven)
  })

  test('by more signatures than anybody honest adds', async () => {
    const many = Array.from({ length: 11 }, () => 'DKIM-Signature: v=1; d=vendor.test; s=s1; h=from; b=')
    const raw = Buffer.concat([Buffer.from(`${many.join('\r\n')}\r\n`), await vendor.sign(mail)])
    expect((await look(raw)).own).toBeNull()
  })

  test.each(['s1._domainkey.vendor.test', '_dmarc.vendor.test'])('D11 while %s does not answer', async (name) => {
    dns.fail(name)
    const { own } = await look(await vendor.sign(mail))
    expect(own?.isTemporary).toBe(true)
    expect(await prove(await vendor.sign(mail))).toEqual(unproven)
    dns.mend()
    expect(await prove(await vendor.sign(mail))).toEqual(proven)
  })

  test('D11 and waits two seconds for a server that is silent', async () => {
    dns.fail('_dmarc.vendor.test', 'silent')
    const began = performance.now()
    const { own } = await look(await vendor.sign(mail))
    dns.mend()
    expect(own).toMatchObject({ isTemporary: true, dmarc: 'unknown' })
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

describe('what was changed on the way has no power', () => {
  test.each(['Subject: #production', 'Date: Tue, 17 Nov 2026 10:00:00 +0000', 'Message-ID: <two@vendor.test>'])(
    'D07 a second %s above the signed one',
    async (line) => {
      expect(await prove(add(line, await vendor.sign(mail)))).toEqual(changed)
    },
  )

  test('D07 a second Content-Type, below which other words may show', async () => {
    expect(await prove(add('Content-Type: multipart/mixed; boundary=x', await vendor.sign(mail)))).toEqual(changed)
  })

  test.each(['Subject', 'Date', 'Message-ID'])('D07 a signature that leaves %s open', async (name) => {
    const headerList = ['From', 'To', 'Subject', 'Date', 'Message-ID'].filter((one) => one !== name)
    expect(await prove(await vendor.sign(mail, { headerList }))).toEqual(changed)
  })

  test('D07 also where our own server proved the domain, by each signature that it may mean', async () => {
    const verdict = 'Authentication-Results: mx; dmarc=pass header.from=vendor.test; dkim=pass header.d=vendor.test'
    const raw = add(verdict, await vendor.sign(mail))
    expect(await prove(raw, { authservId: 'mx' })).toEqual(proven)
    const second = raw.toString().replace('From: PM', 'Subject: #production\r\nFrom: PM')
    expect(await prove(Buffer.from(second), { authservId: 'mx' })).toEqual(changed)
    const all = 'DKIM-Signature: v=1; d=vendor.test; s=s1; h=from:to:subject:subject:date:message-id; b=x'
    expect(await prove(Buffer.from(second.replace('From: PM', `${all}\r\nFrom: PM`)), { authservId: 'mx' })).toEqual(
      changed,
    )
  })

  test('D08 another reply address, unless our own server delivered there or the signature covers it', async () => {
    const open = await vendor.sign(mail, { headerList: ['From', 'Subject', 'Date', 'Message-ID'] })
    for (const [addressed, expected] of [
      ['to', changed],
      ['cc', proven],
      ['elsewhere', changed],
      ['delivery', proven],
      [null, proven],
    ] as const)
      expect(await prove(open, { addressed }), String(addressed)).toEqual(expected)
    expect(await prove(add('Cc: reply+other@desk.example', await vendor.sign(mail)), { addressed: 'cc' })).toEqual(
      changed,
    )
    expect(await prove(await vendor.sign(mail), { addressed: 'elsewhere' })).toEqual(changed)
  })
})

describe('D10 what a list passed on', () => {
  const found = 'mx.lists.test; dkim=pass header.d=vendor.test; dmarc=pass header.from=vendor.test'
  const passedOn = async (said: string) => {
    const signed = await vendor.sign(mail)
    return lists.seal(Buffer.from(signed.toString().replace('Subject: Re', 'Subject: [list] Re')), said)
  }

  test('is heard from a contact where we believe the list, and decides nothing', async () => {
    expect(await prove(await passedOn(found), { role: 'contact' })).toEqual(changed)
  })

  test('has no power of ours', async () => {
    expect(await prove(await passedOn(found), { role: 'staff' })).toEqual(unproven)
  })

  test('proves nothing where we do not believe the list, or the list found nothing', async () => {
    const role = 'contact'
    expect(await prove(await passedOn(found), { role, sealers: ['google.com'] })).toEqual(unproven)
    const said = [
      'mx.lists.test; dmarc=fail header.from=vendor.test',
      'mx.lists.test; dmarc=pass header.from=other.test',
    ]
    for (const one of said) expect(await prove(await passedOn(one), { role })).toEqual(unproven)
  })

  test('proves nothing once anything was changed below the seal', async () => {
    const raw = (await passedOn(found)).toString()
    expect(await prove(Buffer.from(raw.replace('#take', '#fail')), { role: 'contact' })).toEqual(unproven)
    const lied = (await passedOn('mx.lists.test; dmarc=fail header.from=vendor.test')).toString()
    expect(await prove(Buffer.from(lied.replace('dmarc=fail', 'dmarc=pass')), { role: 'contact' })).toEqual(unproven)
  })
})

test('B9 what somebody on the way adds or takes out never adds power, whatever signatures there are', async () => {
  const signed = await vendor.sign(mail)
  const attackers = await attack.sign(mail)
  const added = fc.constantFrom(
    'From: <pm@vendor.test>',
    'From: <evil@attack.test>',
    'Subject: #production',
    'To: reply+other@desk.example',
    'DKIM-Signature: v=1; a=rsa-sha256; d=vendor.test; s=s1; h=from:from:subject:subject:to:to; bh=x; b=x',
    'ARC-Seal: i=1; a=rsa-sha256; d=lists.test; s=s1; cv=none; b=x',
    'ARC-Authentication-Results: i=1; mx; dmarc=pass header.from=vendor.test',
    'Authentication-Results: mx.other.test; dmarc=pass header.from=vendor.test',
    'Return-Path: <pm@vendor.test>',
  )
  const power = ({ domain, intact }: { domain: boolean; intact: boolean }) => Number(domain) + Number(domain && intact)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(signed, attackers, mail),
      fc.constantFrom<'contact' | 'staff'>('contact', 'staff'),
      fc.array(added, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      async (raw, role, lines, isOnTop) => {
        const text = raw.toString()
        const dressed = isOnTop
          ? `${lines.join('\r\n')}\r\n${text}`
          : text.replace('\r\n\r\n', `\r\n${lines.join('\r\n')}\r\n\r\n`)
        expect(power(await prove(Buffer.from(dressed), { role }))).toBeLessThanOrEqual(
          power(await prove(raw, { role })),
        )
      },
    ),
    { numRuns: 60 },
  )
})

describe('B15 the time of a mail', () => {
  test('goes with it to the thread that checks it', async () => {
    const time = newMailTime()
    const given: unknown[] = []
    const check: OriginLooker['check'] = (raw, question, itsTime) => {
      given.push(itsTime)
      return checkOrigin(raw, question)
    }
    await look(await vendor.sign(mail), { time, check })
    expect(new Set(given)).toEqual(new Set([time]))
  })

  test('that went by without a processor proves nothing yet, and the mail may be looked at again', async () => {
    const cut = (worked: number) => {
      const time = newMailTime()
      const check: OriginLooker['check'] = async () => {
        time.spend(3000, worked)
        return null
      }
      return { time, check }
    }
    const raw = await vendor.sign(mail)
    expect((await look(raw, cut(400))).own).toMatchObject({ isTemporary: true, signatures: [] })
    expect((await look(raw, cut(2900))).own).toMatchObject({ isTemporary: false, signatures: [] })
  })

  test('that is over waits for no DNS, and the mail may be looked at again', async () => {
    let waited = 0
    const time: MailTime = {
      left: () => 0,
      spend: (some) => {
        waited += some
      },
      isStarved: () => false,
    }
    const { own } = await look(await vendor.sign(mail), { time, resolver: () => new Promise<never>(() => {}) })
    expect(own).toMatchObject({ isTemporary: true })
    // As long as a mail with time left would wait.
    expect(waited).toBeLessThan(1990)
  })
})
