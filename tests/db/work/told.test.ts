import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { event } from '../../../db/schema/ticket.ts'
import { addApp, addStaff } from '../../../db/seed/cast.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { parseCommand } from '../../../domain/command.ts'
import type { Action } from '../../../domain/lifecycle.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { rowTitle } from '../../../domain/testing.ts'
import type { Actor } from '../../../domain/ticket.ts'
import { aPlannedTicket, ask, aTestedTicket, did, offer, passAll } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

const commandOf = (action: Action, body: object) => {
  const read = parseCommand(action, body)
  if ('issues' in read) throw new Error(`The body of ${action} is malformed.`)
  return read.command
}
const does = (actor: Actor, number: number, action: Action, body: object = {}) =>
  did(house, { number, actor, command: commandOf(action, body) })
const letters = async (ticketId: string, letter: string) =>
  (await lettersOf(house, ticketId)).filter((one) => one.startsWith(`${letter} to`))

test('that we work on it is told once, to who asked and who takes part, however often the manager changes (R012)', async () => {
  const { number, ticketId } = await aTicket(house, world, { participantIds: [world.pedro.id] })
  const told = ['working_on_it to joana@vale.example', 'working_on_it to pedro@vale.example']
  await does(world.tess, number, 'take')
  expect((await letters(ticketId, 'working_on_it')).toSorted()).toEqual(told)
  await addStaff(house.db, { name: 'Diogo Faria', email: 'diogo@agency.example', roles: ['pm'], now: monday })
  await does(world.marta, number, 'assign', { pm: 'diogo@agency.example' })
  expect((await letters(ticketId, 'working_on_it')).toSorted()).toEqual(told)
  expect(await letters(ticketId, 'assigned_to_you')).toEqual([
    'assigned_to_you to marta@agency.example',
    'assigned_to_you to diogo@agency.example',
  ])
})

test('the customer hears that it is live after the release, and the lead’s word to close it goes to the manager (R037–R043)', async () => {
  const { number, ticketId } = await aTestedTicket(house, world)
  await offer(house, world, number)
  await does(world.joana, number, 'approve_release', { round: 1 })
  await does(world.marta, number, 'move_to_production')
  expect(await letters(ticketId, 'live')).toEqual([])
  const before = (await letters(ticketId, 'your_turn')).filter((letter) => letter.includes('marta')).length
  const record = { pull_request: 'https://git.example/pull/7', merged: true, upgrades: 'Database upgraded.' }
  expect(await ask(house, { number, actor: world.marta, command: commandOf('release', record) })).toMatchObject({
    refused: 'not_yours_to_do',
  })
  await does(world.lena, number, 'release', record)
  expect(await letters(ticketId, 'live')).toEqual(['live to joana@vale.example'])
  expect((await letters(ticketId, 'your_turn')).filter((letter) => letter.includes('marta'))).toHaveLength(before + 1)
  const released = and(eq(event.ticketId, ticketId), eq(event.action, 'release'))
  const [kept] = await house.db.select().from(event).where(released)
  expect(kept).toMatchObject({ actorId: world.lena.id, at: monday, body: record })
  // The lead is done with it; that the ticket is closed is the manager's word.
  expect(
    await ask(house, { number, actor: world.lena, command: commandOf('close', { documentation: 'no_change' }) }),
  ).toMatchObject({ refused: 'not_yours_to_do' })
  await does(world.marta, number, 'close', { documentation: 'no_change' })
})

test('of an app without known workflows the lead acknowledges that none is on file, before anything is offered (R034)', async () => {
  const bare = { companyId: world.vale, name: 'Bare Shop', staging: true, repository: true }
  const appId = await addApp(house.db, { ...bare, developerIds: [world.rui.id], supportLeadId: world.lena.id })
  const { number } = await aPlannedTicket(house, world, { appId })
  await does(world.lena, number, 'reorder', { after: null, reason: 'It is tested first.' })
  await does(world.rui, number, 'start')
  await does(world.rui, number, 'finish', { pull_request: 'https://git.example/pull/8' })
  const page = await readTicketPage(house, { actor: world.lena, number, now: monday })
  const rows = isRefusal(page) ? [] : page.ticket.rows
  expect(rows.map((row) => [row.by, rowTitle(row, 'en')])).toEqual([
    ['pm', 'The solution does what was communicated'],
    ['support_lead', 'No known workflow is on file for this app'],
  ])
  await does(world.marta, number, 'tick', { row: rows[0]?.id })
  await expect(offer(house, world, number)).rejects.toThrow('rows')
  await passAll(house, world, number)
  await offer(house, world, number)
})
