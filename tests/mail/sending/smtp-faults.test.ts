import { once } from 'node:events'
import { createServer } from 'node:net'
import { and, eq, gte, inArray } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { queues } from '../../../db/promise.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { personEmail } from '../../../db/schema/person.ts'
import { mostAnHour } from '../../../domain/notify.ts'
import { sendDigests } from '../../../jobs/send-digests.ts'
import { NotSentYet, sendMail } from '../../../mail/send.ts'
import { openPost } from '../../../mail/sending/post.ts'
import { everyCaseHasItsTest } from '../../support/every-case.ts'
import { idOf, type Move } from '../../support/open-smtp-sink.ts'
import { fc } from '../../support/property.ts'
import { sender } from '../../support/sender.ts'
import { anSmtpSink } from '../../support/smtp-sink.ts'
import { did } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const sink = await anSmtpSink()
const post = openPost(sink.url, { connections: 4 })
afterAll(() => post.close())

/** One try of the job that sends a letter, as the worker would see it end. */
function tryOnce(id: string, by = post) {
  return sendMail(house, { ...sender, post: by }, id).catch((fault: unknown) => {
    if (fault instanceof NotSentYet) return 'later' as const
    throw fault
  })
}

async function lettersOn(ticketId: string) {
  const rows = await house.db
    .select()
    .from(outgoingMail)
    .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.address, 'joana@vale.example')))
    .orderBy(outgoingMail.createdAt, outgoingMail.id)
  return rows
}

async function aLetter() {
  const { ticketId } = await aTicket(house, world)
  const [row] = await lettersOn(ticketId)
  if (!row) throw new Error('No acknowledgement was promised.')
  return row
}

async function rowsOf(ids: string[]) {
  return house.db.select().from(outgoingMail).where(inArray(outgoingMail.id, ids))
}

function copiesOf(messageId: string | null) {
  return sink.taken.filter(({ bytes }) => idOf(bytes) === messageId)
}

describe('order', () => {
  /** A ticket whose requester is told three things within a second. */
  async function threeLetters() {
    const { ticketId, number } = await aTicket(house, world)
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} }, now: monday })
    const now = monday.add({ milliseconds: 600 })
    await did(house, { number, actor: world.marta, command: { action: 'resolve', body: { body: 'Done.' } }, now })
    const letters = await lettersOn(ticketId)
    expect(letters.map(({ letter }) => letter)).toEqual(['acknowledgement', 'working_on_it', 'resolution'])
    return letters
  }

  test('O13 letters of one ticket reach their reader in the order of what they tell, whichever job runs first', async () => {
    const letters = await threeLetters()
    sink.taken.splice(0)
    // As its job does: whoever has waited too long for the one before comes again.
    const untilOut = async (id: string) => {
      let outcome = await tryOnce(id)
      while (outcome === 'later') outcome = await tryOnce(id)
      return outcome
    }
    const outcomes = await Promise.all(letters.toReversed().map(({ id }) => untilOut(id)))
    expect(outcomes).toEqual(['sent', 'sent', 'sent'])
    const told = await rowsOf(letters.map(({ id }) => id))
    const letterOf = (bytes: Buffer) => told.find(({ messageId }) => messageId === idOf(bytes))?.letter
    expect(sink.taken.map(({ bytes }) => letterOf(bytes))).toEqual(['acknowledgement', 'working_on_it', 'resolution'])
  })

  test('O13 what is put off keeps the next one waiting; what failed keeps nobody', async () => {
    const [first, second, third] = await threeLetters()
    sink.moves.push({ refuse: 451, at: 'recipient' })
    expect(await tryOnce(first?.id ?? '')).toBe('later')
    expect(await tryOnce(second?.id ?? '')).toBe('later')
    sink.moves.push({ refuse: 550, at: 'recipient' })
    expect(await tryOnce(first?.id ?? '')).toBe('failed')
    expect(await tryOnce(second?.id ?? '')).toBe('sent')
    expect(await tryOnce(third?.id ?? '')).toBe('sent')
  })

  test('O13 a letter that cannot be made keeps the others waiting for three tries only', async () => {
    const [first, second] = await threeLetters()
    await house.db
      .update(outgoingMail)
      .set({ tries: 3 })
      .where(eq(outgoingMail.id, first?.id ?? ''))
    expect(await tryOnce(second?.id ?? '')).toBe('sent')
  })
})

