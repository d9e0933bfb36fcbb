import { beforeAll, expect, test } from 'vitest'
import { addDocument } from '../../../db/customers/write-document.ts'
import { find } from '../../../db/find.ts'
import { countMail, listMail, readRawMail } from '../../../db/mailbox/mail-log.ts'
import { readMail } from '../../../db/mailbox/mail-page.ts'
import { inboundMail, outgoingMail, raw } from '../../../db/schema/mail.ts'
import { addStaff, officeHours } from '../../../db/seed/cast.ts'
import { readQueue } from '../../../db/work/queue.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { aHouse, aTicket, aWorld, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World
const found = <T>(outcome: T): Exclude<T, { refused: string }> => {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome as Exclude<T, { refused: string }>
}

beforeAll(async () => {
  world = await aWorld(house)
  await aTicket(house, world, { title: 'Question', category: 'question' })
  await aTicket(house, world, { title: 'Urgent', category: 'urgent_issue' })
  await aTicket(house, world, { title: 'Server', category: 'server_issue' })
  await aTicket(house, world, { title: 'Waits', companyId: world.atlas, requesterId: world.ines.id, actor: world.ines })
  await house.sql`
    update ticket set stage = 'needs_info', came_from = 'investigating', pm_id = ${world.marta.id} where title = 'Waits'`
  await house.sql`
    update clock set met_at = started_at where ticket_id = (select id from ticket where title = 'Waits')`
})

test('the queue sorts what is open by what is due first, and what waits for customers last', async () => {
  const noon = monday.add({ hours: 2 })
  const queue = await readQueue(house, world.marta, { view: 'all', now: noon, hours: officeHours })
  expect(queue.rows.map(({ title, group }) => `${title}: ${group}`)).toEqual([
    'Urgent: overdue',
    'Server: today',
    'Question: later',
    'Waits: waiting',
  ])
  expect(queue.counts).toEqual({ all: 4, ours: 3, new: 3, urgent: 1, waiting: 1, staging: 0, overdue: 1 })
  expect(queue.rows[0]?.clock).toMatchObject({ kind: 'assign', paused: false, remaining: -60 * 60_000 })
  expect(queue.rows[3]?.owner?.name).toBe('Marta Lopes')
})

test.each([
  ['ours', ['Urgent', 'Server', 'Question']],
  ['new', ['Urgent', 'Server', 'Question']],
  ['overdue', ['Urgent']],
  ['urgent', ['Urgent']],
  ['waiting', ['Waits']],
] as const)('the view %s of the queue shows its own', async (view, titles) => {
  const queue = await readQueue(house, world.marta, { view, now: monday.add({ hours: 2 }), hours: officeHours })
  expect(queue.rows.map(({ title }) => title)).toEqual(titles)
})

test('the queue is filtered by company, category and owner', async () => {
  const titles = async (filter: object) =>
    (await readQueue(house, world.marta, { view: 'all', now: monday, hours: officeHours, ...filter })).rows.map(
      ({ title }) => title,
    )
  expect(await titles({ companyId: world.atlas })).toEqual(['Waits'])
  expect(await titles({ category: 'question' })).toEqual(['Question'])
  expect(await titles({ ownerId: world.marta.id })).toEqual(['Waits'])
  expect(await titles({ skip: 3 })).toEqual(['Waits'])
})

test('the mail log shows both directions in one order, page by page', async () => {
  await house.db.insert(raw).values({ sha256: 'one', bytes: Buffer.from('Subject: 50%_off\r\n\r\n') })
  const came = { origin: 'file', sha256: 'one', size: 20, fromAddress: 'x@shop.example' } as const
  const [held] = await house.db
    .insert(inboundMail)
    .values([
      { ...came, subject: '50%_off', receivedAt: monday, fate: 'held', reason: 'unknown_sender', readAt: monday },
      { ...came, subject: 'later', receivedAt: monday.add({ hours: 1 }) },
    ])
    .returning({ id: inboundMail.id })
  const all = found(await listMail(house, world.tess, { limit: 100 })).items
  expect(all[0]).toMatchObject({ direction: 'in', fate: 'unread', subject: 'later' })
  expect(all.filter(({ direction }) => direction === 'out').length).toBeGreaterThan(0)
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = found(await listMail(house, world.tess, { limit: 2, cursor }))
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor)
  expect(seen).toEqual(all.map(({ id }) => id))
  const subjects = async (filter: object) =>
    found(await listMail(house, world.tess, { limit: 100, ...filter })).items.map(({ subject }) => subject)
  expect(await subjects({ fate: 'held' })).toEqual(['50%_off'])
  expect(await subjects({ q: '50%_' })).toEqual(['50%_off'])
  expect(await subjects({ q: '5_%' })).toEqual([])
  expect(await countMail(house)).toEqual({ held: 1, failed: 0 })
  expect(await readMail(house, world.marta, held?.id ?? '')).toMatchObject({ fate: 'held', reason: 'unknown_sender' })
  expect(
    Buffer.from((await readRawMail(house, { id: held?.id ?? '', actor: world.marta, demo: false })) ?? []).toString(),
  ).toContain('50%_off')
})

test('a letter that signs somebody in is for its reader alone, but in the demo for everybody', async () => {
  const [letter] = await house.db
    .insert(outgoingMail)
    .values({
      letter: 'sign_in',
      address: 'ada@agency.example',
      personId: world.ada.id,
      language: 'en',
      mime: Buffer.from('key'),
      createdAt: monday,
    })
    .returning({ id: outgoingMail.id })
  const read = (actor: Staff, demo = false) => readRawMail(house, { id: letter?.id ?? '', actor, demo })
  expect(await read(world.rui)).toBeNull()
  const boss = await addStaff(house.db, { name: 'Sam', email: 'sam@agency.example', roles: ['admin'], now: monday })
  expect(await read(boss)).toBeNull()
  expect(Buffer.from((await read(world.ada)) ?? []).toString()).toBe('key')
  expect(Buffer.from((await read(world.rui, true)) ?? []).toString()).toBe('key')
})

test('the desk finds tickets by words or number, companies, people and pages by any part of a name', async () => {
  const { tickets } = found(await find(house, world.tess, 'urgent'))
  expect(tickets.map(({ title }) => title)).toEqual(['Urgent'])
  const byNumber = found(await find(house, world.tess, `#${tickets[0]?.number}`))
  expect(byNumber.tickets.map(({ title }) => title)).toEqual(['Urgent'])
  const others = found(await find(house, world.tess, 'vale'))
  expect(others.companies.map(({ name }) => name)).toEqual(['Vale Cycles'])
  expect(others.people.map(({ name }) => name)).toEqual(['Joana Matos', 'Pedro Vale'])
  const page = { title: 'Checkout', body: 'The customer pays.', kind: 'flow', ticketNumber: null } as const
  await addDocument(house, { ...page, appId: world.shop, by: world.marta, key: 'a-page', now: monday })
  const { pages } = found(await find(house, world.tess, 'check'))
  expect(pages).toMatchObject([{ title: 'Checkout', app: 'Vale Shop', company: { name: 'Vale Cycles' } }])
})
