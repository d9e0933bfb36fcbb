import { expect, test } from 'vitest'
import { readHome } from '../../../db/customers/home.ts'
import { listTickets } from '../../../db/tickets/ticket-list.ts'
import { countTurns } from '../../../db/tickets/turns.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Contact } from '../../../domain/ticket.ts'
import { walkTo } from '../../app/ticket-walk.ts'
import { aHouse, aKey, aTicket, aWorld, monday as now } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

test('what only a colleague may decide is not my turn, and I see that it waits for them', async () => {
  const { number, ticketId } = await aTicket(house, world, { title: 'Offered', now, sourceKey: aKey() })
  await walkTo({ house, world, number, ticketId, now }, 'approval')
  const [approver, reader] = await Promise.all([world.joana, world.pedro].map((one) => readHome(house, one, now)))
  const titles = (turns: { title: string }[] | undefined) => turns?.map(({ title }) => title)
  expect([titles(approver?.turns), titles(approver?.colleagues)]).toEqual([['Offered'], []])
  expect([titles(reader?.turns), titles(reader?.colleagues)]).toEqual([[], ['Offered']])
  expect([approver?.count, reader?.count]).toEqual([
    { turns: 1, colleagues: 0, working: 0 },
    { turns: 0, colleagues: 1, working: 0 },
  ])
  expect([await countTurns(house, world.joana), await countTurns(house, world.pedro)]).toEqual([1, 0])
  const listed = async (contact: Contact) => {
    const list = await listTickets(house, contact, { turn: true, limit: 10 })
    return isRefusal(list) ? list : list.items.map(({ title }) => title)
  }
  expect([await listed(world.joana), await listed(world.pedro), await listed(world.ines)]).toEqual([
    ['Offered'],
    [],
    [],
  ])
})
