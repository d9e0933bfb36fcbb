import { and, asc, desc, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { calendar } from '../../db/schema/company.ts'
import { inboundMail, mailbox, outgoingMail, raw } from '../../db/schema/mail.ts'
import { staffRole } from '../../db/schema/person.ts'
import { clock, event, ticket } from '../../db/schema/ticket.ts'
import { officeHours } from '../../db/seed/cast.ts'
import { parseCommand } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Category } from '../../domain/ticket.ts'
import { runTimers } from '../../jobs/run-timers.ts'
import type { Done } from '../../jobs/timer.ts'
import { sendMail } from '../../mail/send.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const at = (text: string) => Temporal.Instant.from(text)
const sender = {
  baseUrl: 'https://desk.test',
  mailDomain: 'desk.test',
  secretKey: 'a secret of sixteen letters',
  post: null,
}

/** What time does to one ticket, as of a moment an operator vouches for. */
async function asOf(
  moment: Temporal.Instant,
  number: number,
  upSince: Temporal.Instant | 'rehearsal' = 'rehearsal',
): Promise<Done[]> {
  const mailReadUpTo = upSince === 'rehearsal' ? moment : ('as_recorded' as const)
  const all = await Array.fromAsync(runTimers(house, { asOf: moment, mailReadUpTo, upSince }))
  return all.filter(({ ticket: about, because }) => about === number && because !== 'unseen')
}

async function stageOf(number: number) {
  const [row] = await house.db.select().from(ticket).where(eq(ticket.number, number))
  if (!row) throw new Error(`There is no ticket ${number}.`)
  return row
}

async function change(number: number, action: Action, body: object, now: Temporal.Instant) {
  const read = parseCommand(action, body)
  if (!('command' in read)) throw new Error(`The test asks for a wrong ${action}.`)
  const outcome = await changeTicket(house, {
    ...{ number, command: read.command, actor: world.marta, channel: 'web', proof: 'session', sourceKey: aKey(), now },
  })
  if (isRefusal(outcome)) throw new Error(`${action} was refused: ${outcome.refused} ${outcome.missing}`)
}

/** Closes what other tests left open, so that each sees its own ticket only. */
beforeEach(async () => {
  // What nobody has seen has tests of its own.
  await house.sql`update agency set alert_after_minutes = 1440`
  await house.db.update(ticket).set({ stage: 'closed', resolution: 'cancelled', closedAt: monday })
  await house.db.delete(mailbox)
  await house.db.update(inboundMail).set({ fate: 'duplicate', readAt: monday, reason: null })
})

