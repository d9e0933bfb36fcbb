import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { listSettingChanges } from '../../../db/agency/setting-changes.ts'
import { calendar } from '../../../db/schema/company.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { absence } from '../../../db/schema/membership.ts'
import { event, ticket } from '../../../db/schema/ticket.ts'
import { addStaff, officeHours } from '../../../db/seed/cast.ts'
import { seeTicket } from '../../../db/tickets/see-ticket.ts'
import { alertEmptyDay } from '../../../db/tickets/unseen.ts'
import { fillRota, setDuty } from '../../../db/work/change-duty.ts'
import { readRota, readWatcher } from '../../../db/work/duty.ts'
import type { Calendar } from '../../../domain/calendar.ts'
import { refuse } from '../../../domain/refusal.ts'
import { alertUnseen } from '../../../jobs/alert-unseen.ts'
import { runTimers } from '../../../jobs/run-timers.ts'
import { sendMail } from '../../../mail/send.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const timo = await addStaff(house.db, {
  name: 'Timo Aho',
  email: 'timo@agency.example',
  roles: ['triage'],
  now: monday,
})
const at = (text: string) => Temporal.Instant.from(text)
const date = (text: string) => Temporal.PlainDate.from(text)
const watch = [{ from: '10:00', to: '16:00' }]
const watched: Calendar = { ...officeHours, watch: { sat: watch, sun: watch } }
const holiday = (day: string): Calendar => ({ ...watched, overrides: { [day]: { name: 'Holiday', intervals: [] } } })

beforeEach(async () => {
  await house.sql`delete from duty`
  await house.sql`delete from duty_alert`
  await house.sql`delete from absence`
  await house.sql`delete from setting_change`
  await house.db.update(ticket).set({ stage: 'closed', resolution: 'cancelled', closedAt: monday })
  await keep(officeHours)
})

const keep = (hours: Calendar) => house.db.update(calendar).set({ hours })
const set = (day: string, personId: string | null, by = world.ada) =>
  setDuty(house, { days: [{ day, personId }], by, now: monday })
const away = (personId: string, from: string, to: string, deputyId: string | null = null) =>
  house.db.insert(absence).values({ personId, from, to, deputyId })

async function rota(from: string, to: string) {
  const { days } = await readRota(house, { from: date(from), to: date(to) })
  return days.map(({ day, wanted, person }) => `${day.slice(-2)} ${wanted} ${person?.name.split(' ')[0] ?? '–'}`)
}

