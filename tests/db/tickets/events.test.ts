import { expect, test } from 'vitest'
import { readEvents } from '../../../db/tickets/events.ts'
import { markTicket } from '../../../db/tickets/mark-ticket.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Actor } from '../../../domain/ticket.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

async function historyFor(actor: Actor, number: number) {
  const events = await readEvents(house, actor, number)
  return isRefusal(events) ? events.refused : events
}

test('that we were late or warned ourselves stays between us; a contact reads what was done, not how it was put', async () => {
  const { number, ticketId } = await aTicket(house, world)
  for (const action of ['warn', 'breach', 'alarm', 'remind'] as const) {
    const body = { because: 'CANARY' }
    await markTicket(house, { ticketId, action, sourceKey: action, body, at: monday, tell: () => [], write: null })
  }
  const ours = await historyFor(world.marta, number)
  expect(ours).toMatchObject(['open', 'warn', 'breach', 'alarm', 'remind'].map((action) => ({ action })))
  const theirs = await historyFor(world.joana, number)
  expect(theirs).toMatchObject(['open', 'remind'].map((action) => ({ action })))
  expect(JSON.stringify(theirs)).not.toMatch(/CANARY|"body"|"proof"/)
  expect(await historyFor(world.ines, number)).toBe('no_such_ticket')
})
