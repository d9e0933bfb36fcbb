import { and, asc, eq } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { beforeEach, describe, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { claimMail } from '../../db/letters/outgoing.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { person } from '../../db/schema/person.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addMessage } from '../../db/thread.ts'
import { parseCommand } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import type { LetterWish } from '../../domain/notify.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import { runTimers } from '../../jobs/run-timers.ts'
import { compose } from '../../mail/compose.ts'
import { sender } from '../support/sender.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const { marta, joana } = world
const at = (text: string) => Temporal.Instant.from(text)

async function wish(who: { id: string }, letters: LetterWish) {
  await house.db.update(person).set({ letters }).where(eq(person.id, who.id))
}

async function does(number: number, actor: Actor, action: Action, body: object, now = monday) {
  const read = parseCommand(action, body)
  if ('issues' in read) throw new Error(`The test asks for a wrong ${action}.`)
  const asked = {
    number,
    command: read.command,
    actor,
    channel: 'web',
    proof: 'session',
    sourceKey: aKey(),
    now,
  } as const
  const outcome = await changeTicket(house, asked)
  if (isRefusal(outcome)) throw new Error(`${action} was refused: ${outcome.refused} ${outcome.missing}`)
}

/** What became of the letters to Joana of a ticket, oldest first. */
async function fatesOf(ticketId: string) {
  const rows = await house.db
    .select()
    .from(outgoingMail)
    .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.personId, joana.id)))
    .orderBy(asc(outgoingMail.id))
  return rows.map(({ letter, delivery }) => `${letter} ${delivery}`)
}

async function jobsFor(mailId: string) {
  return house.sql`select start_after from pgboss.job where data->>'mailId' = ${mailId}`
}

async function digests() {
  return house.db.select().from(outgoingMail).where(eq(outgoingMail.letter, 'digest')).orderBy(asc(outgoingMail.id))
}

async function timersAsOf(moment: Temporal.Instant) {
  const all = await Array.fromAsync(runTimers(house, { asOf: moment, mailReadUpTo: moment, upSince: 'rehearsal' }))
  return all.filter(({ done }) => done === 'digested').length
}

beforeEach(async () => {
  await house.db.update(person).set({ letters: 'every_step' })
  await house.db.update(ticket).set({ stage: 'closed', resolution: 'cancelled', closedAt: monday })
  await house.db.update(outgoingMail).set({ delivery: 'kept', deliveredAt: monday })
})

describe('what may wait goes by the wishes of its reader', () => {
  test.for([
    ['every_step', 'queued'],
    ['only_my_turn', 'unwanted'],
    ['daily_digest', 'gathered'],
  ] as const)('with %s a step is %s, while a question and a closing always come', async ([wanted, fate]) => {
    await wish(joana, wanted)
    const { number, ticketId } = await aTicket(house, world)
    await does(number, marta, 'take', {})
    await does(number, marta, 'ask_customer', { body: 'On which phone?' })
    await does(number, joana, 'answer', { body: 'All.' })
    await does(number, marta, 'cancel', { reason: 'It was our mistake.' })
    expect(await fatesOf(ticketId)).toEqual([
      'acknowledgement queued',
      `working_on_it ${fate}`,
      'question queued',
      'closed queued',
    ])
  })

  test('only what is sent now has a job', async () => {
    await wish(joana, 'daily_digest')
    const { number, ticketId } = await aTicket(house, world)
    await does(number, marta, 'take', {})
    const [gathered] = await house.db
      .select()
      .from(outgoingMail)
      .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.letter, 'working_on_it')))
    expect(await jobsFor(gathered?.id ?? '')).toHaveLength(0)
  })

  test('what the customer writes reaches the PM at once, whatever the PM wishes', async () => {
    await wish(marta, 'only_my_turn')
    const { number, ticketId } = await aTicket(house, world)
    await does(number, marta, 'take', {})
    const said = { number, actor: joana, body: 'Still broken.', files: [], channel: 'web', proof: 'session' } as const
    await addMessage(house, { ...said, sourceKey: aKey(), now: monday })
    const rows = await house.db
      .select()
      .from(outgoingMail)
      .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.letter, 'notice')))
    expect(rows.map(({ personId, delivery }) => [personId, delivery])).toEqual([[marta.id, 'queued']])
  })
})

