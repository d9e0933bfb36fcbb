import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { person, personEmail } from '../../db/schema/person.ts'
import { file } from '../../db/schema/thread.ts'
import { addNote } from '../../db/thread.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { makeAddress, makeBounceToken, makeMessageId } from '../../mail/evidence/reply-address.ts'
import { sampleMail } from '../support/emails.ts'
import {
  aMail,
  aReplyAddress,
  everythingOf,
  handIn,
  lineOf,
  peopleOf,
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
const marta = 'Marta Lopes <marta@agency.example>'

describe('a contact', () => {
  test('opens a ticket in their own company and is told so', async () => {
    const line = await handIn(
      house,
      aMail({ from: joana, subject: 'Re: [#77] Basket is empty', body: 'It forgets things.\n' }),
    )
    expect(line).toMatchObject({
      fate: 'ticket',
      level: 'P2',
      companyId: world.vale,
      fromAddress: 'joana@vale.example',
    })
    const [opened] = await ticketsIn(house, [line.ticketId ?? ''])
    expect(opened).toMatchObject({
      title: 'Basket is empty',
      category: null,
      requesterId: world.joana.id,
      source: 'mail',
    })
    expect(await threadOf(house, line.ticketId ?? '')).toMatchObject([
      { text: 'It forgets things.', visibility: 'public' },
    ])
    expect(await lettersOf(house, line.ticketId ?? '')).toEqual(['acknowledgement to joana@vale.example'])
  })

  test('answers through a reply address, with full proof', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const line = await handIn(house, aMail({ from: joana, to, subject: 'nothing to go by', body: 'Now it works.\n' }))
    expect(line).toMatchObject({ fate: 'reply', level: 'P3', ticketId })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({
      text: 'Now it works.',
      visibility: 'public',
      author: 'Joana Matos',
    })
  })

  test('answers by the id of an earlier mail, or by the number in the subject, where they take part', async () => {
    const first = await handIn(house, aMail({ from: joana, id: 'first@vale.example' }))
    const byId = await handIn(house, aMail({ from: joana, subject: 'More', answers: 'first@vale.example' }))
    expect(byId).toMatchObject({ fate: 'reply', level: 'P2', ticketId: first.ticketId })
    const { ticketId, number } = await aTicket(house, world)
    expect(await handIn(house, aMail({ from: joana, subject: `Re: [#${number}] Hello` }))).toMatchObject({
      fate: 'reply',
      ticketId,
    })
  })

  test('answers by the signed id of one of our letters, though nothing else is left of it', async () => {
    const { ticketId } = await aTicket(house, world)
    const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
    const answers = makeMessageId(reading.secretKey, reading.mailDomain, letter?.id ?? '').slice(1, -1)
    expect(await handIn(house, aMail({ from: joana, answers }))).toMatchObject({ fate: 'reply', ticketId })
  })

  test('writing for the first time from a company’s own domain becomes a contact without rights', async () => {
    const line = await handIn(house, aMail({ from: 'Nova Pessoa <nova@vale.example>' }))
    expect(line).toMatchObject({ fate: 'ticket', companyId: world.vale })
    const [row] = await house.db.select().from(personEmail).where(eq(personEmail.address, 'nova@vale.example'))
    const [who] = await house.db
      .select()
      .from(person)
      .where(eq(person.id, row?.personId ?? ''))
    expect(who).toMatchObject({ name: 'Nova Pessoa', kind: 'contact', active: true })
  })

  test('who left is nobody, though their domain is known (F16)', async () => {
    await handIn(house, aMail({ from: 'gone@vale.example' }))
    const [row] = await house.db.select().from(personEmail).where(eq(personEmail.address, 'gone@vale.example'))
    await house.db
      .update(person)
      .set({ active: false })
      .where(eq(person.id, row?.personId ?? ''))
    expect(await handIn(house, aMail({ from: 'gone@vale.example' }))).toMatchObject({
      fate: 'held',
      reason: 'unknown_sender',
      level: 'P0',
    })
  })

  test('brings in the colleagues they copy, and nobody else (T11)', async () => {
    const cc = 'pedro@vale.example, ines@atlas.example, mallory@evil.example'
    const line = await handIn(house, aMail({ from: joana, cc }))
    expect(await peopleOf(house, line.ticketId ?? '')).toEqual([world.pedro.id])
    const { ticketId, number } = await aTicket(house, world)
    await handIn(house, aMail({ from: joana, cc, subject: `[#${number}]` }))
    expect(await peopleOf(house, ticketId)).toEqual([world.pedro.id])
  })

  test('ends the waiting for an answer with an ordinary mail', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const by = { actor: world.marta, channel: 'web' as const, proof: 'session' as const, now: monday }
    await changeTicket(house, { number, command: { action: 'take', body: {} }, sourceKey: aKey(), ...by })
    await changeTicket(house, {
      number,
      command: { action: 'ask_customer', body: { body: 'Which browser?' } },
      sourceKey: aKey(),
      ...by,
    })
    await handIn(house, aMail({ from: joana, subject: `Re: [#${number}]`, body: 'Firefox.\n' }))
    expect(await ticketsIn(house, [ticketId])).toMatchObject([{ stage: 'investigating' }])
  })

  test('answering a ticket closed longer than it may be reopened opens a linked one (T10)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const by = { actor: world.marta, channel: 'web' as const, proof: 'session' as const, now: monday }
    await changeTicket(house, { number, command: { action: 'take', body: {} }, sourceKey: aKey(), ...by })
    await changeTicket(house, {
      number,
      command: { action: 'resolve', body: { body: 'Clear the cache.' } },
      sourceKey: aKey(),
      ...by,
    })
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const soon = await handIn(house, aMail({ from: joana, to, body: 'Thanks!\n' }), {}, monday.add({ hours: 24 }))
    expect(soon).toMatchObject({ fate: 'reply', ticketId })
    const late = await handIn(house, aMail({ from: joana, to, body: 'Again.\n' }), {}, monday.add({ hours: 24 * 30 }))
    expect(late.fate).toBe('ticket')
    expect(await ticketsIn(house, [late.ticketId ?? ''])).toMatchObject([{ linkedToId: ticketId }])
  })

  test('answering a merged ticket reaches the one it was merged into (T17)', async () => {
    const gone = await aTicket(house, world)
    const kept = await aTicket(house, world)
    const by = { actor: world.marta, channel: 'web' as const, proof: 'session' as const, now: monday }
    await changeTicket(house, {
      number: gone.number,
      command: { action: 'merge', body: { into: kept.number } },
      sourceKey: aKey(),
      ...by,
    })
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId: gone.ticketId })
    expect(await handIn(house, aMail({ from: joana, to }))).toMatchObject({ fate: 'reply', ticketId: kept.ticketId })
  })

  test('writing to two reply addresses writes once, to the first (T13)', async () => {
    const one = await aTicket(house, world)
    const two = await aTicket(house, world)
    const [to, cc] = await Promise.all(
      [one, two].map(({ ticketId }) => aReplyAddress(house, { personId: world.joana.id, ticketId })),
    )
    expect(await handIn(house, aMail({ from: joana, to: to ?? '', cc: cc ?? '' }))).toMatchObject({
      ticketId: one.ticketId,
    })
    expect(await threadOf(house, two.ticketId)).toHaveLength(1)
  })

  test('who floods us gets tickets, and from the eleventh mail on no answers (L14)', async () => {
    const flood = await Promise.all(
      Array.from({ length: 12 }, () => store(house, aMail({ from: 'ines@atlas.example' }))),
    )
    await readMails(house, reading, flood)
    const lines = await Promise.all(flood.map((id) => lineOf(house, id)))
    expect(lines.every(({ fate }) => fate === 'ticket')).toBe(true)
    const letters = await Promise.all(lines.map(({ ticketId }) => lettersOf(house, ticketId ?? '')))
    expect(letters.flat().length).toBeLessThanOrEqual(13)
    const next = await handIn(house, aMail({ from: 'ines@atlas.example' }))
    expect(await lettersOf(house, next.ticketId ?? '')).toEqual([])
  })

  test('an image alone makes a ticket, and the image is kept on it (Z18)', async () => {
    const line = await handIn(house, withFrom('only-an-image', joana))
    expect(line.fate).toBe('ticket')
    const files = await house.db
      .select()
      .from(file)
      .where(eq(file.ticketId, line.ticketId ?? ''))
    expect(files).toMatchObject([{ visibility: 'public', messageId: line.threadMessageId }])
  })
})

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

