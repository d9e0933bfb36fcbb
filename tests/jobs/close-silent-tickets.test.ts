import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { inboundMail, mailbox, outgoingMail, raw } from '../../db/schema/mail.ts'
import { event, ticket } from '../../db/schema/ticket.ts'
import { sendMail } from '../../mail/send.ts'
import { fc } from '../support/property.ts'
import { aClockwork } from '../support/timers.ts'
import { did, rowOf } from '../support/work.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const at = (text: string) => Temporal.Instant.from(text)
const sender = {
  baseUrl: 'https://desk.test',
  mailDomain: 'desk.test',
  mailboxes: [],
  secretKey: 'a secret of sixteen letters',
  post: null,
}
const { asOf, change, closeOthers } = aClockwork(house, world)

beforeEach(closeOthers)

const asked = at('2026-11-16T11:00:00Z')
const reminds = at('2026-11-18T11:00:00Z')
const closes = at('2026-11-19T11:00:00Z')

/** A ticket whose question was delivered at eleven on Monday. */
async function aQuestion() {
  const { number, ticketId } = await aTicket(house, world)
  await change(number, 'take', {}, monday)
  await change(number, 'ask_customer', { body: 'Which phone do you use?' }, asked)
  const rows = await house.db
    .select({ id: outgoingMail.id })
    .from(outgoingMail)
    .where(eq(outgoingMail.ticketId, ticketId))
    .orderBy(asc(outgoingMail.createdAt), asc(outgoingMail.id))
  for (const { id } of rows) await sendMail(house, sender, id)
  await house.db.update(outgoingMail).set({ deliveredAt: asked }).where(eq(outgoingMail.ticketId, ticketId))
  return { number, ticketId }
}

test('silence is reminded of once a business day before, and closed after three, to the minute', async () => {
  const { number, ticketId } = await aQuestion()
  expect(await asOf(reminds.subtract({ seconds: 1 }), number)).toEqual([])
  expect(await asOf(reminds, number)).toEqual([{ done: 'reminded', ticket: number, at: reminds.toString() }])
  expect(await asOf(closes.subtract({ seconds: 1 }), number)).toEqual([])
  expect(await asOf(closes, number)).toEqual([{ done: 'closed', ticket: number, at: closes.toString() }])
  expect(await asOf(closes.add({ hours: 48 }), number)).toEqual([])
  expect(await rowOf(house, number)).toMatchObject({ stage: 'closed', resolution: 'no_feedback', closedAt: closes })
  expect((await lettersOf(house, ticketId)).slice(-3).sort()).toEqual([
    'closed_silent to joana@vale.example',
    'notice to marta@agency.example',
    'reminder to joana@vale.example',
  ])
})

test('one leap over both moments reminds at its own moment and closes', async () => {
  const { number, ticketId } = await aQuestion()
  const leap = closes.add({ hours: 5 })
  expect(await asOf(leap, number)).toEqual([
    { done: 'reminded', ticket: number, at: reminds.toString() },
    { done: 'closed', ticket: number, at: leap.toString() },
  ])
  const events = await house.db.select().from(event).where(eq(event.ticketId, ticketId)).orderBy(asc(event.at))
  expect(events.slice(-2).map(({ action }) => action)).toEqual(['remind', 'close_silent'])
})

test('a worker that was down reminds first, and closes a business day later', async () => {
  const { number } = await aQuestion()
  const back = closes.add({ hours: 1 })
  expect(await asOf(back, number, back)).toMatchObject([{ done: 'reminded' }])
  expect(await asOf(back.add({ hours: 2 }), number, back)).toEqual([])
  expect(await asOf(at('2026-11-20T12:00:00Z'), number, back)).toMatchObject([{ done: 'closed' }])
})

test('a worker that comes back after the moment of closing waits an hour for the mail of that time', async () => {
  const { number } = await aQuestion()
  expect(await asOf(reminds, number, monday)).toMatchObject([{ done: 'reminded' }])
  const back = closes.add({ hours: 1 })
  expect(await asOf(back, number, back)).toEqual([])
  expect(await asOf(back.add({ hours: 1 }), number, back)).toMatchObject([{ done: 'closed' }])
})