describe('assignment', () => {
  const cases: [Category, string, string][] = [
    ['urgent_issue', '2026-11-16T10:00:00Z', '2026-11-16T11:00:00Z'],
    ['server_issue', '2026-11-16T12:00:00Z', '2026-11-16T15:00:00Z'],
    ['issue_with_error', '2026-11-16T15:00:00Z', '2026-11-17T10:00:00Z'],
    ['issue_no_error', '2026-11-17T10:00:00Z', '2026-11-18T10:00:00Z'],
    ['question', '2026-11-17T15:00:00Z', '2026-11-19T10:00:00Z'],
  ]
  test.each(cases)(
    'nobody took a %s: the job assigns it at %s, before it is due at %s',
    async (category, acts, due) => {
      const { number, ticketId } = await aTicket(house, world, {
        category,
        impact: category === 'urgent_issue' ? ['checkout'] : [],
      })
      const [kept] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
      expect([kept?.actsAt?.toString(), kept?.dueAt?.toString()]).toEqual([acts, due])
      if (category !== 'urgent_issue') expect(await asOf(at(acts).subtract({ seconds: 1 }), number)).toEqual([])
      expect(await asOf(at(acts), number)).toEqual([{ done: 'assigned', ticket: number, at: acts }])
      expect(await asOf(at(acts), number)).toEqual([])
      expect(await stageOf(number)).toMatchObject({ stage: 'investigating', pmId: world.marta.id })
      expect(await lettersOf(house, ticketId)).toContain('working_on_it to joana@vale.example')
    },
  )

  test('an urgent ticket of the weekend is assigned in the first minute of the watch', async () => {
    const watch = { sat: [{ from: '10:00', to: '12:00' }], sun: [] }
    await house.db.update(calendar).set({ hours: { ...officeHours, watch } })
    const { number } = await aTicket(house, world, {
      category: 'urgent_issue',
      impact: ['checkout'],
      now: at('2026-11-20T19:00:00Z'),
    })
    await house.db.update(calendar).set({ hours: officeHours })
    expect(await asOf(at('2026-11-21T09:59:59Z'), number)).toEqual([])
    expect(await asOf(at('2026-11-21T10:00:00Z'), number)).toMatchObject([{ done: 'assigned' }])
  })

  test('without any PM the ticket stays in triage with one alarm, and goes to the first PM there is', async () => {
    await house.db.delete(staffRole).where(eq(staffRole.role, 'pm'))
    const { number, ticketId } = await aTicket(house, world)
    expect(await asOf(at('2026-11-16T15:00:00Z'), number)).toMatchObject([{ done: 'alarmed', because: 'no_manager' }])
    expect(await asOf(at('2026-11-16T15:01:00Z'), number)).toEqual([])
    expect(await stageOf(number)).toMatchObject({ stage: 'new', warning: 'no_manager' })
    expect((await lettersOf(house, ticketId)).filter((line) => line.startsWith('alarm')).toSorted()).toEqual([
      'alarm to ada@agency.example',
      'alarm to tess@agency.example',
    ])
    await house.db.insert(staffRole).values({ personId: world.marta.id, role: 'pm' })
    expect(await asOf(at('2026-11-16T15:02:00Z'), number)).toMatchObject([{ done: 'assigned' }])
    expect(await stageOf(number)).toMatchObject({ stage: 'investigating', warning: null })
  })
})

describe('clocks', () => {
  test('three quarters of a window used are warned of once, and a breach bears its true moment however late the worker looks', async () => {
    await house.db.delete(staffRole).where(eq(staffRole.role, 'pm'))
    const { number, ticketId } = await aTicket(house, world)
    await asOf(at('2026-11-16T15:00:00Z'), number)
    expect(await asOf(at('2026-11-16T17:00:00Z'), number)).toMatchObject([{ done: 'warned', because: 'assign' }])
    expect(await asOf(at('2026-11-16T17:01:00Z'), number)).toEqual([])
    const late = await asOf(at('2026-11-19T12:00:00Z'), number)
    expect(late).toEqual([{ done: 'breached', ticket: number, at: '2026-11-17T10:00:00Z', because: 'assign' }])
    const [last] = await house.db
      .select()
      .from(event)
      .where(eq(event.ticketId, ticketId))
      .orderBy(desc(event.id))
      .limit(1)
    expect([last?.action, last?.at.toString()]).toEqual(['breach', '2026-11-17T10:00:00Z'])
    const [kept] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
    expect(kept?.breachedAt?.toString()).toBe('2026-11-17T10:00:00Z')
    await house.db.insert(staffRole).values({ personId: world.marta.id, role: 'pm' })
  })

  test('a promise kept too late is a breach too, though nobody looked meanwhile', async () => {
    const { number } = await aTicket(house, world)
    await change(number, 'take', {}, at('2026-11-18T10:00:00Z'))
    expect(await asOf(at('2026-11-18T11:00:00Z'), number)).toMatchObject([
      { done: 'breached', at: '2026-11-17T10:00:00Z' },
    ])
    expect(await asOf(at('2026-11-18T11:00:00Z'), number)).toEqual([])
  })

  test('a closed ticket raises no alert', async () => {
    const { number } = await aTicket(house, world)
    await change(number, 'cancel', { reason: 'Not needed.' }, monday)
    expect(await asOf(at('2026-12-16T10:00:00Z'), number)).toEqual([])
  })
})

