import { beforeAll, expect, test } from 'vitest'
import { find } from '../../db/find.ts'
import { ticketWords } from '../../db/schema/ticket-words.ts'
import { scoped } from '../../db/scope.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { listTickets } from '../../db/tickets/ticket-list.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import { aHouse, aKey, aTicket, aWorld, monday, type World } from '../support/world.ts'

const house = await aHouse()
let world: World

beforeAll(async () => {
  world = await aWorld(house)
})

const way = { channel: 'web', proof: 'session', now: monday } as const
const spoken = () => ({ ...way, files: [] as string[], sourceKey: aKey() })

/** The numbers of the tickets that this actor finds, newest first. */
async function found(actor: Actor, q: string): Promise<number[]> {
  const list = await listTickets(house, actor, { q, limit: 50 })
  if (isRefusal(list)) throw new Error(list.refused)
  return list.items.map(({ number }) => number)
}

test('words are found wherever they stand in the thread, each in another message', async () => {
  const { number } = await aTicket(house, world, { title: 'Velodrome is closed', body: 'Nobody gets in.' })
  await addMessage(house, { number, actor: world.joana, body: 'The turnstile hums.', ...spoken() })
  expect(await found(world.joana, 'velodrome turnstile')).toEqual([number])
  expect(await found(world.marta, 'turnstile velodrome nobody')).toEqual([number])
  expect(await found(world.marta, 'velodrome -turnstile')).toEqual([])
  expect(await found(world.marta, 'bobsleigh or turnstile')).toEqual([number])
})

test('accents and capitals make no difference, in what is written and in what is typed', async () => {
  const { number } = await aTicket(house, world, { title: 'A Inscrição não abre', body: 'Só no coração da página.' })
  for (const q of ['inscricao', 'INSCRIÇÃO', 'Inscrição nao', 'coraçao pagina']) {
    expect([q, await found(world.joana, q)]).toEqual([q, [number]])
  }
})

test('the last word may be only begun, and no other', async () => {
  const { number } = await aTicket(house, world, { title: 'Pendulum wobbles', body: 'It does.' })
  expect(await found(world.marta, 'pendulum wob')).toEqual([number])
  expect(await found(world.marta, 'pend wobbles')).toEqual([])
  expect(await found(world.marta, 'pendulum w')).toEqual([])
})

test('what is no word but a sign of some language asks for nothing strange', async () => {
  const { number } = await aTicket(house, world, { title: 'Ratchet <-> pawl e-mail', body: "it's 100%_done\\" })
  for (const q of [
    "ratchet 'pawl",
    'ratchet & pawl | (',
    'ratchet <-> pawl',
    'ratchet:* pawl',
    '"ratchet pawl"',
    'ratchet e-mail',
  ]) {
    expect([q, await found(world.joana, q)]).toEqual([q, [number]])
  }
  for (const q of ["'", '-', '\\', ':*', '%']) expect([q, await found(world.joana, q)]).toEqual([q, []])
})

test('no contact finds a ticket by the words of a note; one of us does', async () => {
  const { number } = await aTicket(house, world, { title: 'Gearbox grinds' })
  await addNote(house, { number, actor: world.marta, body: 'Margin is thirty percent, whisperingly.', ...spoken() })
  await addMessage(house, { number, actor: world.marta, body: 'We look into it.', ...spoken() })
  expect(await found(world.joana, 'whisperingly')).toEqual([])
  expect(await found(world.joana, 'gearbox whisperingly')).toEqual([])
  expect(await found(world.marta, 'gearbox whisperingly')).toEqual([number])
})

test('no contact finds a ticket of another company, by words or by number', async () => {
  const atlas = { companyId: world.atlas, requesterId: world.ines.id, actor: world.ines }
  const { number } = await aTicket(house, world, { ...atlas, title: 'Forklift beeps' })
  expect(await found(world.ines, 'forklift')).toEqual([number])
  expect(await found(world.joana, 'forklift')).toEqual([])
  expect(await found(world.ines, `#${number}`)).toEqual([number])
  expect(await found(world.joana, `#${number}`)).toEqual([])
})

test('a security ticket is found by those who take part, not by their colleagues', async () => {
  const { number, ticketId } = await aTicket(house, world, { title: 'Passwords lie in the sandbox' })
  expect(await found(world.pedro, 'passwords sandbox')).toEqual([number])
  await house.sql`update ticket set issue_type = 'security' where id = ${ticketId}`
  expect(await found(world.pedro, 'passwords sandbox')).toEqual([])
  expect(await found(world.joana, 'passwords sandbox')).toEqual([number])
})

test('without any where-clause a contact reads the words of no ticket of others, and of no note at all', async () => {
  const mine = await scoped(house.db, world.joana, (tx) =>
    tx.selectDistinct({ companyId: ticketWords.companyId }).from(ticketWords),
  )
  expect(mine).toEqual([{ companyId: world.vale }])
  const notes = scoped(house.db, world.joana, (tx) => tx.select({ words: ticketWords.allWords }).from(ticketWords))
  await expect(notes).rejects.toThrow()
})

test('the desk finds the ticket of a number first, then titles before threads, the newest of each first', async () => {
  const inThread = await aTicket(house, world, { title: 'Something else', body: 'The zeppelin again.' })
  const older = await aTicket(house, world, { title: 'Zeppelin lands', body: 'Softly.', now: monday.add({ hours: 1 }) })
  const newer = await aTicket(house, world, {
    title: 'Zeppelin starts',
    body: 'Loudly.',
    now: monday.add({ hours: 2 }),
  })
  const last = await aTicket(house, world, {
    ...{ title: 'Of another thing', body: `As in the zeppelin of ${older.number}.`, now: monday.add({ hours: 3 }) },
  })
  const numbersFor = async (q: string) => {
    const answer = await find(house, world.marta, q)
    return isRefusal(answer) ? answer.refused : answer.tickets.map(({ number }) => number)
  }
  expect(await numbersFor('zeppelin')).toEqual([newer, older, last, inThread].map(({ number }) => number))
  expect(await numbersFor(`#${older.number}`)).toEqual([older, last].map(({ number }) => number))
})

test('a thread too long for its words goes on, found by what was said before', async () => {
  const { number } = await aTicket(house, world, { title: 'Kaleidoscope turns', body: 'Look.' })
  const long = (seed: string) => Array.from({ length: 24_000 }, (_, at) => `${seed}${at.toString(36)}${'x'.repeat(20)}`)
  for (const seed of ['a', 'b', 'c', 'd']) {
    const body = long(seed).join(' ').slice(0, 500_000)
    expect(isRefusal(await addMessage(house, { number, actor: world.joana, body, ...spoken() }))).toBe(false)
  }
  await addMessage(house, { number, actor: world.joana, body: 'Afterword.', ...spoken() })
  expect(await found(world.joana, 'kaleidoscope')).toEqual([number])
})

test('words changed in the database are found as they are now', async () => {
  const { number, ticketId } = await aTicket(house, world, { title: 'Marmalade boils', body: 'Over.' })
  await house.sql`update ticket set title = 'Quince boils' where id = ${ticketId}`
  expect(await found(world.joana, 'marmalade')).toEqual([])
  expect(await found(world.joana, 'quince over')).toEqual([number])
  await house.sql`update message set visibility = 'internal', purpose = 'note', author_kind = 'staff', author_id = ${world.marta.id}
    where ticket_id = ${ticketId}`
  expect(await found(world.joana, 'quince over')).toEqual([])
  expect(await found(world.marta, 'quince over')).toEqual([number])
})
