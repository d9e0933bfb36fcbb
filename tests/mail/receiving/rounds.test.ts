import { eq, sql } from 'drizzle-orm'
import { type ParsedMail, simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { startSession } from '../../../db/people/session.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { person } from '../../../db/schema/person.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { addMessage } from '../../../db/thread.ts'
import { aMail, aReplyAddress, handIn, type Written } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { addressIn, aHelpDesk, leaveFor, type Robot, talk } from '../../support/robot.ts'
import { did } from '../../support/work.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'joana@vale.example'
const pedro = 'pedro@vale.example'

let sentences = 0
/** Words that nobody ever said, of letters alone. */
function somethingNew(): string {
  sentences += 1
  const word = (at: number) => [...String(sentences * 8 + at)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  return Array.from({ length: 8 }, (_, at) => `so${word(at)}`).join(' ')
}

/** All that is in the power of a machine that wants to be answered. */
type Manner = {
  to: 'from' | 'reply-to'
  subject: 'new' | 'same' | 're' | 'theirs'
  threads: boolean
  words: 'new' | 'same' | 'quoted'
  mails: 1 | 2
}
const manners = fc.record<Manner>({
  to: fc.constantFrom('from', 'reply-to'),
  subject: fc.constantFrom('new', 'same', 're', 'theirs'),
  threads: fc.boolean(),
  words: fc.constantFrom('new', 'new', 'same', 'quoted'),
  mails: fc.constantFrom(1, 2),
})
const pauses = fc.constantFrom<Temporal.DurationLike>(
  ...[{ seconds: 0 }, { seconds: 1 }, { seconds: 40 }, { minutes: 11 }, { hours: 26 }, { hours: 24 * 9 }],
)

/** Another manner each time. */
function aMachine(address: string, manners: readonly Manner[]): Robot {
  const answer = (letter: ParsedMail, { to, subject, threads, words }: Manner): Omit<Written, 'from'> => ({
    to: to === 'from' ? addressIn(letter.from) : addressIn(letter.replyTo ?? letter.from),
    subject: { new: somethingNew(), same: 'A case', re: `Re: ${letter.subject}`, theirs: String(letter.subject) }[
      subject
    ],
    ...(threads && letter.messageId && { answers: letter.messageId.replace(/[<>]/g, '') }),
    body: { new: somethingNew(), same: 'We have got this and will look at it.', quoted: String(letter.text) }[words],
  })
  return {
    address,
    answer: (letter, count) => {
      const manner = manners[count % manners.length]
      return manner ? Array.from({ length: manner.mails }, () => answer(letter, manner)) : null
    },
  }
}

const silent = (address: string): Robot => ({ address, answer: () => null })
/** The letters that leave for somebody now. */
async function heardBy(address: string) {
  return (await leaveFor(house, [silent(address)])).map(({ letter }) => letter)
}

/** Somebody writes of something new, and what answers it leaves; answers that, and who they are to us. */
async function writesAnew(from: string, now: Temporal.Instant) {
  const { fate, ticketId } = await handIn(
    house,
    aMail({ from, subject: somethingNew(), body: somethingNew() }),
    {},
    now,
  )
  expect(fate).toBe('ticket')
  const [row] = await house.db
    .select()
    .from(ticket)
    .where(eq(ticket.id, String(ticketId)))
  return { heard: await heardBy(from), number: row?.number ?? 0, writer: row?.requesterId ?? '' }
}

describe('a machine that knows no marks', () => {
  const newEachTime = { to: 'from', subject: 'new', threads: false, words: 'new', mails: 1 } as const

  test('L05 hears nothing after two rounds, whatever it says, in whatever thread and after however long (B13)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(manners, { minLength: 1, maxLength: 4 }),
        fc.array(pauses, { minLength: 1, maxLength: 4 }),
        async (how, pause) => {
          const address = await aHelpDesk(house)
          await handIn(house, aMail({ from: address, subject: somethingNew(), body: somethingNew() }), {}, monday)
          const heard = await talk(house, [aMachine(address, how)], { from: monday, pause, rounds: 6 })
          expect(heard[0]).toHaveLength(1)
          expect(heard.slice(2).flat()).toEqual([])
        },
      ),
      {
        numRuns: 12,
        examples: [
          [[newEachTime], [{ seconds: 0 }]],
          [[newEachTime], [{ hours: 24 * 9 }]],
          [[{ ...newEachTime, mails: 2 }], [{ minutes: 11 }]],
        ],
      },
    )
  })

  test('L05 that answers from another address each time, in the thread, hears nothing after the first (B13)', async () => {
    const first = await aHelpDesk(house)
    await handIn(house, aMail({ from: first, subject: somethingNew(), body: somethingNew() }))
    const [letter] = await leaveFor(house, [silent(first)])
    for (let round = 0; round < 3; round += 1) {
      const from = await aHelpDesk(house)
      const answers = letter?.messageId?.replace(/[<>]/g, '') ?? ''
      const line = await handIn(house, aMail({ from, subject: somethingNew(), body: somethingNew(), answers }))
      expect(line).toMatchObject({ fate: 'ticket', reason: 'not_acknowledged' })
      expect(await heardBy(from)).toEqual([])
    }
  })

  test('L05 is heard whole all the same, each concern as a ticket of its own', async () => {
    const address = await aHelpDesk(house)
    const before = await house.db.$count(ticket)
    for (let count = 0; count < 5; count += 1) await writesAnew(address, monday.add({ hours: count }))
    expect(await house.db.$count(ticket)).toBe(before + 5)
  })

  test('L05 is answered again once one of us has acted on what it wrote, or its person was seen (B13)', async () => {
    const address = await aHelpDesk(house)
    let now = monday
    const later = () => {
      now = now.add({ hours: 7 })
      return now
    }
    const answered = async () => (await writesAnew(address, later())).heard
    await answered()
    const { number, writer } = await writesAnew(address, later())
    const take = { action: 'take', body: {} } as const
    const say = { number, actor: world.marta, body: 'We look at it.', files: [], sourceKey: aKey(), now }
    const acts: (() => Promise<unknown>)[] = [
      () => did(house, { number, actor: world.marta, command: take, now }),
      () => addMessage(house, { ...say, channel: 'web', proof: 'session', sourceKey: aKey(), now }),
      () => addMessage(house, { ...say, channel: 'mail', proof: 'P3', sourceKey: aKey(), now }),
      () => startSession(house.db, { personId: writer, device: 'A browser', now }),
    ]
    for (const act of acts) {
      expect(await answered()).toEqual([])
      later()
      await act()
      await heardBy(address)
      expect([await answered(), await answered(), await answered()]).toEqual([
        ['acknowledgement'],
        ['acknowledgement'],
        [],
      ])
    }
  })

  test('what became of its held mail it hears twice in all, and again once one of us let one in (B13)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const ines = 'ines@atlas.example'
    const told: number[] = []
    for (let day = 0; day < 5; day += 1) {
      const id = `held-${day}@atlas.example`
      await handIn(house, aMail({ from: ines, to, id, body: somethingNew() }), {}, monday.add({ hours: 26 * day }))
      told.push((await heardBy(ines)).length)
    }
    expect(told).toEqual([1, 1, 0, 0, 0])
    await house.db.execute(
      sql`update inbound_mail set release = ${JSON.stringify({
        ...{ as: 'spam', by: world.marta.id, at: monday.add({ hours: 26 * 5 }).toString() },
      })}::jsonb where message_id = 'held-4@atlas.example'`,
    )
    await handIn(house, aMail({ from: ines, to, body: somethingNew() }), {}, monday.add({ hours: 26 * 6 }))
    expect(await heardBy(ines)).toEqual(['mail_held'])
  })
})

