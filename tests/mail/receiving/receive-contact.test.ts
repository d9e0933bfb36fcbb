import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { changeTicket } from '../../../db/change-ticket.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { person, personEmail } from '../../../db/schema/person.ts'
import { file } from '../../../db/schema/thread.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { makeMessageId } from '../../../mail/evidence/reply-address.ts'
import { sampleMail } from '../../support/emails.ts'
import { aMultipart, aPart } from '../../support/mime.ts'
import {
  aMail,
  aReplyAddress,
  handIn,
  lineOf,
  peopleOf,
  reading,
  store,
  threadOf,
  ticketsIn,
} from '../../support/post.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'Joana Matos <joana@vale.example>'

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

  test('who sends what only a key of theirs opens reads that nobody here can read it', async () => {
    const headers = ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"']
    // Some hours after the mails of the others: eleven in ten minutes are a flood.
    const later = monday.add({ hours: 4 })
    const sealed = aMail({ from: joana, body: 'MIAGCSqGSIb3', headers, id: 'sealed@vale.example' })
    const line = await handIn(house, sealed, {}, later)
    expect(await threadOf(house, line.ticketId ?? '')).toMatchObject([{ text: expect.stringContaining('encrypted') }])
    const signed = ['Content-Type: text/plain', 'X-Note: nothing is sealed here']
    const open = await handIn(
      house,
      aMail({ from: joana, body: '', headers: signed, id: 'open@vale.example' }),
      {},
      later,
    )
    expect(await threadOf(house, open.ticketId ?? '')).toMatchObject([{ text: '' }])
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

  test('copying strangers suggests them to staff, once, and tells them nothing (T11)', async () => {
    const cc = 'pedro@vale.example, ines@atlas.example, mallory@evil.example'
    const { ticketId, number } = await aTicket(house, world)
    for (const body of ['One.\n', 'Two.\n'])
      await handIn(house, aMail({ from: joana, cc, subject: `[#${number}]`, body }))
    const opened = await handIn(house, aMail({ from: joana, cc: 'mallory@evil.example' }))
    const notesOf = async (id: string) =>
      (await threadOf(house, id)).filter(({ visibility }) => visibility === 'internal')
    const [suggested, ...more] = await notesOf(ticketId)
    expect(suggested?.text).toContain('ines@atlas.example, mallory@evil.example')
    expect(more).toEqual([])
    expect(await notesOf(opened.ticketId ?? '')).toHaveLength(1)
    const told = [...(await lettersOf(house, ticketId)), ...(await lettersOf(house, opened.ticketId ?? ''))]
    expect(told.filter((letter) => /atlas|evil/.test(letter))).toEqual([])
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

  test('an invitation says in the thread what it asks to, when and where, and its file is kept', async () => {
    const event = ['DTSTART;TZID=Europe/Lisbon:20260203T100000', 'DTEND;TZID=Europe/Lisbon:20260203T110000']
    const calendar = [
      ...['BEGIN:VCALENDAR', 'METHOD:REQUEST', 'BEGIN:VEVENT', 'SUMMARY:Budget\\, round', '  two', ...event],
      ...['LOCATION:Room 4', 'BEGIN:VALARM', 'SUMMARY:Wake up', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR'],
    ]
    const parts = [
      aPart(['Content-Type: text/plain'], 'Can you come?'),
      aPart(['Content-Type: text/calendar; method=REQUEST; charset=utf-8'], calendar.join('\r\n')),
    ]
    const headers = [`From: ${joana}`, 'To: support@desk.example', 'Subject: Budget', 'Message-ID: <ics@vale.example>']
    const line = await handIn(house, aMultipart(parts, { type: 'multipart/alternative', headers }))
    const said = (await threadOf(house, line.ticketId ?? '')).at(0)?.text ?? ''
    expect(said.split('\n')).toEqual([
      'Can you come?',
      '',
      expect.stringMatching(/^(Invitation|Convite): Budget, round two$/),
      expect.stringMatching(/^(When|Quando): .*10:00–11:00 \(Europe\/Lisbon\)$/),
      expect.stringMatching(/^(Where|Onde): Room 4$/),
    ])
    const files = await house.db
      .select()
      .from(file)
      .where(eq(file.ticketId, line.ticketId ?? ''))
    expect(files).toMatchObject([{ name: 'invite.ics' }])
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

function withFrom(name: string, from: string) {
  return Buffer.from(
    sampleMail(name)
      .toString('latin1')
      .replace(/^From:.*$/m, `From: ${from}`),
    'latin1',
  )
}
