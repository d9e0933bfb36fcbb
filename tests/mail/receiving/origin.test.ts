import { and, eq, sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { inboundMail } from '../../../db/schema/mail.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { closeParser, parseMail } from '../../../mail/parse.ts'
import type { Arrived } from '../../../mail/store.ts'
import { anOfflineDns } from '../../support/offline-dns.ts'
import { aReplyAddress, everythingOf, lineOf, reading, store } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const dns = anOfflineDns()
const agency = dns.aDomain('agency.example')
const vale = dns.aDomain('vale.example', { dmarc: null, spf: 'v=spf1 ip4:192.0.2.7 -all' })
const context = { ...reading, authservId: null, trustLoopback: false, resolver: dns.resolver }
const network = { origin: 'imap', trusted: 'no' } as const
afterAll(closeParser)

let mails = 0

/** A mail of the manager as their own server signs it. */
function signed(to: string, { body = '#take\n', more = [] as string[] } = {}) {
  mails += 1
  const head = ['From: Marta Lopes <marta@agency.example>', `To: ${to}`, 'Subject: Re: MB WAY']
  const rest = ['Date: Mon, 16 Nov 2026 10:00:00 +0000', `Message-ID: <signed-${mails}@agency.example>`]
  return agency.sign(rawMail([...head, ...rest, ...more], body))
}

async function handIn(raw: Buffer, said: Partial<Arrived> = network, now = monday.add({ minutes: 2 * mails })) {
  const id = await store(house, raw, said, now)
  await readMails(house, context, [id])
  return lineOf(house, id)
}

async function aTask() {
  const made = await aTicket(house, world)
  return { ...made, to: await aReplyAddress(house, { personId: world.marta.id, ticketId: made.ticketId }) }
}

describe('where no server of ours says where mail comes from, we look ourselves', () => {
  test('a signature of their domain gives the manager their powers, and the mail log says by what', async () => {
    const { to, number } = await aTask()
    const line = await handIn(await signed(to))
    expect(line).toMatchObject({ fate: 'command', level: 'P3' })
    expect(line.evidence).toMatchObject({
      ...{ domain: true, intact: true },
      own: { dkim: ['agency.example'], spf: false, dmarc: 'pass', sealed: false, isTemporary: false },
    })
    expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating' })
  })

  test('D02 D12 without signature, as between mailboxes of one provider, they have none', async () => {
    const { to, ticketId } = await aTask()
    const before = await everythingOf(house, ticketId)
    const raw = rawMail(['From: marta@agency.example', `To: ${to}`, 'Subject: x', 'Message-ID: <bare@x>'], '#take\n')
    const line = await handIn(raw)
    expect(line).toMatchObject({ fate: 'held', reason: 'through_anothers_address', level: 'P1' })
    expect(line.evidence).toMatchObject({ domain: false })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('a contact is heard by SPF where they handed the mail to our own listener', async () => {
    const raw = rawMail(['From: joana@vale.example', 'To: support@desk.example', 'Subject: By SPF'])
    const client = { address: '192.0.2.7', name: 'mx.vale.example' }
    const said = { origin: 'smtp', trusted: 'no', envelopeFrom: 'joana@vale.example', client } as const
    expect(await handIn(raw, said)).toMatchObject({ fate: 'ticket', level: 'P2', evidence: { own: { spf: true } } })
    const other = rawMail(['From: joana@vale.example', 'To: support@desk.example', 'Subject: From elsewhere'])
    const elsewhere = { ...said, client: { ...client, address: '192.0.2.9' } }
    expect(await handIn(other, elsewhere)).toMatchObject({ fate: 'held', reason: 'unproven_sender', level: 'P0' })
  })

  test('a contact without DMARC is heard by their signature', async () => {
    const raw = await vale.sign(rawMail(['From: joana@vale.example', 'To: support@desk.example', 'Subject: Signed']))
    expect(await handIn(raw)).toMatchObject({ fate: 'ticket', level: 'P2' })
  })

  test('B15 what parsing takes of the time of a mail, looking at its origin has not', async () => {
    const takesAll: typeof parseMail = async (raw, time) => {
      time?.spend(time.left())
      return parseMail(raw)
    }
    const raw = await vale.sign(rawMail(['From: joana@vale.example', 'To: support@desk.example', 'Subject: Slow']))
    const id = await store(house, raw, network, monday)
    await readMails(house, { ...context, parse: takesAll }, [id])
    expect((await lineOf(house, id)).fate).not.toBe('ticket')
  })
})

describe('a signed mail that somebody passes on again does nothing', () => {
  test('D07 with another subject above its own it commands nothing', async () => {
    const { to, ticketId } = await aTask()
    const before = await everythingOf(house, ticketId)
    const raw = Buffer.concat([Buffer.from('Subject: #production\r\n'), await signed(to)])
    expect(await handIn(raw)).toMatchObject({
      ...{ fate: 'held', reason: 'command_unproven', level: 'P2', evidence: { domain: true, intact: false } },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('D08 nor a second time, nor readdressed to another ticket (B14)', async () => {
    const [one, other] = [await aTask(), await aTask()]
    const raw = await signed(one.to, { body: '#take\n#note Once.\n' })
    expect(await handIn(raw)).toMatchObject({ fate: 'command', level: 'P3' })
    const [before, others] = [await everythingOf(house, one.ticketId), await everythingOf(house, other.ticketId)]
    expect(await handIn(raw)).toMatchObject({ fate: 'duplicate' })
    const renamed = raw.toString().replace(/<signed-\d+@/, '<again@')
    expect(await handIn(Buffer.from(renamed))).toMatchObject({ fate: 'held' })
    for (const line of [`To: ${other.to}`, `Cc: ${other.to}`, `Delivered-To: ${other.to}`]) {
      const fresh = await signed('support@desk.example')
      const readdressed = Buffer.concat([Buffer.from(`Received: from x by y\r\n${line}\r\n`), fresh])
      expect(await handIn(readdressed), line).toMatchObject({ fate: 'held', reason: 'command_unproven', level: 'P2' })
    }
    expect(await everythingOf(house, one.ticketId)).toBe(before)
    expect(await everythingOf(house, other.ticketId)).toBe(others)
  })

  test('D06 nor with words below what is signed', async () => {
    const { to, ticketId } = await aTask()
    const before = await everythingOf(house, ticketId)
    const raw = rawMail(['From: marta@agency.example', `To: ${to}`, 'Subject: x', 'Message-ID: <short@x>'], 'Thanks.\n')
    const short = await agency.sign(raw, { maxBodyLength: 9 })
    expect(await handIn(Buffer.concat([short, Buffer.from('More.\r\n')]))).toMatchObject({ fate: 'held', level: 'P1' })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })
})

describe('D11 while the DNS does not answer', () => {
  /** The mail as it waits, and when it is to be read again. */
  async function waiting(raw: Buffer, age: Temporal.DurationLike, said: Partial<Arrived> = network) {
    dns.fail('_dmarc.agency.example')
    const id = await store(house, raw, said, Temporal.Now.instant().subtract(age))
    await readMails(house, context, [id])
    dns.mend()
    const jobs = await house.db.execute<{ seconds: number }>(
      sql`select round(extract(epoch from start_after - now()))::int as seconds from pgboss.job
        where name = 'read_mail' and data->'mailIds' ? ${id} and start_after > now()`,
    )
    return { id, line: await lineOf(house, id), pauses: jobs.map(({ seconds }) => seconds) }
  }

  test('a mail waits and is read again, and then has the power it has', async () => {
    const { to, number } = await aTask()
    const { id, line, pauses } = await waiting(await signed(to), { minutes: 3 })
    expect(line).toMatchObject({ fate: null, tries: 0 })
    expect(pauses).toHaveLength(1)
    expect(Math.abs((pauses[0] ?? 0) - 180)).toBeLessThan(60)
    await readMails(house, context, [id])
    expect(await lineOf(house, id)).toMatchObject({ fate: 'command', level: 'P3' })
    expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating' })
  })

  test('other mails are read meanwhile', async () => {
    const raw = await vale.sign(rawMail(['From: joana@vale.example', 'To: support@desk.example', 'Subject: Meanwhile']))
    dns.fail('_dmarc.agency.example')
    const { to } = await aTask()
    const ids = [
      await store(house, await signed(to), network, Temporal.Now.instant()),
      await store(house, raw, network),
    ]
    await readMails(house, context, ids)
    dns.mend()
    const lines = await house.db
      .select({ fate: inboundMail.fate })
      .from(inboundMail)
      .where(and(eq(inboundMail.id, ids[1] ?? '')))
    expect(lines).toEqual([{ fate: 'ticket' }])
  })

  test('after a quarter of an hour it is held, and proves nothing', async () => {
    const { to } = await aTask()
    const { line, pauses } = await waiting(await signed(to), { minutes: 16 })
    expect(line).toMatchObject({ fate: 'held', level: 'P1', evidence: { domain: false, own: { isTemporary: true } } })
    expect(pauses).toEqual([])
  })

  test('a file does not wait, because whoever hands it in does', async () => {
    const { to } = await aTask()
    expect((await waiting(await signed(to), { seconds: 0 }, { origin: 'file', trusted: 'no' })).line).toMatchObject({
      fate: 'held',
    })
  })

  test('nor does a mail of somebody whom nobody knows', async () => {
    dns.fail('_dmarc.stranger.example')
    const stranger = dns.aDomain('stranger.example')
    const raw = await stranger.sign(rawMail(['From: a@stranger.example', 'To: support@desk.example', 'Subject: x']))
    const { line } = await waiting(raw, { seconds: 0 })
    expect(line).toMatchObject({ fate: 'held', reason: 'unknown_sender', level: 'P0' })
  })
})