test('O02 whatever stands in an address, a letter goes to that one recipient or to nobody', async () => {
  const wild = fc.oneof(
    fc.constantFrom(
      'c@c.example\r\nBcc: e@x.test',
      'a@b.example, e@x.test',
      'friends: a@b.example, e@x.test;',
      '"a, e@x.test" <a@b.example>',
      '"e@x.test,"@b.example',
      '<e@x.test>@b.example',
      'e@x.test\0@b.example',
      ' e@x.test',
    ),
    fc.string({
      unit: fc.constantFrom('a', '@', '.', 'x.test', ',', '<', '>', '"', ' ', '\r\n', ';', ':', '\\'),
      maxLength: 12,
    }),
  )
  await fc.assert(
    fc.asyncProperty(wild, async (address) => {
      const letter = await aLetter()
      const kept = address.replaceAll('\0', '').toLowerCase()
      await house.db.update(outgoingMail).set({ address: kept }).where(eq(outgoingMail.id, letter.id))
      // Else the letter would follow its reader to the address that is theirs.
      const own = eq(personEmail.personId, letter.personId ?? '')
      await house.db.update(personEmail).set({ address: kept }).where(own)
      sink.taken.splice(0)
      const outcome = await tryOnce(letter.id)
      const reached = sink.taken.map(({ to }) => to)
      expect([outcome, reached]).toEqual(outcome === 'dropped' ? ['dropped', []] : ['sent', [[kept]]])
      await house.db.update(personEmail).set({ address: 'joana@vale.example' }).where(own)
    }),
    { numRuns: 40 },
  )
})

describe('a server that says "later"', () => {
  test('O06 is asked again for four to five days, with growing pauses', () => {
    const { retryLimit, retryDelay, retryDelayMax } = queues.send_mail
    const pauses = Array.from({ length: 41 }, (_, at) => Math.min(retryDelay * 2 ** at, retryDelayMax))
    const days = pauses.reduce((sum, pause) => sum + pause, 0) / 86_400
    expect(days).toBeGreaterThan(4)
    expect(days).toBeLessThan(6)
    expect(retryLimit).toBeGreaterThan(42)
  })

  test('O06 five times takes the letter the sixth time, and is given up on with the words to the PM after 42', async () => {
    const letter = await aLetter()
    sink.moves.push(...Array.from({ length: 5 }, (): Move => ({ refuse: 451, at: 'data' })))
    for (let tries = 0; tries < 5; tries += 1) expect(await tryOnce(letter.id)).toBe('later')
    expect(await tryOnce(letter.id)).toBe('sent')
    const other = await aLetter()
    await did(house, {
      number: await numberOf(other.ticketId),
      actor: world.marta,
      command: { action: 'take', body: {} },
    })
    await house.db.update(outgoingMail).set({ tries: 41 }).where(eq(outgoingMail.id, other.id))
    sink.moves.push({ refuse: 451, at: 'recipient' })
    expect(await tryOnce(other.id)).toBe('failed')
    const alarms = await house.db
      .select({ facts: outgoingMail.facts, address: outgoingMail.address })
      .from(outgoingMail)
      .where(and(eq(outgoingMail.ticketId, other.ticketId ?? ''), eq(outgoingMail.letter, 'alarm')))
    expect(alarms).toMatchObject([{ address: 'marta@agency.example', facts: { because: 'undelivered' } }])
    expect(alarms[0]?.facts.said).toContain('Given up after 42 tries')
  })

  async function numberOf(ticketId: string | null) {
    const [row] = await house.sql`select number from ticket where id = ${ticketId}`
    return Number(row?.number)
  }
})

