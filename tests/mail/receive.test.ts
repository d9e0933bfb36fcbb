import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { makeAddress, makeBounceToken, makeMessageId } from '../../mail/evidence/reply-address.ts'
import { sampleMail } from '../support/emails.ts'
import { aMultipart, aPart } from '../support/mime.ts'
import {
  aMail,
  aReplyAddress,
  everythingOf,
  handIn,
  lineOf,
  proven,
  reading,
  store,
  threadOf,
  ticketsIn,
} from '../support/post.ts'
import { rawMail } from '../support/raw-mail.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'Joana Matos <joana@vale.example>'

describe('what is not proven', () => {
  test.each([
    ['a stranger', { from: 'mallory@evil.example' }, 'unknown_sender'],
    ['two addresses in From (F03)', { from: 'joana@vale.example, mallory@evil.example' }, 'from_not_unique'],
    ['two From fields (F01)', { from: joana, headers: ['From: mallory@evil.example'] }, 'from_not_unique'],
    ['freemail, though somebody calls it their company’s', { from: 'x@gmail.com' }, 'unknown_sender'],
  ] as const)('%s is held', async (_, said, reason) => {
    const line = await handIn(house, aMail({ ...said, headers: 'headers' in said ? [...said.headers] : [] }))
    expect(line).toMatchObject({ fate: 'held', reason, level: 'P0' })
  })

  test('a known address from the network is held until our own server vouches for its domain (D02)', async () => {
    const said = { origin: 'imap', trusted: 'no' } as const
    expect(await handIn(house, aMail({ from: joana }), said)).toMatchObject({ fate: 'held', reason: 'unproven_sender' })
    expect(await handIn(house, aMail({ from: joana, headers: [proven('vale.example')] }), said)).toMatchObject({
      fate: 'ticket',
      level: 'P2',
    })
  })

  test('loopback proves nothing once it is not trusted any more', async () => {
    const id = await store(house, aMail({ from: joana }))
    await readMails(house, { ...reading, trustLoopback: false }, [id])
    expect(await lineOf(house, id)).toMatchObject({ fate: 'held', reason: 'unproven_sender' })
  })

  test('a stranger with a known id, our signed id or a number never reaches the ticket (T02, T03)', async () => {
    const opened = await handIn(house, aMail({ from: joana, id: 'secret@vale.example' }))
    const ticketId = opened.ticketId ?? ''
    const [row] = await ticketsIn(house, [ticketId])
    const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
    const signed = makeMessageId(reading.secretKey, reading.mailDomain, letter?.id ?? '').slice(1, -1)
    const before = await everythingOf(house, ticketId)
    for (const from of ['mallory@evil.example', 'ines@atlas.example', 'pedro@vale.example']) {
      for (const said of [
        { answers: 'secret@vale.example' },
        { answers: signed },
        { subject: `Re: [#${row?.number}] hi` },
      ]) {
        const line = await handIn(house, aMail({ from, ...said }))
        expect(line.fate).toBe(from.startsWith('mallory') ? 'held' : 'ticket')
        expect(line.fate === 'ticket' && line.ticketId).not.toBe(ticketId)
      }
    }
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('a reply address in other hands is held for the one it was made for (T06)', async () => {
    const { ticketId } = await aTicket(house, world)
    const ofMarta = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const before = await everythingOf(house, ticketId)
    expect(await handIn(house, aMail({ from: 'mallory@evil.example', to: ofMarta }))).toMatchObject({
      ...{ fate: 'held', reason: 'through_anothers_address', level: 'P1', ticketId },
    })
    expect(await handIn(house, aMail({ from: 'ines@atlas.example', to: ofMarta }))).toMatchObject({
      ...{ fate: 'held', reason: 'through_anothers_address', level: 'P2', ticketId },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('a made-up token is nothing at all (T05)', async () => {
    const line = await handIn(house, aMail({ from: joana, to: `reply+${'a'.repeat(52)}@desk.example` }))
    expect(line).toMatchObject({ fate: 'ticket', level: 'P2' })
  })

  test('an expired reply address has no power, but still tells the ticket (T10)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, {
      personId: world.joana.id,
      ticketId,
      expiresAt: monday.subtract({ hours: 1 }),
    })
    expect(await handIn(house, aMail({ from: joana, to }))).toMatchObject({ fate: 'reply', level: 'P2', ticketId })
  })
})

describe('machines', () => {
  test('an absence note is kept beside its ticket and changes nothing (L01)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const before = await everythingOf(house, ticketId)
    const line = await handIn(
      house,
      aMail({ from: joana, to, headers: ['Auto-Submitted: auto-replied'], body: 'OK\n' }),
    )
    expect(line).toMatchObject({ fate: 'auto_reply', ticketId })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('a list’s mail is a person’s words, and is not answered (L03)', async () => {
    const line = await handIn(house, aMail({ from: joana, headers: ['List-Id: <all.vale.example>'] }))
    expect(line.fate).toBe('ticket')
    expect(await lettersOf(house, line.ticketId ?? '')).toEqual([])
  })

  test('an absence that its words alone tell stands on the ticket, and is not answered (L04)', async () => {
    const away = 'I am out of the office until Monday. Please contact Ann.'
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    expect(await handIn(house, aMail({ from: joana, to, subject: 'Re: x', body: `${away}\n` }))).toMatchObject({
      ...{ fate: 'reply', ticketId },
    })
    const opened = await handIn(house, aMail({ from: joana, subject: 'Re: offer', body: `${away}\n` }))
    expect(opened.fate).toBe('ticket')
    expect(await lettersOf(house, opened.ticketId ?? '')).toEqual([])
    const asked = await handIn(house, aMail({ from: joana, subject: 'Re: page', body: `${away} The page is blank.\n` }))
    expect(asked.fate).toBe('ticket')
    expect(await lettersOf(house, asked.ticketId ?? '')).toHaveLength(1)
  })

  test('a complaint about a mail of ours is kept and changes nothing (RFC 5965)', async () => {
    const { ticketId } = await aTicket(house, world)
    const before = await everythingOf(house, ticketId)
    const headers = ['MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=feedback-report; boundary=b']
    const fields = 'Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <joana@vale.example>\n'
    const body = `--b\n\nSpam.\n--b\nContent-Type: message/feedback-report\n\n${fields}\n--b--\n`
    const line = await handIn(house, aMail({ from: 'fbl@vale.example', headers, body }))
    expect(line.fate).toBe('auto_reply')
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('our own mail coming back is a loop (L07)', async () => {
    const id = makeMessageId(reading.secretKey, reading.mailDomain, crypto.randomUUID()).slice(1, -1)
    expect((await handIn(house, aMail({ from: joana, id }))).fate).toBe('loop')
    expect((await handIn(house, aMail({ from: 'support@desk.example' }))).fate).toBe('loop')
  })

  test('a bounce is tied to the letter that did not arrive, noted, and told to the PM (L09)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const by = { actor: world.marta, channel: 'web' as const, proof: 'session' as const, now: monday }
    await changeTicket(house, { number, command: { action: 'take', body: {} }, sourceKey: aKey(), ...by })
    const [letter] = await house.db
      .select()
      .from(outgoingMail)
      .where(eq(outgoingMail.ticketId, ticketId))
      .orderBy(outgoingMail.id)
    const to = makeAddress('bounce', makeBounceToken(reading.secretKey, letter?.id ?? ''), reading.mailDomain)
    const line = await handIn(house, sampleMail('undelivered-postfix'), { envelopeFrom: null, envelopeTo: [to] })
    expect(line).toMatchObject({ fate: 'bounce', ticketId })
    const [after] = await house.db
      .select()
      .from(outgoingMail)
      .where(eq(outgoingMail.id, letter?.id ?? ''))
    expect(after).toMatchObject({ delivery: 'bounced' })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
    expect(await lettersOf(house, ticketId)).toContain('alarm to marta@agency.example')
  })

  test('a report that comes again, or says more of the same letter, tells the PM nothing new (L14)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const by = { actor: world.marta, channel: 'web' as const, proof: 'session' as const, now: monday }
    await changeTicket(house, { number, command: { action: 'take', body: {} }, sourceKey: aKey(), ...by })
    const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
    const to = makeAddress('bounce', makeBounceToken(reading.secretKey, letter?.id ?? ''), reading.mailDomain)
    // Its bytes are the server's, which may hold anything.
    const report = (at: number) =>
      aMultipart(
        [
          aPart([], 'It failed.\n'),
          aPart(
            ['Content-Type: message/delivery-status'],
            `Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; joana@vale.example\nAction: failed\nStatus: 5.1.1\n` +
              `Diagnostic-Code: smtp; 550 no\0body, ${at}\n`,
          ),
        ],
        { type: 'multipart/report; report-type=delivery-status', headers: ['From: MAILER-DAEMON@mx.example'] },
      )
    for (let at = 0; at < 4; at += 1) {
      const line = await handIn(house, report(at), { envelopeFrom: null, envelopeTo: [to] })
      expect(line).toMatchObject({ fate: 'bounce', ticketId })
    }
    expect((await lettersOf(house, ticketId)).filter((told) => told.startsWith('alarm'))).toHaveLength(1)
    const notes = (await threadOf(house, ticketId)).filter(({ visibility }) => visibility === 'internal')
    expect(notes.map(({ text }) => text)).toEqual([expect.stringContaining('550 no\uFFFDbody, 0')])
  })

  test('a bounce that names no letter of ours changes nothing (L11)', async () => {
    const line = await handIn(house, sampleMail('undelivered-qmail'))
    expect(line).toMatchObject({ fate: 'bounce', reason: 'not_one_of_ours', ticketId: null })
  })
})

describe('what cannot be read', () => {
  test('is held with its reason, and the next one is read (Z04, Z15)', async () => {
    const parts = Array.from({ length: 600 }, () => '--b\r\n\r\nx\r\n').join('')
    const bomb = rawMail(
      [`From: ${joana}`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b'],
      `${parts}--b--`,
    )
    const ids = [await store(house, bomb), await store(house, aMail({ from: joana }))]
    await readMails(house, reading, ids)
    const [first, second] = await Promise.all(ids.map((id) => lineOf(house, id)))
    expect(first).toMatchObject({ fate: 'held', reason: 'too_many_parts' })
    expect(second?.fate).toBe('ticket')
  })

  test('a mail of which only the head was fetched is held', async () => {
    const line = await handIn(house, aMail({ from: joana, subject: 'Holiday photos' }), { size: 30_000_000 })
    expect(line).toMatchObject({ fate: 'held', reason: 'too_large', subject: 'Holiday photos', size: 30_000_000 })
  })

  test('no control character or torn letter in any field stops a mail (Z16)', async () => {
    const raw = aMail({
      from: joana,
      subject: 'a\0b =?utf-16?B?2AA=?= =?utf-8?B?7aCA?=',
      body: 'x\0y \ud800 🎉\n',
      id: 'nul\0@x',
    })
    expect((await handIn(house, raw, { envelopeFrom: 'a\0@b' })).fate).toBe('ticket')
  })

  // Chance would repeat nothing: what repeats is packed before it is measured.
  const long = (letters: number) =>
    Array.from({ length: letters }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join('')

  test.each([
    ['its id', { id: `${long(900)}@clients.example` }],
    ['an id beside an ordinary one', { headers: [`Message-ID: <${long(900)}@clients.example>`] }],
    ['the id that it answers', { answers: `${long(900)}@clients.example` }],
    ['somebody who is copied', { cc: `${long(5000)}@elsewhere.example, ${long(9000)}@elsewhere.example` }],
  ] as const)('%s longer than any index takes stops no mail (Z16)', async (_, said) => {
    const headers = 'headers' in said ? [...said.headers] : []
    expect((await handIn(house, aMail({ from: joana, ...said, headers }))).fate).toBe('ticket')
  })

  test('a sender longer than any index takes is held like any stranger, and shown as far as it fits (Z16)', async () => {
    const line = await handIn(house, aMail({ from: `<${long(9000)}@elsewhere.example>` }))
    expect(line).toMatchObject({ fate: 'held', reason: 'from_not_unique' })
    expect(line.fromAddress).toMatch(/…$/)
  })

  test('a mail of which the database takes no field is held without any, and raw', async () => {
    await house.sql`alter table inbound_mail add constraint no_poison check (subject is distinct from 'poison')`
    const id = await store(house, aMail({ from: 'mallory@evil.example', subject: 'poison' }))
    for (let tries = 0; tries < 7; tries += 1) await expect(readMails(house, reading, [id])).rejects.toThrow()
    await readMails(house, reading, [id])
    expect(await lineOf(house, id)).toMatchObject({ fate: 'held', reason: 'reading_failed', subject: null })
    await house.sql`alter table inbound_mail drop constraint no_poison`
  })
})