describe('one of us', () => {
  test('speaks in public through the reply address only', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    expect(await handIn(house, aMail({ from: marta, to, body: 'We look into it.\n' }))).toMatchObject({
      fate: 'reply',
      level: 'P3',
    })
    expect(await handIn(house, aMail({ from: marta, subject: `[#${number}]`, body: 'Only for us.\n' }))).toMatchObject({
      fate: 'reply',
      level: 'P2',
    })
    expect((await threadOf(house, ticketId)).slice(1)).toMatchObject([
      { text: 'We look into it.', visibility: 'public' },
      { text: 'Only for us.', visibility: 'internal' },
    ])
  })

  test('writes a note through the note address, by #note, and whenever a machine may have written it', async () => {
    const { ticketId } = await aTicket(house, world)
    const note = await aReplyAddress(house, { personId: world.marta.id, ticketId, purpose: 'note' })
    const reply = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    await handIn(house, aMail({ from: marta, to: note, body: 'One.\n' }))
    await handIn(house, aMail({ from: marta, to: reply, body: '#note Two.\n' }))
    await handIn(house, aMail({ from: marta, to: reply, subject: 'Automatic reply: away', body: 'Three.\n' }))
    expect((await threadOf(house, ticketId)).slice(1)).toMatchObject(
      ['One.', 'Two.', 'Three.'].map((text) => ({ text, visibility: 'internal' })),
    )
  })

  test('a command nobody understands does nothing and reaches nobody', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const before = await everythingOf(house, ticketId)
    expect(await handIn(house, aMail({ from: marta, to, body: '#asign rui\nPlease hurry.\n' }))).toMatchObject({
      ...{ fate: 'held', reason: 'command_not_understood', ticketId },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('never hands on what lies below their own words (H08)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await addNote(house, {
      number,
      actor: world.rui,
      body: 'CANARY: they pay late',
      files: [],
      channel: 'web',
      proof: 'session',
      sourceKey: aKey(),
      now: monday,
    })
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const body = 'We are on it.\n\nOn Mon, 16 Nov 2026 at 10:00, Rui wrote:\n> CANARY: they pay late\n'
    await handIn(house, aMail({ from: marta, to, body }))
    expect((await threadOf(house, ticketId)).at(-1)).toEqual({
      text: 'We are on it.',
      visibility: 'public',
      author: 'Marta Lopes',
      folded: null,
    })
    await handIn(house, aMail({ from: marta, to, body: '> CANARY: they pay late\n' }))
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
  })

  test('without a ticket is held, for staff have no company', async () => {
    expect(await handIn(house, aMail({ from: marta }))).toMatchObject({ fate: 'held', reason: 'staff_without_ticket' })
  })

  test('a customer who was passed the address for notes is held', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId, purpose: 'note' })
    expect(await handIn(house, aMail({ from: joana, to }))).toMatchObject({
      fate: 'held',
      reason: 'through_anothers_address',
    })
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
})

function withFrom(name: string, from: string) {
  return Buffer.from(
    sampleMail(name)
      .toString('latin1')
      .replace(/^From:.*$/m, `From: ${from}`),
    'latin1',
  )
}
