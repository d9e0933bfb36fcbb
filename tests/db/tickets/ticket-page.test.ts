import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { readHome } from '../../../db/customers/home.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { approval } from '../../../db/schema/ticket.ts'
import { listTickets } from '../../../db/tickets/ticket-list.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { parseCommand } from '../../../domain/command.ts'
import type { Action } from '../../../domain/lifecycle.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Actor, Contact, Staff } from '../../../domain/ticket.ts'
import { did } from '../../support/work.ts'
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

test('hours are the customer’s to read once offered, and a date once planned (R019, R020, R148)', async () => {
  const { number, ticketId } = await aTicket(house, world)
  const figures = async (actor: Contact | Staff) => {
    const { estimateHours, dueDate } = (await pageFor(actor, number)).ticket
    const list = await listTickets(house, actor, { limit: 50 })
    const row = isRefusal(list) ? null : list.items.find((one) => one.number === number)
    expect([row?.estimateHours, row?.dueDate]).toEqual([estimateHours, dueDate])
    return [estimateHours, dueDate]
  }
  const dated = async () => (await readHome(house, world.joana, monday)).working.find((one) => one.number === number)
  const does = (actor: Staff | Contact, action: Action, body: object) => {
    const read = parseCommand(action, body)
    if ('issues' in read) throw new Error(JSON.stringify(read.issues))
    return did(house, { number, actor, command: read.command })
  }
  await does(world.marta, 'take', {})
  const scope = { work_class: 'bug_fix', scope: 'Read it.', app: world.shop, funding: 'postpaid', needs_code: true }
  await does(world.marta, 'confirm_scope', scope)
  await does(world.lena, 'estimate', { hours: 3 })
  await does(world.marta, 'set_due_date', { date: '2026-12-01' })
  expect(await figures(world.marta)).toEqual([3, '2026-12-01'])
  expect([await figures(world.joana), (await dated())?.dueDate]).toEqual([[null, null], null])
  await does(world.marta, 'ask_customer', { body: 'Which browser?' })
  expect(await figures(world.joana)).toEqual([null, null])
  await does(world.joana, 'answer', { body: 'All of them.' })
  await does(world.marta, 'send_estimate', { solution: 'We read it.' })
  expect(await figures(world.joana)).toEqual([3, null])
  const [asked] = await house.db.select().from(approval).where(eq(approval.ticketId, ticketId))
  await does(world.joana, 'approve', { approval: asked?.id })
  expect([await figures(world.joana), (await dated())?.dueDate]).toEqual([[3, '2026-12-01'], '2026-12-01'])
  await does(world.marta, 'revise', { reason: 'There is more to it.' })
  await does(world.lena, 'estimate', { hours: 9 })
  expect(await figures(world.joana)).toEqual([null, '2026-12-01'])
})