test('O09 a server that hangs up at once is asked once a try, not in a tight circle', async () => {
  let connections = 0
  const rude = createServer((socket) => {
    connections += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  await once(rude, 'listening')
  const address = rude.address()
  const away = openPost(`smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, { connections: 4 })
  const letter = await aLetter()
  for (let tries = 0; tries < 3; tries += 1) expect(await tryOnce(letter.id, away)).toBe('later')
  expect(connections).toBeLessThanOrEqual(6)
  expect(await rowsOf([letter.id])).toMatchObject([{ delivery: 'deferred', copies: 0, tries: 3 }])
  away.close()
  rude.close()
})

test('whatever the server does, a letter is one MIME and one id, arrives when accepted, and twice at most (B5)', async () => {
  const move = fc.constantFrom<Move>(
    'take',
    { refuse: 451, at: 'recipient' },
    { refuse: 421, at: 'data' },
    { refuse: 550, at: 'recipient' },
    'hang up before data',
    'take and hang up',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 6 }), async (moves) => {
      const letter = await aLetter()
      sink.moves.splice(0, sink.moves.length, ...moves)
      let last: Awaited<ReturnType<typeof tryOnce>> = 'later'
      for (let tries = 0; last === 'later' && tries < 10; tries += 1) last = await tryOnce(letter.id)
      expect(await tryOnce(letter.id)).toBe('done')
      const cuts = moves.slice(0, moves.length - sink.moves.length).filter((one) => one === 'take and hang up').length
      sink.moves.splice(0)
      const [row] = await rowsOf([letter.id])
      const copies = copiesOf(row?.messageId ?? null)
      expect(copies.every(({ bytes }) => bytes.equals(Buffer.from(row?.mime ?? [])))).toBe(true)
      expect(copies.length).toBe(cuts + (row?.delivery === 'sent' ? 1 : 0))
      expect(copies.length).toBeLessThanOrEqual(2)
    }),
    { numRuns: 25 },
  )
})

test('O14 who is told of hundreds of changes at once gets so many letters and then one digest with all the rest', async () => {
  const now = monday.add({ hours: 24 * 30 })
  const count = 12
  const written = { letter: 'reply', address: 'joana@vale.example', language: 'en', delivery: 'kept' } as const
  await house.db
    .insert(outgoingMail)
    .values(Array.from({ length: mostAnHour - 10 }, () => ({ ...written, createdAt: now })))
  const numbers: number[] = []
  for (let at = 0; at < count; at += 1) {
    const { number } = await aTicket(house, world, { now, title: `Concern ${at}` })
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} }, now })
    numbers.push(number)
  }
  const toJoana = and(eq(outgoingMail.address, 'joana@vale.example'), gte(outgoingMail.createdAt, now))
  const fates = async () => {
    const rows = await house.db.select().from(outgoingMail).where(toJoana)
    return Map.groupBy(rows, ({ delivery, digestId }) => (digestId ? 'told' : delivery))
  }
  const before = await fates()
  // An acknowledgement of each comes in any case; what else there is to tell fills the hour and is then gathered.
  expect((before.get('queued')?.length ?? 0) + (before.get('gathered')?.length ?? 0)).toBe(2 * count)
  expect(before.get('gathered')?.every(({ letter }) => letter === 'working_on_it')).toBe(true)
  expect(before.get('queued')?.filter(({ letter }) => letter === 'working_on_it').length).toBe(5)
  const digestsAt = async (asOf: Temporal.Instant) => {
    const done = await Array.fromAsync(sendDigests(house, { asOf, mailReadUpTo: asOf, upSince: 'rehearsal' }))
    return done.length
  }
  expect(await digestsAt(now.add({ minutes: 59 }))).toBe(0)
  expect(await digestsAt(now.add({ minutes: 60 }))).toBe(1)
  expect((await fates()).get('told')).toHaveLength(count - 5)
  const [digest] = await house.db
    .select()
    .from(outgoingMail)
    .where(and(toJoana, eq(outgoingMail.letter, 'digest')))
  sink.taken.splice(0)
  expect(await tryOnce(digest?.id ?? '')).toBe('sent')
  const text = sink.taken[0]?.bytes.toString().replaceAll('=\r\n', '') ?? ''
  expect(numbers.slice(5).every((number) => text.includes(`#${number} Concern`))).toBe(true)
})

everyCaseHasItsTest({
  letter: 'O',
  count: 15,
  here: import.meta.filename,
  elsewhere: {
    O01: [['mail/compose.test.ts', 'whatever title and names hold, the header is exactly the intended one (B18)']],
    O03: [['mail/compose.test.ts', 'nothing of a letter is fetched from elsewhere']],
    O04: [['mail/send.test.ts', 'a line cut after the final dot is sent once more with the same bytes']],
    O05: [
      ['mail/send.test.ts', 'gets the same bytes although ticket and words changed since'],
      ['mail/compose.test.ts', 'the second reading gives the same bytes, whatever changed since'],
    ],
    O07: [['mail/send.test.ts', 'a server that says "never" is not asked again, and the PM is told its words']],
    O08: [['mail/send.test.ts', 'a letter goes out once, to one recipient, with its own envelope sender']],
    O10: [
      ['mail/compose.test.ts', 'and is marked as automatic'],
      ['mail/compose.test.ts', "a PM's words come in the PM's name, unmarked"],
    ],
    O11: [['mail/compose.test.ts', "toBe('Joana Matos via Northpier')"]],
    O15: [['db/people/sign-in.test.ts', 'nothing that lets anybody in is kept in plain']],
  },
  notHere: {
    O12: 'signing and TLS to the world are those of the server behind SMTP_URL; no letter is a subscription, so none offers to end one',
  },
})
