import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { person, personEmail } from '../../../db/schema/person.ts'
import { addStaff } from '../../../db/seed/cast.ts'
import { aMail, aReplyAddress, everythingOf, handIn, proven } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { ask, rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const marta = 'Marta Lopes <marta@agency.example>'
const network = { origin: 'imap', trusted: 'no' } as const
const command = '#take\n#assign rui@agency.example\n'

let mails = 0

/** A mail from the network, two minutes after the one before; our own server vouches for nothing unless the test says so. */
function fromNetwork(headers: string[], body = command) {
  mails += 1
  const id = headers.some((line) => /^message-id:/i.test(line)) ? [] : [`Message-ID: <forged-${mails}@agency.example>`]
  const raw = rawMail([...headers, 'Subject: Re: MB WAY', ...id, 'Content-Type: text/plain; charset=utf-8'], body)
  return handIn(house, raw, network, monday.add({ minutes: 2 * mails }))
}

const vouched = proven('agency.example')
const attack = proven('attack.test')

test('the control: an honest mail of the manager, vouched for by our own server, is obeyed', async () => {
  const { ticketId, number } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
  expect(await fromNetwork([vouched, `From: ${marta}`, `To: ${to}`])).toMatchObject({ fate: 'command', level: 'P3' })
  expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating', developerId: world.rui.id })
})

describe('holding the manager’s own reply address, nobody commands who is not proven to be them', () => {
  test.each<[string, (to: string) => string[]]>([
    ['F01 two From fields, theirs last', (to) => [attack, 'From: evil@attack.test', `From: ${marta}`, `To: ${to}`]],
    ['F01 two From fields, theirs first', (to) => [vouched, `From: ${marta}`, 'From: evil@attack.test', `To: ${to}`]],
    ['F02 a blank before the colon', (to) => [attack, `From : ${marta}`, 'From: evil@attack.test', `To: ${to}`]],
    ['F02 a folded name', (to) => [attack, `From\r\n : ${marta}`, 'From: evil@attack.test', `To: ${to}`]],
    ['F03 several mailboxes', (to) => [vouched, `From: <evil@attack.test>, ${marta}`, `To: ${to}`]],
    ['F04 an encoded address', (to) => [attack, 'From: =?utf-8?B?bWFydGFAYWdlbmN5LmV4YW1wbGU=?=', `To: ${to}`]],
    [
      'F05 a name that looks like them',
      (to) => [attack, 'From: "marta@agency.example" <evil@attack.test>', `To: ${to}`],
    ],
    ['F06 a route', (to) => [vouched, 'From: <@attack.test:marta@agency.example>', `To: ${to}`]],
    ['F06 a group', (to) => [vouched, 'From: pm:marta@agency.example,evil@attack.test;', `To: ${to}`]],
    ['F07 a quoted local part', (to) => [attack, 'From: "marta@agency.example"@attack.test', `To: ${to}`]],
    ['F08 a bare CR', (to) => [attack, `From: <evil@attack.test>\rFrom: ${marta}`, `To: ${to}`]],
    ['F09 a Cyrillic letter', (to) => [attack, 'From: marta@аgency.example', `To: ${to}`]],
    ['F10 a plus variant', (to) => [vouched, 'From: marta+x@agency.example', `To: ${to}`]],
    ['F11 Reply-To', (to) => [attack, 'From: evil@attack.test', `Reply-To: ${marta}`, `To: ${to}`]],
    [
      'F12 Sender and Resent-From',
      (to) => [attack, 'From: evil@attack.test', `Sender: ${marta}`, `Resent-From: ${marta}`, `To: ${to}`],
    ],
    [
      'F14 fields that only we write',
      (to) => [attack, 'From: evil@attack.test', 'X-Portal-Internal: 0', 'X-Signoff-Actor: marta', `To: ${to}`],
    ],
    ['F15 no From', (to) => [attack, `To: ${to}`]],
    ['F15 an empty From', (to) => [attack, 'From: <>', `To: ${to}`]],
    [
      'D01 a verdict that the sender wrote below ours',
      (to) => [
        'Authentication-Results: mx.desk.example; dmarc=fail header.from=agency.example',
        'Received: from attack by mx.desk.example',
        vouched,
        `From: ${marta}`,
        `To: ${to}`,
      ],
    ],
    ['D02 no verdict', (to) => [`From: ${marta}`, `To: ${to}`]],
    [
      'D02 a verdict of another server',
      (to) => [
        'Authentication-Results: mx.attack.test; dmarc=pass header.from=agency.example; dkim=pass header.d=agency.example',
        `From: ${marta}`,
        `To: ${to}`,
      ],
    ],
    [
      'D03 pass and fail',
      (to) => [
        vouched,
        'Authentication-Results: mx.desk.example; dmarc=fail header.from=agency.example; dkim=fail header.d=agency.example',
        `From: ${marta}`,
        `To: ${to}`,
      ],
    ],
    [
      'D04 a domain in a comment',
      (to) => [
        'Authentication-Results: mx.desk.example; dkim=pass header.d=attack.test (agency.example',
        `From: ${marta}`,
        `To: ${to}`,
      ],
    ],
    [
      'D05 a sending address of another domain',
      (to) => [
        'Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=attack.test',
        `From: ${marta}`,
        `To: ${to}`,
      ],
    ],
    [
      'D13 the sending address alone',
      (to) => [
        'Authentication-Results: mx.desk.example; spf=pass smtp.mailfrom=agency.example',
        `From: ${marta}`,
        `To: ${to}`,
      ],
    ],
  ])('%s', async (_, headers) => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const [before, letters] = [await everythingOf(house, ticketId), await lettersOf(house, ticketId)]
    const line = await fromNetwork(headers(to))
    expect(line.level === 'P0' || line.level === 'P1' || line.level === null).toBe(true)
    expect(line.fate).toBe('held')
    expect(await everythingOf(house, ticketId)).toBe(before)
    // One of us may learn that a stranger used their address; the customer learns nothing.
    const told = (await lettersOf(house, ticketId)).slice(letters.length)
    expect(told.filter((one) => one !== 'mail_held to marta@agency.example')).toEqual([])
  })

  test('F13 whoever passes a mail on speaks for themselves alone', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const before = await everythingOf(house, ticketId)
    const body = `@fwd\n\n---------- Forwarded message ---------\nFrom: ${marta}\nSubject: x\n\n${command}`
    expect(await fromNetwork([attack, 'From: evil@attack.test', `To: ${to}`], body)).toMatchObject({ fate: 'held' })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('F16 who left commands nothing', async () => {
    const gone = await addStaff(house.db, { name: 'Gone', email: 'gone@agency.example', roles: ['pm'], now: monday })
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: gone.id, ticketId })
    await house.db.update(person).set({ active: false }).where(eq(person.id, gone.id))
    const before = await everythingOf(house, ticketId)
    expect(await fromNetwork([vouched, 'From: gone@agency.example', `To: ${to}`])).toMatchObject({
      ...{ fate: 'held', level: 'P0' },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('F16 the admins are told once of one of us who left and writes, nobody of a forged one', async () => {
    const boss = await addStaff(house.db, { name: 'Boss', email: 'boss@agency.example', roles: ['admin'], now: monday })
    const left = await addStaff(house.db, { name: 'Left', email: 'left@agency.example', roles: ['pm'], now: monday })
    await house.db.update(person).set({ active: false }).where(eq(person.id, left.id))
    const alarms = () =>
      house.db.select({ facts: outgoingMail.facts }).from(outgoingMail).where(eq(outgoingMail.personId, boss.id))
    await fromNetwork([attack, 'From: left@agency.example', 'To: support@desk.test'])
    expect(await alarms()).toEqual([])
    await fromNetwork([vouched, 'From: left@agency.example', 'To: support@desk.test'])
    await fromNetwork([vouched, 'From: left@agency.example', 'To: support@desk.test'], 'Once more.\n')
    expect(await alarms()).toEqual([{ facts: { because: 'who_left', name: 'Left' } }])
  })

  test('F17 an address that became somebody else’s carries no power of the one before', async () => {
    const [old, heir] = await Promise.all(
      ['old', 'heir'].map((name) =>
        addStaff(house.db, { name, email: `${name}@agency.example`, roles: ['pm'], now: monday }),
      ),
    )
    if (!old || !heir) throw new Error('They were not added.')
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: old.id, ticketId })
    await house.db.update(personEmail).set({ address: 'moved@agency.example' }).where(eq(personEmail.personId, old.id))
    await house.db.update(personEmail).set({ address: 'old@agency.example' }).where(eq(personEmail.personId, heir.id))
    const before = await everythingOf(house, ticketId)
    expect(await fromNetwork([vouched, 'From: old@agency.example', `To: ${to}`])).toMatchObject({
      ...{ fate: 'held', reason: 'command_unproven', level: 'P2' },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })
})

describe('proven to be the manager, they command only through their own address of that ticket', () => {
  const honest = (to: string, ...more: string[]) => [vouched, `From: ${marta}`, `To: ${to}`, ...more]

  test.each<[string, (given: { number: number; lenas: string }) => string[]]>([
    [
      'T01 by an In-Reply-To that only looks like ours',
      () => honest('support@desk.example', 'In-Reply-To: <notify-42-7@desk.example>'),
    ],
    [
      'T03 by the number in the subject',
      ({ number }) => honest('support@desk.example', `X: [#${number}]`, `Thread-Topic: [#${number}]`),
    ],
    ['T05 by a made-up token', () => honest(`reply+${'a'.repeat(52)}@desk.example`)],
    ['T06 by the address of a colleague', ({ lenas }) => honest(lenas)],
    ['T09 by the plain address', () => honest('support@desk.example')],
  ])('%s not', async (_, headers) => {
    const { ticketId, number } = await aTicket(house, world)
    const lenas = await aReplyAddress(house, { personId: world.lena.id, ticketId })
    const before = await everythingOf(house, ticketId)
    const line = await fromNetwork(headers({ number, lenas }))
    expect(line).toMatchObject({ fate: 'held', level: 'P2' })
    expect(['command_unproven', 'staff_without_ticket']).toContain(line.reason)
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('T02 nor does a stranger by an id that is known', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await handIn(
      house,
      aMail({ from: marta, subject: `[#${number}]`, id: `known-${number}@agency.example`, body: 'Note.\n' }),
    )
    const before = await everythingOf(house, ticketId)
    const headers = [
      attack,
      'From: evil@attack.test',
      'To: support@desk.example',
      `References: <known-${number}@agency.example>`,
    ]
    expect(await fromNetwork(headers)).toMatchObject({ fate: 'held', level: 'P0' })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('T04 nor is a ticket meant that only their words name', async () => {
    const other = await aTicket(house, world)
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    await fromNetwork(honest(to), `#take\n#note It is like #${other.number}.\n`)
    expect(await rowOf(house, number)).toMatchObject({ stage: 'investigating' })
    expect(await rowOf(house, other.number)).toMatchObject({ stage: 'new' })
  })

  test('T07 the address says which ticket, whatever the thread says', async () => {
    const [one, other] = [await aTicket(house, world), await aTicket(house, world)]
    await handIn(
      house,
      aMail({ from: marta, subject: `[#${other.number}]`, id: `other-${other.number}@agency.example` }),
    )
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId: one.ticketId })
    await fromNetwork(honest(to, `References: <other-${other.number}@agency.example>`))
    expect([(await rowOf(house, one.number)).stage, (await rowOf(house, other.number)).stage]).toEqual([
      'investigating',
      'new',
    ])
  })

  test('T08 in capitals it is the same address', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    expect(await fromNetwork(honest(to.toUpperCase()))).toMatchObject({ fate: 'command', level: 'P3' })
  })

  test('T10 expired, it commands nothing', async () => {
    const { ticketId } = await aTicket(house, world)
    const expiresAt = monday.add({ seconds: 1 })
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId, expiresAt })
    const before = await everythingOf(house, ticketId)
    expect(await fromNetwork(honest(to))).toMatchObject({ fate: 'held', reason: 'command_unproven', level: 'P2' })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('T11 nobody whom they copy is added or written to', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    await fromNetwork(honest(to, 'Cc: evil@attack.test, ines@atlas.example'), '#take\n\nWe look into it.\n')
    expect((await lettersOf(house, ticketId)).filter((letter) => /attack|atlas/.test(letter))).toEqual([])
  })

  test('T13 written to two tickets, the first is commanded', async () => {
    const [one, other] = [await aTicket(house, world), await aTicket(house, world)]
    const [to, cc] = [
      await aReplyAddress(house, { personId: world.marta.id, ticketId: one.ticketId }),
      await aReplyAddress(house, { personId: world.marta.id, ticketId: other.ticketId }),
    ]
    await fromNetwork(honest(to, `Cc: ${cc}`))
    expect([(await rowOf(house, one.number)).stage, (await rowOf(house, other.number)).stage]).toEqual([
      'investigating',
      'new',
    ])
  })

  test('T14 the same id with other commands is held', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    await fromNetwork(honest(to, `Message-ID: <twice-${number}@agency.example>`), '#take\n')
    const before = await everythingOf(house, ticketId)
    expect(
      await fromNetwork(honest(to, `Message-ID: <twice-${number}@agency.example>`), '#assign Rui\n'),
    ).toMatchObject({
      ...{ fate: 'held', reason: 'id_collision' },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('T15 without an id it acts once, however often it comes', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const raw = rawMail([...honest(to), 'Subject: Re: MB WAY'], '#take\n#note Once.\n')
    expect(await handIn(house, raw, network, monday.add({ hours: 3 }))).toMatchObject({ fate: 'command' })
    const before = await everythingOf(house, ticketId)
    expect(await handIn(house, raw, network, monday.add({ hours: 4 }))).toMatchObject({ fate: 'duplicate' })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('T17 the address of a merged ticket commands the one that goes on', async () => {
    const [gone, kept] = [await aTicket(house, world), await aTicket(house, world)]
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId: gone.ticketId })
    await ask(house, {
      number: gone.number,
      actor: world.marta,
      command: { action: 'merge', body: { into: kept.number } },
    })
    expect(await fromNetwork(honest(to))).toMatchObject({ fate: 'command', ticketId: kept.ticketId })
    expect(await rowOf(house, kept.number)).toMatchObject({ stage: 'investigating' })
  })
})