describe('the digest', () => {
  test('goes out once as we open on the next business day, with every step, ticket by ticket', async () => {
    await wish(joana, 'daily_digest')
    const friday = at('2026-11-20T15:00:00Z')
    const one = await aTicket(house, world, { title: 'The shop is slow', now: friday })
    const other = await aTicket(house, world, { title: 'No receipts', now: friday })
    for (const { number } of [one, other]) await does(number, marta, 'take', {}, friday)
    expect(await timersAsOf(at('2026-11-21T12:00:00Z'))).toBe(0)
    expect(await timersAsOf(at('2026-11-23T08:59:00Z'))).toBe(0)
    expect(await timersAsOf(at('2026-11-23T09:00:00Z'))).toBe(1)
    expect(await timersAsOf(at('2026-11-23T12:00:00Z'))).toBe(0)
    const [digest] = await digests()
    const claimed = await claimMail(house.db, digest?.id ?? '')
    if (typeof claimed === 'string') throw new Error(`The digest is ${claimed}.`)
    const bytes = await compose(house, sender, claimed)
    if ('unreadable' in bytes) throw new Error(bytes.unreadable)
    const { text = '', subject } = await simpleParser(Buffer.from(bytes))
    expect(subject).toBe('2 steps since your last digest.')
    expect(text).toContain(`#${one.number} The shop is slow\n- We are working on it: Marta Lopes has your ticket.`)
    expect(text).toContain(`https://desk.test/tickets/${other.number}`)
  })

  test('two workers at once write one', async () => {
    await wish(joana, 'daily_digest')
    const { number } = await aTicket(house, world)
    await does(number, marta, 'take', {})
    const before = (await digests()).length
    await Promise.all([1, 2, 3].map(() => timersAsOf(at('2026-11-17T09:00:00Z'))))
    expect((await digests()).length - before).toBe(1)
  })
})

describe('a date', () => {
  async function aDated() {
    const { number, ticketId } = await aTicket(house, world)
    const columns = { stage: 'planned', pmId: marta.id, dueDate: '2026-12-01', lineRank: '1' } as const
    await house.db.update(ticket).set(columns).where(eq(ticket.id, ticketId))
    return { number, ticketId }
  }
  const datesOf = (ticketId: string) =>
    house.db
      .select()
      .from(outgoingMail)
      .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.letter, 'new_date')))
      .orderBy(asc(outgoingMail.id))

  test('that changes again within ten minutes is told once, with the date its reader knows (R148)', async () => {
    const { number, ticketId } = await aDated()
    await does(number, marta, 'set_due_date', { date: '2026-12-30' }, monday)
    await does(number, marta, 'set_due_date', { date: '2026-12-03' }, monday.add({ minutes: 9 }))
    const [first, second] = await datesOf(ticketId)
    expect([first?.delivery, second?.delivery]).toEqual(['dropped', 'queued'])
    expect(second?.facts).toEqual({ before: '2026-12-01' })
    const [job] = await jobsFor(second?.id ?? '')
    expect(new Date(job?.start_after).toISOString()).toBe('2026-11-16T10:19:00.000Z')
  })

  test('that moves while its estimate is made is news only once somebody was told of one (R148)', async () => {
    const { number, ticketId } = await aTicket(house, world)
    await does(number, marta, 'take', {})
    const columns = { stage: 'estimating', workClass: 'bug_fix', needsCode: false, funding: 'none' } as const
    const estimating = () =>
      house.db
        .update(ticket)
        .set({ ...columns, appId: world.shop })
        .where(eq(ticket.id, ticketId))
    await estimating()
    await does(number, marta, 'set_due_date', { date: '2026-12-01' }, monday)
    await does(number, marta, 'set_due_date', { date: '2026-12-02' }, monday.add({ minutes: 20 }))
    expect(await datesOf(ticketId)).toEqual([])
    // Planned, it is told with the place in line; then it is estimated again.
    await does(number, marta, 'plan', {}, monday.add({ minutes: 30 }))
    await does(number, marta, 'revise', { reason: 'There is more to it.' }, monday.add({ minutes: 40 }))
    await does(number, marta, 'set_due_date', { date: '2026-12-04' }, monday.add({ minutes: 50 }))
    expect(await datesOf(ticketId)).toMatchObject([{ personId: joana.id, facts: { before: '2026-12-02' } }])
  })

  test('put right within ten minutes is not told at all; later it is told anew', async () => {
    const { number, ticketId } = await aDated()
    await does(number, marta, 'set_due_date', { date: '2026-12-30' }, monday)
    await does(number, marta, 'set_due_date', { date: '2026-12-01' }, monday.add({ minutes: 1 }))
    expect((await datesOf(ticketId)).map(({ delivery }) => delivery)).toEqual(['dropped'])
    await does(number, marta, 'set_due_date', { date: '2026-12-02' }, monday.add({ minutes: 30 }))
    await does(number, marta, 'set_due_date', { date: '2026-12-04' }, monday.add({ minutes: 41 }))
    expect((await datesOf(ticketId)).map(({ delivery }) => delivery)).toEqual(['dropped', 'queued', 'queued'])
  })
})