test('a human answer ends the silence', async () => {
  const { number } = await aQuestion()
  await changeTicket(house, {
    ...{
      number,
      command: { action: 'answer', body: { body: 'An old one.', files: [] } },
      actor: world.joana,
      channel: 'web',
      proof: 'session',
      sourceKey: aKey(),
      now: reminds,
    },
  })
  expect(await asOf(closes, number)).toEqual([])
})

test.each(['bounced', 'failed', 'queued', 'deferred', 'maybe_sent'] as const)(
  'a question that is %s starts no silence',
  async (delivery) => {
    const { number, ticketId } = await aQuestion()
    await house.db
      .update(outgoingMail)
      .set({ delivery, ...(delivery !== 'bounced' && { deliveredAt: null }) })
      .where(eq(outgoingMail.ticketId, ticketId))
    expect(await asOf(closes, number)).toEqual([])
  },
)

test('on hold nothing closes', async () => {
  const { number } = await aQuestion()
  await change(number, 'hold', { reason: 'She is on leave.' }, asked)
  expect(await asOf(closes, number)).toEqual([])
})

test('mail that is unread, held for the ticket or from its people, or not fetched yet keeps it open (R030)', async () => {
  const { number, ticketId } = await aQuestion()
  await asOf(reminds, number)
  await house.db
    .insert(raw)
    .values({ sha256: 'a', bytes: Buffer.from('a') })
    .onConflictDoNothing()
  const [mail] = await house.db
    .insert(inboundMail)
    .values({ origin: 'smtp', sha256: 'a', size: 1, receivedAt: closes })
    .returning({ id: inboundMail.id })
  expect(await asOf(closes, number)).toEqual([])
  await house.db
    .update(inboundMail)
    .set({ fate: 'held', reason: 'stranger', readAt: closes, ticketId })
    .where(eq(inboundMail.id, mail?.id ?? ''))
  expect(await asOf(closes, number)).toEqual([])
  // Held for no ticket, but from one of its people: it may be their answer.
  await house.db
    .update(inboundMail)
    .set({ ticketId: null, fromAddress: 'joana@vale.example' })
    .where(eq(inboundMail.id, mail?.id ?? ''))
  expect(await asOf(closes, number)).toEqual([])
  await house.db
    .update(inboundMail)
    .set({ fate: 'duplicate' })
    .where(eq(inboundMail.id, mail?.id ?? ''))
  await house.db.insert(mailbox).values({ name: 'support', polledAt: closes.subtract({ minutes: 1 }) })
  expect(await asOf(at('2026-11-20T12:00:00Z'), number, monday)).toEqual([])
  expect(await asOf(at('2026-11-20T12:00:00Z'), number)).toMatchObject([{ done: 'closed' }])
})

test('mail held for another ticket, of strangers, or told to be spam holds nothing back (R030)', async () => {
  const [{ number, ticketId }, other] = [await aQuestion(), await aQuestion()]
  await asOf(reminds, number)
  await house.db
    .insert(raw)
    .values({ sha256: 'a', bytes: Buffer.from('a') })
    .onConflictDoNothing()
  const held = { origin: 'smtp', sha256: 'a', size: 1, receivedAt: closes, fate: 'held', readAt: closes } as const
  const spam = { as: 'spam', by: world.marta.id, at: closes.toString() } as const
  await house.db.insert(inboundMail).values([
    { ...held, reason: 'forged', fromAddress: 'joana@vale.example', ticketId: other.ticketId },
    { ...held, reason: 'stranger', fromAddress: 'somebody@else.example' },
    { ...held, reason: 'unreadable', envelopeFrom: 'somebody@else.example' },
    { ...held, reason: 'forged', fromAddress: 'joana@vale.example', ticketId, release: spam },
  ])
  // Nobody can read it, but its envelope names one of them.
  const theirs = { ...held, reason: 'unreadable', envelopeFrom: 'Joana@vale.example' }
  const [mail] = await house.db.insert(inboundMail).values(theirs).returning({ id: inboundMail.id })
  expect(await asOf(closes, number)).toEqual([])
  await house.db.delete(inboundMail).where(eq(inboundMail.id, mail?.id ?? ''))
  expect(await asOf(closes, number)).toMatchObject([{ done: 'closed' }])
  await house.db.delete(inboundMail)
})