describe('the rota', () => {
  test('weeks are filled by turns among triage; holidays and weekends are left out (R009)', async () => {
    await keep({ ...officeHours, overrides: { '2026-11-18': { name: 'Holiday', intervals: [] } } })
    expect(await fillRota(house, { from: date('2026-11-16'), weeks: 2, by: world.ada, now: monday })).toEqual({
      filled: 9,
    })
    expect(await rota('2026-11-16', '2026-11-24')).toEqual([
      ...['16 somebody Tess', '17 somebody Tess', '18 nobody –', '19 somebody Tess', '20 somebody Tess'],
      ...['21 nobody –', '22 nobody –', '23 somebody Timo', '24 somebody Timo'],
    ])
    expect(await fillRota(house, { from: date('2026-11-30'), weeks: 1, by: world.ada, now: monday })).toEqual({
      filled: 5,
    })
    expect(await rota('2026-11-30', '2026-11-30')).toEqual(['30 somebody Tess'])
  })

  test('who is away is stood in for by the next, and a day that has somebody keeps them', async () => {
    await away(world.tess.id, '2026-11-17', '2026-11-18')
    await set('2026-11-18', world.marta.id)
    expect(await fillRota(house, { from: date('2026-11-16'), weeks: 1, by: world.ada, now: monday })).toEqual({
      filled: 4,
    })
    expect(await rota('2026-11-16', '2026-11-19')).toEqual([
      '16 somebody Tess',
      '17 somebody Timo',
      '18 somebody Marta',
      '19 somebody Tess',
    ])
  })

  test('the weekend takes somebody only with its watch, and a holiday never (R010)', async () => {
    expect(await set('2026-11-21', world.tess.id)).toEqual(refuse('not_on_rota', ['2026-11-21']))
    await keep(watched)
    expect(await set('2026-11-21', world.tess.id)).toBe('now')
    expect(await rota('2026-11-21', '2026-11-22')).toEqual(['21 perhaps Tess', '22 perhaps –'])
    await keep(holiday('2026-11-22'))
    expect(await set('2026-11-22', world.tess.id)).toEqual(refuse('not_on_rota', ['2026-11-22']))
  })

  test('who may not watch, or is away, is not put on it; only an admin changes it', async () => {
    await away(world.tess.id, '2026-11-17', '2026-11-17')
    expect(await set('2026-11-17', world.tess.id)).toEqual(refuse('may_not_watch', ['2026-11-17']))
    expect(await set('2026-11-17', world.rui.id)).toEqual(refuse('may_not_watch', ['2026-11-17']))
    expect(await set('2026-11-17', world.marta.id, world.tess)).toEqual(refuse('admins_only'))
    expect(await fillRota(house, { from: date('2026-11-16'), weeks: 1, by: world.lena, now: monday })).toEqual(
      refuse('admins_only'),
    )
    expect(await rota('2026-11-17', '2026-11-17')).toEqual(['17 somebody –'])
  })

  test('two who fill it at once fill it once, and what changed is on record', async () => {
    const fill = () => fillRota(house, { from: date('2026-11-16'), weeks: 1, by: world.ada, now: monday })
    const both = await Promise.all([fill(), fill()])
    expect(both.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)))).toEqual([
      { filled: 0 },
      { filled: 5 },
    ])
    const { changes } = await listSettingChanges(house, { area: 'duty' })
    expect(changes.map(({ steps }) => steps.length)).toEqual([5])
    expect(changes[0]?.steps[0]).toEqual({ field: '2026-11-16', from: null, to: 'Tess Moreau' })
  })

  test('while whoever is on duty is away, the deputy watches', async () => {
    await set('2026-11-16', world.tess.id)
    const now = () => house.db.transaction((tx) => readWatcher(tx, monday))
    expect(await now()).toMatchObject({ name: 'Tess Moreau' })
    await away(world.tess.id, '2026-11-16', '2026-11-20', timo.id)
    expect(await now()).toMatchObject({ name: 'Timo Aho' })
    await away(timo.id, '2026-11-16', '2026-11-16')
    expect(await now()).toBeNull()
  })
})

async function timers(asOf: Temporal.Instant) {
  const all = await Array.fromAsync(runTimers(house, { asOf, mailReadUpTo: asOf, upSince: 'rehearsal' }))
  return all.filter(({ done }) => done === 'alarmed').map(({ ticket: about, because }) => ({ ticket: about, because }))
}

const unseen = (asOf: Temporal.Instant) =>
  Array.fromAsync(alertUnseen(house, { asOf, mailReadUpTo: asOf, upSince: 'rehearsal' }))