describe('two machines on one ticket', () => {
  test('L05 that tell each other something new each time are passed on for two rounds, and the manager hears all (B13)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pauses, { minLength: 1, maxLength: 3 }), fc.boolean(), async (pause, threads) => {
        const { ticketId, number } = await aTicket(house, world, { participantIds: [world.pedro.id] })
        await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
        for (const address of [joana, pedro]) await heardBy(address)
        const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
        const manner = { to: 'reply-to', subject: 're', threads, words: 'new', mails: 1 } as const
        const from = monday.add({ minutes: 1 })
        await handIn(house, aMail({ from: joana, to, body: somethingNew() }), {}, from)
        const robots = [joana, pedro].map((address) => aMachine(address, [manner]))
        const heard = await talk(house, robots, { from, pause, rounds: 6 })
        expect(heard.slice(0, 3).map(({ length }) => length)).toEqual([1, 1, 1])
        expect(heard.slice(3).flat()).toEqual([])
        const told = await house.db.$count(
          outgoingMail,
          sql`ticket_id = ${ticketId} and letter = 'notice' and address = 'marta@agency.example'`,
        )
        expect(told).toBe(4)
        // One word of ours, and colleagues hear of each other again.
        const now = from.add({ hours: 24 * 60 })
        const said = { body: 'Thank you both.', files: [], sourceKey: aKey(), now: now.subtract({ hours: 1 }) }
        await addMessage(house, { number, actor: world.marta, channel: 'web', proof: 'session', ...said })
        for (const address of [joana, pedro]) await heardBy(address)
        await handIn(house, aMail({ from: joana, to, body: somethingNew() }), {}, now)
        expect(await heardBy(pedro)).toEqual(['notice'])
      }),
      { numRuns: 3 },
    )
  })
})