describe('silence', () => {
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
    for (const { id } of rows) await sendMail(house, sender, id)
    await house.db.update(outgoingMail).set({ deliveredAt: asked }).where(eq(outgoingMail.ticketId, ticketId))
    return { number, ticketId }
  }

  test('it is reminded of once a business day before, and closed after three, to the minute', async () => {
    const { number, ticketId } = await aQuestion()
    expect(await asOf(reminds.subtract({ seconds: 1 }), number)).toEqual([])
    expect(await asOf(reminds, number)).toEqual([{ done: 'reminded', ticket: number, at: reminds.toString() }])
    expect(await asOf(closes.subtract({ seconds: 1 }), number)).toEqual([])
    expect(await asOf(closes, number)).toEqual([{ done: 'closed', ticket: number, at: closes.toString() }])
    expect(await asOf(closes.add({ hours: 48 }), number)).toEqual([])
    expect(await stageOf(number)).toMatchObject({ stage: 'closed', resolution: 'no_feedback', closedAt: closes })
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

  test('a human answer ends it', async () => {
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
    'a question that is %s starts none',
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

  test('two workers at once close it once', async () => {
    const { number, ticketId } = await aQuestion()
    await asOf(reminds, number)
    const both = await Promise.all([asOf(closes, number), asOf(closes, number)])
    expect(both.flat()).toHaveLength(1)
    const events = await house.db.select().from(event).where(eq(event.ticketId, ticketId))
    expect(events.filter(({ action }) => action === 'close_silent')).toHaveLength(1)
  })
})

test('an approval is reminded of after three business days, and lapses when its time is over', async () => {
  const { number } = await aTicket(house, world, { category: 'question' })
  await change(number, 'take', {}, monday)
  await change(number, 'ask_proceed', { body: 'Shall we look into it?' }, monday)
  expect(await asOf(at('2026-11-19T10:00:00Z'), number)).toMatchObject([{ done: 'reminded' }])
  expect(await asOf(at('2026-11-30T09:59:00Z'), number)).toEqual([])
  expect(await asOf(at('2026-11-30T10:00:00Z'), number)).toMatchObject([{ done: 'lapsed' }])
  expect(await stageOf(number)).toMatchObject({ stage: 'investigating' })
})

/** A question to the customer that waits since Monday, for ten business days or until the end of a named day. */
async function anOffer(until: { valid_until?: string } = {}) {
  const { number, ticketId } = await aTicket(house, world, { category: 'question' })
  await change(number, 'take', {}, monday)
  await change(number, 'ask_proceed', { body: 'Shall we look into it?', ...until }, monday)
  return { number, ticketId }
}

test('after an outage an offer that is over is reminded of first, and lapses a business day later (spec §5, `lapse`)', async () => {
  const { number, ticketId } = await anOffer()
  const back = at('2026-12-02T10:00:00Z')
  expect(await asOf(back, number, back)).toMatchObject([{ done: 'reminded', at: back.toString() }])
  const [told] = await house.db
    .select({ body: event.body })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.action, 'remind')))
  expect(told?.body).toEqual({ until: '2026-12-03T10:00:00Z' })
  expect(await asOf(at('2026-12-03T09:59:00Z'), number, back)).toEqual([])
  expect(await asOf(at('2026-12-03T10:00:00Z'), number, back)).toMatchObject([{ done: 'lapsed' }])
})

test('a short offer is reminded of at half its time, and lapses when it said', async () => {
  const { number } = await anOffer({ valid_until: '2026-11-17' })
  expect((await asOf(at('2026-11-17T12:00:00Z'), number, monday)).map(({ done }) => done)).toEqual(['reminded'])
  expect(await asOf(at('2026-11-17T23:59:00Z'), number, monday)).toEqual([])
  expect((await asOf(at('2026-11-18T00:00:00Z'), number, monday)).map(({ done }) => done)).toEqual(['lapsed'])
})
