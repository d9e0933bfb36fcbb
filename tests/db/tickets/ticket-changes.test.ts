import { expect, test } from 'vitest'
import { signOut, startSession } from '../../../db/people/session.ts'
import { addMessage, addNote } from '../../../db/thread.ts'
import { placesOfOne, type TicketChange, watchTickets } from '../../../db/tickets/ticket-changes.ts'
import { until } from '../../support/until.ts'
import { aHouse, aKey, aTicket, aWorld } from '../../support/world.ts'

const house = await aHouse()
const now = Temporal.Now.instant()
const world = await aWorld(house, now)

/** Somebody in a browser of their own, with all that it was told. */
async function aWatcher(person: { id: string }) {
  const sessionToken = await startSession(house.db, { personId: person.id, device: 'a test', now })
  const heard: TicketChange[] = []
  const ended: string[] = []
  const stop = await watchTickets(house, {
    sessionToken,
    personId: person.id,
    tell: (change) => heard.push(change),
    end: () => ended.push('ended'),
    giveWay: () => ended.push('gave way'),
  })
  return { sessionToken, heard, ended, stop }
}

async function speak(number: number) {
  const words = {
    number,
    actor: world.joana,
    body: 'Still broken.',
    files: [],
    channel: 'web',
    proof: 'session',
  } as const
  await addMessage(house, { ...words, sourceKey: aKey(), now })
}

test('a change is told to those who see the ticket, by its number and version alone, and to no other company', async () => {
  const [joana, marta, ines] = await Promise.all([aWatcher(world.joana), aWatcher(world.marta), aWatcher(world.ines)])
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  await until('Joana and Marta hear of it', () => joana.heard.length > 0 && marta.heard.length > 0)
  expect(joana.heard).toEqual([{ ticket: number, rev: expect.any(Number) }])
  expect(ines.heard).toEqual([])
})

test('of a note only we hear', async () => {
  const [joana, marta] = await Promise.all([aWatcher(world.joana), aWatcher(world.marta)])
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  await until('both hear of the new ticket', () => joana.heard.length > 0 && marta.heard.length > 0)
  const words = { number, actor: world.marta, body: 'Between us.', files: [] }
  await addNote(house, { ...words, channel: 'web', proof: 'session', sourceKey: aKey(), now })
  await until('Marta hears of the note', () => marta.heard.length > 1)
  await speak(number)
  await until('both hear of the words', () => joana.heard.length > 1 && marta.heard.length > 2)
  expect(joana.heard).toHaveLength(2)
})

test('who signs out hears nothing more', async () => {
  const [gone, there] = [await aWatcher(world.joana), await aWatcher(world.joana)]
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  await until('both hear of the new ticket', () => gone.heard.length > 0 && there.heard.length > 0)
  await signOut(house.db, gone.sessionToken)
  await speak(number)
  await until('the other browser hears of the words', () => there.heard.length > 1)
  await until('the watching ends', () => gone.ended.length > 0)
  expect(gone.heard).toHaveLength(1)
})

test('one person watches in a bounded number of places, the newest ones, and takes none from others', async () => {
  const other = await aWatcher(world.marta)
  const places = []
  for (let place = 0; place < placesOfOne + 3; place += 1) places.push(await aWatcher(world.pedro))
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  const kept = places.slice(3)
  await until('all that are left hear of it', () => [other, ...kept].every(({ heard }) => heard.length > 0))
  expect(places.map(({ ended }) => ended.length)).toEqual([1, 1, 1, ...kept.map(() => 0)])
  expect(places.slice(0, 3).flatMap(({ heard }) => heard)).toEqual([])
  expect(kept.every(({ heard }) => heard.every((change) => change.ticket === number))).toBe(true)
})

test('after the database was away every watching ends, so that pages ask for what they missed', async () => {
  const watcher = await aWatcher(world.rui)
  await house.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`
  await until('the watching ends', () => watcher.ended.length > 0)
  const again = await aWatcher(world.rui)
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  await until('who watches anew hears', () => again.heard.some(({ ticket }) => ticket === number))
})