describe('a person', () => {
  test('L05 whose answers are soon sent on to no colleague is told so in the letter before, in their language', async () => {
    await house.db.update(person).set({ language: 'pt' }).where(eq(person.id, world.pedro.id))
    const { number, ticketId } = await aTicket(house, world, { participantIds: [world.pedro.id] })
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
    for (const address of [joana, pedro]) await heardBy(address)
    const addressOf = ({ id }: { id: string }) => aReplyAddress(house, { personId: id, ticketId })
    const texts: string[] = []
    for (let hour = 1; hour < 4; hour += 1) {
      const said = aMail({ from: joana, to: await addressOf(world.joana), body: somethingNew() })
      await handIn(house, said, {}, monday.add({ hours: hour }))
      for (const { mime } of await leaveFor(house, [silent(pedro)])) {
        texts.push((await simpleParser(Buffer.from(mime ?? []))).text ?? '')
      }
    }
    const isTold = (text: string) => text.replace(/\s+/g, ' ').includes('Só deixamos de o reenviar aos seus colegas')
    expect(texts.map(isTold)).toEqual([false, true, true])
    // And so it is: what he answers is their manager's to hear.
    const answer = aMail({ from: pedro, to: await addressOf(world.pedro), body: somethingNew() })
    await handIn(house, answer, {}, monday.add({ hours: 5 }))
    expect([await heardBy(joana), (await heardBy('marta@agency.example')).at(-1)]).toEqual([[], 'notice'])
  })

  test('L05 is told so in the letter that a ticket is open again, too', async () => {
    await house.db.update(person).set({ language: 'en' }).where(eq(person.id, world.pedro.id))
    const { number, ticketId } = await aTicket(house, world, { participantIds: [world.pedro.id] })
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const at = (hours: number) => monday.add({ hours })
    for (const hour of [1, 2]) {
      await heardBy(pedro)
      await handIn(house, aMail({ from: joana, to, body: somethingNew() }), {}, at(hour))
    }
    const cancel = { action: 'cancel', body: { reason: 'It went away.' } } as const
    await did(house, { number, actor: world.joana, command: cancel, now: at(3) })
    await did(house, { number, actor: world.joana, command: { action: 'reopen', body: {} }, now: at(4) })
    const letters = await leaveFor(house, [silent(pedro)])
    const last = letters.find(({ letter }) => letter === 'reopened')
    const { text = '' } = await simpleParser(Buffer.from(last?.mime ?? []))
    expect(text.replace(/\s+/g, ' ')).toContain('We only stop sending it on to your colleagues by mail')
  })

  test('L05 with three concerns in an hour has three tickets, and the second acknowledgement says that no more come', async () => {
    const address = await aHelpDesk(house)
    const colleague = 'pedro@vale.example'
    const concerns = ['The basket is empty.', 'May we have an invoice of October?', 'Who looks after our domain?']
    const lines = []
    const texts: string[] = []
    const toColleague: string[] = []
    for (const [at, body] of concerns.entries()) {
      lines.push(
        await handIn(
          house,
          aMail({ from: address, cc: colleague, subject: `Concern ${at}`, body }),
          {},
          monday.add({ minutes: at * 20 }),
        ),
      )
      for (const letter of await leaveFor(house, [silent(address), silent(colleague)])) {
        const { text = '' } = await simpleParser(Buffer.from(letter.mime ?? []))
        const isTheirs = letter.address === address
        ;(isTheirs ? texts : toColleague).push(text)
      }
    }
    expect(lines.map(({ fate }) => fate)).toEqual(['ticket', 'ticket', 'ticket'])
    const isTold = (text: string) => text.includes('We only stop confirming')
    expect(texts.map(isTold)).toEqual([false, true])
    // Who merely got a copy has lost nothing.
    expect([toColleague.length > 0, toColleague.some(isTold)]).toEqual([true, false])
  })

  test('letters that the past of the demo world tells of reached nobody', async () => {
    const address = await aHelpDesk(house)
    const write = (at: number) =>
      handIn(
        house,
        aMail({ from: address, subject: somethingNew(), body: somethingNew() }),
        {},
        monday.add({ hours: at }),
      )
    await write(0)
    await write(1)
    const theirs = eq(outgoingMail.address, address)
    await house.db.update(outgoingMail).set({ delivery: 'kept', deliveredAt: monday }).where(theirs)
    expect(await write(2)).toMatchObject({ fate: 'ticket', reason: null })
    const [letter] = await heardBy(address)
    expect(letter).toBe('acknowledgement')
  })

  test('L05 who writes all of them before an answer of ours arrives has each of them acknowledged', async () => {
    const address = await aHelpDesk(house)
    for (let at = 0; at < 4; at += 1) {
      await handIn(
        house,
        aMail({ from: address, subject: somethingNew(), body: somethingNew() }),
        {},
        monday.add({ seconds: at }),
      )
    }
    expect(await heardBy(address)).toHaveLength(4)
  })

  test('whose mails waited while our worker was down has each of them acknowledged', async () => {
    const address = await aHelpDesk(house)
    const fates: unknown[] = []
    const heard: string[] = []
    for (let at = 0; at < 4; at += 1) {
      const raw = aMail({ from: address, subject: somethingNew(), body: somethingNew() })
      const arrivedAt = monday.subtract({ hours: 5 - at })
      fates.push((await handIn(house, raw, { arrivedAt }, monday.add({ seconds: at }))).fate)
      heard.push(...(await heardBy(address)))
    }
    expect([fates.length, heard.length]).toEqual([4, 4])
  })
})
