import { expect, test } from 'vitest'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Actor } from '../../../domain/ticket.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

async function pageFor(actor: Actor, number: number) {
  const page = await readTicketPage(house, { actor, number, now: monday })
  if (isRefusal(page)) throw new Error(page.refused)
  return page
}

test('which addresses did not take our mail is told to us alone', async () => {
  const { number, ticketId } = await aTicket(house, world)
  await house.db.insert(outgoingMail).values({
    ...{ ticketId, companyId: world.vale, letter: 'reply', address: 'joana@vale.example', language: 'en' },
    ...{ delivery: 'bounced', createdAt: monday.add({ hours: 1 }) },
  })
  expect((await pageFor(world.marta, number)).undelivered).toEqual(['joana@vale.example'])
  expect((await pageFor(world.joana, number)).undelivered).toEqual([])
})
