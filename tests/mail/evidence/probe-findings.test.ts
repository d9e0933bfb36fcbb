import { describe, expect, test } from 'vitest'
import { askProbe, listProofs, readOpenProbe } from '../../../db/mailbox/probes.ts'
import { nothingFound, type OwnCheck } from '../../../mail/evidence/own-check.ts'
import { findProof } from '../../../mail/evidence/probe-findings.ts'
import { scanMail } from '../../../mail/parsing/scan.ts'
import { aMail, handIn, proven } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const address = 'marta@agency.example'
const written = [
  `From: Marta Lopes <${address}>`,
  'To: support@agency.example',
  'Subject: proof',
  'Date: Mon, 16 Nov 2026 10:00:00 +0000',
  'Message-ID: <1@agency.example>',
]

function signature(domain: string, covers = 'from:to:subject:date:message-id') {
  return `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s1; h=${covers}; bh=x; b=y`
}

/** What our own check finds of a mail whose signature holds. */
function holds(covers = 'from:to:subject:date:message-id'): OwnCheck {
  return {
    ...nothingFound,
    from: address,
    signatures: [{ domain: 'agency.example', covers: covers.split(':') }],
    dmarc: 'pass',
  }
}

const google = {
  verdict:
    'Authentication-Results: mx.google.com; dkim=pass header.i=@agency.example header.s=s1 header.b=abc; spf=pass (google.com: domain of marta@agency.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=marta@agency.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=agency.example',
  unsigned:
    'Authentication-Results: mx.google.com; spf=pass (google.com: domain of marta@agency.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=marta@agency.example; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=agency.example; dkim=none',
  ownName:
    'Authentication-Results: mx.google.com; dkim=pass header.i=@agency-example.20230601.gappssmtp.com header.s=20230601 header.b=abc; dmarc=none header.from=agency.example',
}
/** Microsoft names no server in its own verdicts, and judges nothing within a tenant. */
const microsoft = {
  inside:
    'Authentication-Results: dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=agency.example;',
  outside:
    'Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=agency.example; dkim=pass (signature was verified) header.d=agency.example;dmarc=pass action=none header.from=agency.example;compauth=pass reason=100',
}
const fastmail = [
  'ARC-Authentication-Results: i=1; mx6.messagingengine.com; dkim=pass header.d=agency.example',
  'Authentication-Results: mx6.messagingengine.com; dkim=pass (2048-bit rsa key sha256) header.d=agency.example header.i=@agency.example header.b=abc header.a=rsa-sha256 header.s=s1 x-bits=2048; dmarc=pass policy.published-domain-policy=none header.from=agency.example; spf=pass smtp.mailfrom=marta@agency.example',
]

type Row = [name: string, headers: string[], given: { authservId?: string; own?: OwnCheck }, found: object]

const all = { note: true, reply: true }
const nothing = { note: false, reply: false }

describe('D12 a mail of one of us, by the provider it came through', () => {
  test.each<Row>([
    [
      'Google, pinned and signed',
      [google.verdict, signature('agency.example')],
      { authservId: 'mx.google.com' },
      { server: 'mx.google.com', said: { dmarc: 'pass', dkim: 'pass', spf: 'pass' }, may: all, fault: null },
    ],
    [
      'Google, signed and not pinned, whose signature we found to hold',
      [google.verdict, signature('agency.example')],
      { own: holds() },
      { said: null, may: all, fault: null },
    ],
    [
      'Google, signed and not pinned, of which we could check nothing',
      [google.verdict, signature('agency.example')],
      {},
      { server: 'mx.google.com', pinned: null, may: nothing, fault: 'not_pinned' },
    ],
    [
      'Google, pinned, with DKIM not switched on',
      [google.unsigned],
      { authservId: 'mx.google.com' },
      { signers: [], may: nothing, fault: 'unsigned' },
    ],
    [
      'Google, pinned, signed in its own name only',
      [google.ownName, signature('agency-example.20230601.gappssmtp.com')],
      { authservId: 'mx.google.com' },
      { may: nothing, fault: 'foreign_signature' },
    ],
    [
      'Microsoft, within one tenant',
      [microsoft.inside],
      {},
      { server: null, signers: [], may: nothing, fault: 'unsigned' },
    ],
    [
      'Microsoft, from outside and signed',
      [microsoft.outside, signature('agency.example')],
      { own: holds() },
      { server: null, own: { signed: true, dmarc: 'pass' }, may: all, fault: null },
    ],
    [
      'Fastmail, pinned',
      [...fastmail, signature('agency.example')],
      { authservId: 'mx6.messagingengine.com' },
      { may: all, fault: null },
    ],
    [
      'Fastmail, with another of its servers pinned',
      [...fastmail, signature('agency.example')],
      { authservId: 'mx1.messagingengine.com' },
      { server: 'mx6.messagingengine.com', may: nothing, fault: 'other_server' },
    ],
    [
      'nobody, within one server',
      [],
      { authservId: 'mx.google.com' },
      { server: null, may: nothing, fault: 'unchecked' },
    ],
    [
      'a server that says it is forged',
      [google.verdict.replace('dmarc=pass', 'dmarc=fail'), signature('agency.example')],
      { authservId: 'mx.google.com' },
      { may: nothing, fault: 'rejected' },
    ],
    [
      'one that signs not all that is read',
      [google.verdict, signature('agency.example', 'from:date')],
      { authservId: 'mx.google.com' },
      { may: { note: true, reply: false }, fault: 'uncovered' },
    ],
  ])('%s', (_, headers, { authservId = null, own = null }, found) => {
    const scanned = scanMail(rawMail([...headers, ...written])).headers
    expect(findProof({ headers: scanned, address, authservId, origin: 'network', own })).toMatchObject(found)
  })
})

describe('a probe', async () => {
  const house = await aHouse()
  const world = await aWorld(house)
  const said = { origin: 'imap', trusted: 'no' } as const
  const write = (code: string, from = address, headers: string[] = []) =>
    handIn(house, aMail({ from, subject: `Re: ${code.toUpperCase()}`, headers }), said)

  test('shows what came, to whoever asked for it, once, and does nothing else', async () => {
    const code = await askProbe(house, { by: world.marta, now: monday })
    // Nobody else can use it up, whoever they are.
    expect((await write(code, 'lena@agency.example')).fate).toBe('held')
    expect((await write(code, 'stranger@elsewhere.example')).fate).toBe('held')
    const line = await write(code)
    expect(line).toMatchObject({ fate: 'command', reason: 'probe', level: 'P0', ticketId: null })
    expect(await listProofs(house.db)).toMatchObject([
      { domain: 'agency.example', mailId: line.id, findings: { fault: 'unchecked' } },
    ])
    expect(await readOpenProbe(house.db, { personId: world.marta.id, now: monday })).toBeNull()
    expect((await write(code)).fate).toBe('held')
  })

  test('of a later mail stands in the place of the one before, and an older code is good no more', async () => {
    const old = await askProbe(house, { by: world.marta, now: monday })
    const code = await askProbe(house, { by: world.marta, now: monday })
    const signed = [proven('agency.example')]
    expect((await write(old, address, signed)).fate).toBe('held')
    expect((await write(code, address, signed)).fate).toBe('command')
    expect(await listProofs(house.db)).toMatchObject([
      { findings: { server: 'mx.desk.example', said: { dmarc: 'pass' } } },
    ])
  })

  test('is over after a day', async () => {
    const code = await askProbe(house, { by: world.marta, now: monday.subtract({ hours: 25 }) })
    expect((await write(code)).fate).toBe('held')
  })
})