test('where work is paid silence closes nothing, and the PM hears of it once', async () => {
  const { number, ticketId } = await aQuestion()
  await house.db.update(ticket).set({ paid: 10_000 }).where(eq(ticket.id, ticketId))
  expect((await asOf(closes, number)).map(({ done }) => done)).toEqual(['reminded', 'alarmed'])
  expect(await asOf(closes.add({ hours: 1 }), number)).toEqual([])
  expect((await lettersOf(house, ticketId)).at(-1)).toBe('alarm to marta@agency.example')
})

test('two workers at once close a silent ticket once', async () => {
  const { number, ticketId } = await aQuestion()
  await asOf(reminds, number)
  const both = await Promise.all([asOf(closes, number), asOf(closes, number)])
  expect(both.flat()).toHaveLength(1)
  const events = await house.db.select().from(event).where(eq(event.ticketId, ticketId))
  expect(events.filter(({ action }) => action === 'close_silent')).toHaveLength(1)
})

test('silence closes only what was delivered, long enough ago, with no answer said, waiting, held or unfetched (B20)', async () => {
  const circumstances = fc.record({
    delivery: fc.constantFrom('kept', 'sent', 'bounced', 'queued', 'maybe_sent'),
    moment: fc.constantFrom(closes.subtract({ seconds: 1 }), closes, closes.add({ hours: 3 })),
    answered: fc.boolean(),
    mail: fc.constantFrom('none', 'unread', 'held', 'absence note', 'held of strangers'),
    readUpTo: fc.constantFrom('no mailbox', 'before', 'after'),
    held: fc.boolean(),
  })
  const good = {
    delivery: 'kept',
    moment: closes,
    answered: false,
    mail: 'none',
    readUpTo: 'after',
    held: false,
  } as const
  await fc.assert(
    fc.asyncProperty(circumstances, async ({ delivery, moment, answered, mail, readUpTo, held }) => {
      await closeOthers()
      await house.db.delete(inboundMail)
      const { number, ticketId } = await aQuestion()
      const isDelivered = delivery === 'kept' || delivery === 'sent'
      await house.db
        .update(outgoingMail)
        .set({ delivery, deliveredAt: isDelivered ? asked : null })
        .where(eq(outgoingMail.ticketId, ticketId))
      if (isDelivered) await asOf(reminds, number)
      await arrive(mail, ticketId)
      if (readUpTo !== 'no mailbox') {
        const polledAt = readUpTo === 'before' ? closes.subtract({ minutes: 1 }) : moment.add({ minutes: 1 })
        await house.db.insert(mailbox).values({ name: 'support', polledAt })
      }
      if (held) await change(number, 'hold', { reason: 'She is on leave.' }, reminds)
      if (answered) {
        const answer = { action: 'answer' as const, body: { body: 'An old one.', files: [] } }
        await did(house, { number, command: answer, actor: world.joana, now: reminds })
      }
      const isRead = readUpTo !== 'before'
      const mayBeAnswer = mail === 'unread' || mail === 'held'
      const isLong = Temporal.Instant.compare(moment, closes) >= 0
      const isOver = isDelivered && isLong && isRead && !answered && !mayBeAnswer && !held
      const done = await asOf(moment, number, monday)
      expect(done.filter(({ done }) => done === 'closed')).toHaveLength(isOver ? 1 : 0)
      expect((await rowOf(house, number)).stage === 'closed').toBe(isOver)
    }),
    { numRuns: 40, examples: [[good], [{ ...good, mail: 'absence note' }], [{ ...good, mail: 'held of strangers' }]] },
  )
  await house.db.delete(inboundMail)
})

async function arrive(kind: 'none' | 'unread' | 'held' | 'absence note' | 'held of strangers', ticketId: string) {
  if (kind === 'none') return
  await house.db
    .insert(raw)
    .values({ sha256: 'a', bytes: Buffer.from('a') })
    .onConflictDoNothing()
  const came = { origin: 'smtp', sha256: 'a', size: 1, receivedAt: reminds } as const
  const read = { ...came, readAt: reminds }
  const kinds = {
    unread: came,
    held: { ...read, fate: 'held', reason: 'unreadable', ticketId },
    'absence note': { ...read, fate: 'auto_reply', ticketId },
    'held of strangers': { ...read, fate: 'held', reason: 'unknown_sender', fromAddress: 'nobody@else.example' },
  } as const
  await house.db.insert(inboundMail).values(kinds[kind])
}
