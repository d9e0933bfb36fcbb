import { eq } from 'drizzle-orm'
import { type ParsedMail, simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import type { Mailbox } from '../../../db/mailbox/mail-settings.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { everyCaseHasItsTest } from '../../support/every-case.ts'
import { aMail, aReplyAddress, handIn, lineOf, reading, store, threadOf, type Written } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { addressIn, aHelpDesk, leaveFor, type Robot, talk } from '../../support/robot.ts'
import { aClockwork } from '../../support/timers.ts'
import { did, rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'joana@vale.example'
const pedro = 'pedro@vale.example'
const marta = 'marta@agency.example'

/** Words that share nothing with those of another number. */
const somethingNew = (count: number) => `${['ab', 'cd', 'ef', 'gh'].map((part) => part.repeat(count + 1)).join(' ')}\n`

const linesOf = (text = '') => text.split('\n').map((line) => `> ${line}`)

type Manner = { to: 'from' | 'reply-to'; subject: 'own' | 're' | 'theirs'; threads: boolean; quotes: boolean }

/** Says what help desks say: a number of its own, and that somebody will look at it. */
function aPolite(address: string, { to, subject, threads, quotes }: Manner): Robot {
  return {
    address,
    answer: (letter, count) => ({
      to: to === 'from' ? addressIn(letter.from) : addressIn(letter.replyTo ?? letter.from),
      subject: {
        own: `[Case 77${count}] Thank you`,
        re: `Re: ${letter.subject}`,
        theirs: `Received: ${letter.subject?.replace(/\[#\d+\] /, '')}`,
      }[subject],
      ...(threads && letter.messageId && { answers: letter.messageId.replace(/[<>]/g, '') }),
      body: [
        `Thank you for your message. Your case 77${count} was opened, and an agent will get back to you within ${count} hours.`,
        ...(quotes ? ['', 'On Mon, 16 Nov 2026 at 10:00, Desk wrote:', ...linesOf(letter.text)] : []),
      ].join('\n'),
    }),
  }
}

describe('two machines', () => {
  const manner = fc.record<Manner>({
    to: fc.constantFrom('from', 'reply-to'),
    subject: fc.constantFrom('own', 're', 'theirs'),
    threads: fc.boolean(),
    quotes: fc.boolean(),
  })

  test('L05 whatever another help desk answers us with, and how fast, we fall silent within two rounds (B13)', async () => {
    await fc.assert(
      fc.asyncProperty(manner, fc.integer({ min: 1, max: 3600 }), async (how, seconds) => {
        const address = await aHelpDesk(house)
        await handIn(house, aMail({ from: address, body: 'Our shop has been down since this morning.\n' }), {}, monday)
        const heard = await talk(house, [aPolite(address, how)], { from: monday, pause: { seconds }, rounds: 5 })
        expect(heard.slice(2)).toEqual([[], [], []])
        expect(heard.flat().length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 16, examples: [[{ to: 'from', subject: 'own', threads: false, quotes: false }, 1]] },
    )
  })

  const rooms = ['Maria Silva in Lisbon', 'Jan de Boer in Utrecht', 'Zoë Blanc in Lyon', 'Ola Nordmann in Bergen']

  test.each<[string, (letter: ParsedMail, count: number) => Omit<Written, 'from'>]>([
    [
      'names another colleague each time, from another name, without a thread',
      (letter, count) => ({
        to: addressIn(letter.from),
        subject: `[ACME-${9000 + count}] We are on it`,
        id: `${crypto.randomUUID()}@elsewhere.example`,
        body: `Hello, your case was given to ${rooms[count % rooms.length]} and is looked at.\n`,
      }),
    ],
    [
      'puts our number into its subject, and into its words',
      (letter, count) => ({
        to: addressIn(letter.replyTo ?? letter.from),
        subject: `Case ${count}: ${letter.subject}`,
        body: `We got "${letter.subject}" and opened case ${count} for it.\n`,
      }),
    ],
    [
      'sends back what it got, unmarked and under an id of its own',
      (letter, count) => ({
        to: addressIn(letter.from),
        subject: `Fwd: ${letter.subject}`,
        body: `${letter.text}\n\nForwarded ${count}`,
      }),
    ],
  ])('L05 a machine that %s hears nothing after two rounds (B13)', async (_, answer) => {
    const address = await aHelpDesk(house)
    await handIn(house, aMail({ from: address, body: 'Our shop has been down since this morning.\n' }), {}, monday)
    const heard = await talk(house, [{ address, answer }], { from: monday, pause: { minutes: 11 }, rounds: 6 })
    expect(heard.slice(2).flat()).toEqual([])
  })

  test('L07 what goes round between two mailboxes of ours, or comes back from one, opens nothing', async () => {
    const ours = { ...reading, mailboxes: [{ address: 'shop@agency.example' } as Mailbox] }
    const before = await house.db.$count(ticket)
    for (const raw of [
      aMail({ from: 'shop@agency.example', to: 'support@desk.example' }),
      aMail({ from: 'Somebody <support@desk.example>', to: 'shop@agency.example', headers: ['X-Forwarded-For: shop'] }),
    ]) {
      const id = await store(house, raw)
      await readMails(house, ours, [id])
      expect(await lineOf(house, id)).toMatchObject({ fate: 'loop' })
    }
    // Both of them got it, or one handed it on to the other: it is one mail.
    const body = 'Both of your mailboxes have this.\n'
    const [to, headers] = ['support@desk.example, shop@agency.example', ['Received: from shop by support']]
    const fates = [
      await handIn(house, aMail({ from: joana, to, body, id: 'both@vale.example' })),
      await handIn(house, aMail({ from: joana, to, body, id: 'both@vale.example', headers })),
    ]
    expect(fates).toMatchObject([{ fate: 'ticket' }, { fate: 'duplicate' }])
    expect(await house.db.$count(ticket)).toBe(before + 1)
  })

  test('two machines of one company that answer what we tell them fall silent within two rounds (B13)', async () => {
    const { ticketId } = await aTicket(house, world, { participantIds: [world.pedro.id] })
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const polite = { to: 'reply-to', subject: 're', threads: true, quotes: true } as const
    const robots = [joana, pedro].map((address) => aPolite(address, polite))
    await talk(house, [{ address: joana, answer: () => null }], { from: monday, pause: { seconds: 1 }, rounds: 1 })
    await handIn(house, aMail({ from: joana, to, body: 'It happens on phones too.\n' }), {}, monday)
    const heard = await talk(house, robots, { from: monday, pause: { minutes: 2 }, rounds: 6 })
    // What each says first is passed on, and whatever it says again is not.
    expect(heard.slice(3)).toEqual([[], [], []])
  })

  test('a machine of ours and one of the customer fall silent within two rounds, and ours is kept from the customer (B13)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const polite = { to: 'reply-to', subject: 're', threads: true, quotes: true } as const
    const robots = [joana, marta].map((address) => aPolite(address, polite))
    await talk(
      house,
      [
        { address: joana, answer: () => null },
        { address: marta, answer: () => null },
      ],
      {
        ...{ from: monday, pause: { seconds: 1 }, rounds: 1 },
      },
    )
    await handIn(house, aMail({ from: joana, to, body: 'It happens on phones too.\n' }), {}, monday)
    const heard = await talk(house, robots, { from: monday, pause: { minutes: 2 }, rounds: 8 })
    expect(heard.slice(4).flat()).toEqual([])
    const words = await threadOf(house, ticketId)
    const ours = words.filter(({ author, text }) => author === 'Marta Lopes' && text.includes('Thank you'))
    expect(ours.filter(({ visibility }) => visibility === 'public')).toHaveLength(1)
  })

  test('a machine that marks itself is not answered once (L03, B13)', async () => {
    for (const mark of ['Auto-Submitted: auto-replied', 'X-Autoreply: yes', 'Precedence: bulk', 'Return-Path: <>']) {
      const address = await aHelpDesk(house)
      await handIn(house, aMail({ from: address, headers: [mark] }))
      const [heard] = await talk(house, [{ address, answer: () => null }], {
        from: monday,
        pause: { seconds: 1 },
        rounds: 1,
      })
      expect(heard, mark).toEqual([])
    }
  })
})

test('L06 what silence closed a machine reopens once, and then its words are words', async () => {
  const { asOf } = aClockwork(house, world)
  const { ticketId, number } = await aTicket(house, world)
  await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
  let now = monday
  const stages: string[] = []
  for (let round = 0; round < 3; round += 1) {
    if ((await rowOf(house, number)).stage !== 'closed') {
      const ask = { action: 'ask_customer', body: { body: 'Which browser is it?' } } as const
      await did(house, { number, actor: world.marta, command: ask, now })
    }
    await house.db
      .update(outgoingMail)
      .set({ delivery: 'sent', deliveredAt: now })
      .where(eq(outgoingMail.ticketId, ticketId))
    now = now.add({ hours: 24 * 6 })
    await asOf(now, number)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId, expiresAt: now.add({ hours: 1 }) })
    const said = aMail({ from: joana, to, body: `Thank you, your message number ${round} was received by our desk.\n` })
    expect((await handIn(house, said, {}, now.add({ hours: 1 }))).fate).toBe('reply')
    now = now.add({ hours: 2 })
    stages.push((await rowOf(house, number)).stage)
  }
  expect(stages).toEqual(['investigating', 'closed', 'closed'])
  expect((await threadOf(house, ticketId)).filter(({ text }) => text.includes('received'))).toHaveLength(3)
})

test.each([
  ['and its writer knew from the tenth on that colleagues hear no more', true],
  ['and a writer without colleagues is told nothing', false],
])(
  'L14 of a flood on one ticket nobody is written to, it stands there whole, a note says so once, %s',
  async (_, shared) => {
    const now = monday.add({ hours: shared ? 48 : 60 })
    const people = shared ? {} : { requesterId: world.pedro.id, actor: world.pedro }
    const { ticketId, number } = await aTicket(house, world, {
      participantIds: shared ? [world.pedro.id] : [],
      ...people,
    })
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
    const to = await aReplyAddress(house, { personId: world.pedro.id, ticketId })
    for (let count = 0; count < 14; count += 1) {
      const said = aMail({ from: pedro, to, body: somethingNew(count) })
      expect((await handIn(house, said, {}, now.add({ seconds: count }))).fate).toBe('reply')
    }
    const letters = await lettersOf(house, ticketId)
    const sent = (letter: string) => letters.filter((one) => one === letter).length
    expect(sent(`notice to ${marta}`)).toBe(10)
    expect([sent(`notice to ${joana}`), sent(`mail_held to ${pedro}`)]).toEqual(shared ? [10, 1] : [0, 0])
    const told = (await leaveFor(house, [{ address: pedro, answer: () => null }])).filter(
      (one) => one.letter === 'mail_held',
    )
    const texts = await Promise.all(told.map(async ({ mime }) => (await simpleParser(Buffer.from(mime ?? []))).text))
    expect(texts).toEqual(shared ? [expect.stringContaining('is not sent on to your colleagues by mail')] : [])
    const words = await threadOf(house, ticketId)
    expect(words.filter(({ author }) => author === 'Pedro Vale')).toHaveLength(shared ? 14 : 15)
    expect(words.filter(({ text }) => text.startsWith('More than ten mails in ten minutes'))).toHaveLength(1)
  },
)

test('L14 a flood of strangers that all claim to be one customer is held, and nobody is written to', async () => {
  const before = await house.db.$count(outgoingMail)
  const tickets = await house.db.$count(ticket)
  for (let count = 0; count < 20; count += 1) {
    const line = await handIn(
      house,
      aMail({ from: joana }),
      { origin: 'imap', trusted: 'no' },
      monday.add({ hours: 72 }),
    )
    expect(line).toMatchObject({ fate: 'held', reason: 'unproven_sender' })
  }
  expect([await house.db.$count(outgoingMail), await house.db.$count(ticket)]).toEqual([before, tickets])
})

everyCaseHasItsTest({
  letter: 'L',
  count: 15,
  here: import.meta.filename,
  elsewhere: {
    L01: [
      ['mail/receive.test.ts', 'an absence note is kept beside its ticket and changes nothing (L01)'],
      ['mail/receiving/receive-decision.test.ts', 'is answered to nobody (L01, L03, L04)'],
    ],
    L02: [['mail/machines/screen.test.ts', 'L02']],
    L04: [['mail/machines/screen.test.ts', 'L04']],
    L07: [['mail/receive.test.ts', 'our own mail coming back is a loop (L07)']],
    L08: [
      ['mail/receive.test.ts', "handIn(house, aMail({ from: 'support@desk.example' }))).fate).toBe('loop')"],
      ['db/people/give-address.test.ts', 'L08 an address of our own'],
    ],
    L09: [
      ['mail/receive.test.ts', 'a bounce is tied to the letter that did not arrive, noted, and told to the PM (L09)'],
    ],
    L10: [['mail/parse.test.ts', 'L10 a delay is soft']],
    L11: [['mail/receive.test.ts', 'a bounce that names no letter of ours changes nothing (L11)']],
    L12: [['mail/receiving/tell-sender.test.ts', 'is answered to nobody (L12)']],
    L13: [['mail/machines/screen.test.ts', 'L13']],
    L15: [['db/people/sign-in.test.ts', 'asking too often for one address is refused, from wherever it is asked']],
  },
})