describe('a new ticket that nobody looks at', () => {
  test('alarms whoever is on duty, triage and the admins, once, after thirty open minutes (R009)', async () => {
    await set('2026-11-16', world.marta.id)
    const { number, ticketId } = await aTicket(house, world, { now: at('2026-11-16T12:50:00Z'), sourceKey: aKey() })
    // Closed from one to two: ten minutes before the break, twenty after it.
    expect(await timers(at('2026-11-16T14:19:59Z'))).toEqual([])
    const both = await Promise.all([timers(at('2026-11-16T14:20:00Z')), timers(at('2026-11-16T14:20:00Z'))])
    expect(both.flat()).toEqual([{ ticket: number, because: 'unseen' }])
    expect(await timers(at('2026-11-16T14:40:00Z'))).toEqual([])
    const letters = (await lettersOf(house, ticketId)).filter((letter) => letter.startsWith('alarm'))
    expect(letters.toSorted()).toEqual([
      'alarm to ada@agency.example',
      'alarm to marta@agency.example',
      'alarm to tess@agency.example',
      'alarm to timo@agency.example',
    ])
  })

  test('waits over a weekend and a holiday; an urgent one counts what is watched too (R010)', async () => {
    await keep(holiday('2026-11-23'))
    const friday = at('2026-11-20T17:45:00Z')
    const calm = await aTicket(house, world, { now: friday, sourceKey: aKey() })
    const urgent = await aTicket(house, world, {
      ...{ category: 'urgent_issue', impact: ['checkout'], now: friday, sourceKey: aKey() },
    })
    expect(await unseen(at('2026-11-21T10:14:00Z'))).toEqual([])
    expect(await unseen(at('2026-11-21T10:15:00Z'))).toMatchObject([{ ticket: urgent.number, because: 'unseen' }])
    expect(await unseen(at('2026-11-23T18:00:00Z'))).toEqual([])
    expect(await unseen(at('2026-11-24T09:15:00Z'))).toMatchObject([{ ticket: calm.number }])
  })

  test('is seen by a word of a watcher: once, beside the stage, and then alarms nobody (R009)', async () => {
    const { number, ticketId } = await aTicket(house, world, { sourceKey: aKey() })
    const see = (actor: Parameters<typeof seeTicket>[1]['actor']) =>
      seeTicket(house, { number, actor, sourceKey: aKey(), now: monday })
    expect(await see(world.rui)).toEqual(refuse('not_yours_to_do'))
    expect(await see(world.joana)).toEqual(refuse('no_such_ticket'))
    expect((await Promise.all([see(world.tess), see(world.lena)])).toSorted()).toEqual(['before', 'now'])
    const kept = await house.db.select().from(event).where(eq(event.ticketId, ticketId))
    expect(kept.map(({ action, toStage }) => [action, toStage])).toEqual([
      ['open', 'new'],
      ['seen', 'new'],
    ])
    expect(await unseen(at('2026-11-16T17:00:00Z'))).toEqual([])
  })

  test('a ticket that somebody took can no longer be seen as new', async () => {
    const { number } = await aTicket(house, world, { sourceKey: aKey() })
    await house.sql`update ticket set stage = 'investigating', pm_id = ${world.marta.id} where number = ${number}`
    const done = await seeTicket(house, { number, actor: world.tess, sourceKey: aKey(), now: monday })
    expect(done).toEqual(refuse('not_possible_now'))
  })
})

describe('a business day without anybody on duty', () => {
  test('alerts the team once it opens, once, in words that name the day (R009)', async () => {
    expect(await alertEmptyDay(house, at('2026-11-16T08:59:00Z'))).toBeNull()
    const both = await Promise.all([timers(monday), timers(monday)])
    expect(both.flat()).toEqual([{ ticket: null, because: 'nobody_on_duty' }])
    expect(await timers(at('2026-11-16T17:00:00Z'))).toEqual([])
    const mails = await house.db
      .select()
      .from(outgoingMail)
      .where(eq(outgoingMail.letter, 'alarm'))
      .orderBy(outgoingMail.id)
    const [first] = mails.filter(({ ticketId }) => ticketId === null)
    await sendMail(
      house,
      {
        baseUrl: 'https://desk.test',
        mailDomain: 'desk.test',
        mailboxes: [],
        secretKey: 'sixteen letters!',
        post: null,
      },
      first?.id ?? '',
    )
    const [made] = await house.db
      .select({ mime: outgoingMail.mime })
      .from(outgoingMail)
      .where(eq(outgoingMail.id, first?.id ?? ''))
    expect(Buffer.from(made?.mime ?? '').toString()).toContain('2026-11-16')
  })

  test('holidays, weekends and days with somebody alert nobody (R009, R010)', async () => {
    await keep(holiday('2026-11-16'))
    expect(await alertEmptyDay(house, monday)).toBeNull()
    expect(await alertEmptyDay(house, at('2026-11-21T12:00:00Z'))).toBeNull()
    await set('2026-11-17', world.tess.id)
    expect(await alertEmptyDay(house, at('2026-11-17T10:00:00Z'))).toBeNull()
    await away(world.tess.id, '2026-11-17', '2026-11-17')
    expect(await alertEmptyDay(house, at('2026-11-17T10:00:00Z'))).toBe('2026-11-17')
  })
})
