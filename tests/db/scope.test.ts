import { count, inArray, ne, not, sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import type { Tx } from '../../db/client.ts'
import { readHome } from '../../db/customers/home.ts'
import { readLetterFacts } from '../../db/letters/letter-facts.ts'
import { company } from '../../db/schema/company.ts'
import { file, message } from '../../db/schema/thread.ts'
import { approval, clock, event, participant, ticket } from '../../db/schema/ticket.ts'
import { scoped } from '../../db/scope.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { readEvents } from '../../db/tickets/events.ts'
import { openFile } from '../../db/tickets/files.ts'
import { readOwnShapes } from '../../db/tickets/own-shape.ts'
import { keepFilesOn } from '../../db/tickets/ticket-files.ts'
import { listTickets } from '../../db/tickets/ticket-list.ts'
import { readTicketPage } from '../../db/tickets/ticket-page.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { aHouse, aKey, aTicket, aWorld, monday, type World } from '../support/world.ts'

const house = await aHouse()
let world: World

beforeAll(async () => {
  world = await aWorld(house)
})

const way = { channel: 'web', proof: 'session', now: monday } as const
const spoken = () => ({ ...way, files: [] as string[], sourceKey: aKey() })

test('without any where-clause a contact reads no row of another company, and no note', async () => {
  const { number } = await aTicket(house, world)
  await aTicket(house, world, { companyId: world.atlas, requesterId: world.ines.id, actor: world.ines })
  await addNote(house, { number, actor: world.marta, body: 'Between us', ...spoken() })
  const foreign = await scoped(house.db, world.joana, async (tx) => [
    await tx.select({ n: count() }).from(ticket).where(ne(ticket.companyId, world.vale)),
    await tx.select({ n: count() }).from(message).where(ne(message.companyId, world.vale)),
    await tx.select({ n: count() }).from(message).where(ne(message.visibility, 'public')),
    await tx.select({ n: count() }).from(event).where(ne(event.companyId, world.vale)),
    await tx.select({ n: count() }).from(clock).where(ne(clock.companyId, world.vale)),
    await tx.select({ n: count() }).from(approval).where(ne(approval.companyId, world.vale)),
    await tx.select({ n: count() }).from(participant).where(ne(participant.companyId, world.vale)),
    await tx.select({ n: count() }).from(file).where(ne(file.companyId, world.vale)),
    await tx
      .select({ n: count() })
      .from(company)
      .where(not(inArray(company.id, [world.vale]))),
  ])
  expect(foreign.flat().map(({ n }) => n)).toEqual(Array(9).fill(0))
  expect(await scoped(house.db, world.joana, (tx) => tx.select({ n: count() }).from(ticket))).toEqual([{ n: 1 }])
})

test('what several people ask in one breath stays with each of them', async () => {
  await aTicket(house, world)
  await aTicket(house, world, { companyId: world.atlas, requesterId: world.ines.id, actor: world.ines })
  const companies = async (tx: Tx) =>
    (await tx.selectDistinct({ id: ticket.companyId }).from(ticket)).map(({ id }) => id)
  const [hers, theirs, ours, again] = await Promise.all(
    [world.joana, world.ines, world.marta, world.joana].map((actor) => scoped(house.db, actor, companies)),
  )
  expect([hers, again, theirs]).toEqual([[world.vale], [world.vale], [world.atlas]])
  expect(ours?.toSorted()).toEqual([world.vale, world.atlas].toSorted())
})

test('what breaks fails all that was asked in the same breath', async () => {
  const broken = scoped(house.db, world.joana, (tx) => tx.execute(sql`select 1 / 0`))
  const beside = scoped(house.db, world.joana, (tx) => tx.select({ n: count() }).from(ticket))
  await expect(broken).rejects.toThrow()
  await expect(beside).rejects.toThrow()
})

test('whoever is still reading when something asked in the same breath breaks finds nothing more', async () => {
  await aTicket(house, world, { companyId: world.atlas, requesterId: world.ines.id, actor: world.ines })
  const later = Promise.withResolvers<unknown>()
  const broken = scoped(house.db, world.joana, (tx) => tx.execute(sql`select 1 / 0`))
  const late = scoped(house.db, world.joana, async (tx) => {
    await broken.catch(() => {})
    // Long enough for the transaction to be over, if it did not wait; what is read then is read as the house.
    await scoped(house.db, world.marta, (other) => other.select({ n: count() }).from(ticket))
    const reading = tx.select({ company: ticket.companyId }).from(ticket)
    later.resolve(reading.then(null, (fault) => fault))
    return reading
  })
  await expect(broken).rejects.toThrow()
  await expect(late).rejects.toThrow()
  expect(await later.promise).toMatchObject({ cause: { code: '25P02' } })
})

test('as a contact, what was asked of a ticket word for word cannot be read at all', async () => {
  await expect(scoped(house.db, world.joana, (tx) => tx.select({ body: event.body }).from(event))).rejects.toThrow()
})

test('a security ticket is for those who take part, whatever the company shares', async () => {
  const { number, ticketId } = await aTicket(house, world)
  expect(isRefusal(await readTicketPage(house, { actor: world.pedro, number, now: monday }))).toBe(false)
  await house.sql`update ticket set issue_type = 'security' where id = ${ticketId}`
  expect(await readTicketPage(house, { actor: world.pedro, number, now: monday })).toEqual(refuse('no_such_ticket'))
  expect(await readEvents(house, world.pedro, number)).toEqual(refuse('no_such_ticket'))
  expect(isRefusal(await readTicketPage(house, { actor: world.joana, number, now: monday }))).toBe(false)
  const numbers = async (actor: typeof world.joana) => {
    const list = await listTickets(house, actor, { limit: 100 })
    return isRefusal(list) ? [] : list.items.map((one) => one.number)
  }
  expect(await numbers(world.pedro)).not.toContain(number)
  expect(await numbers(world.joana)).toContain(number)
  expect(await listTickets(house, world.pedro, { limit: 10, q: String(number) })).toMatchObject({ items: [] })
  const home = JSON.stringify(await readHome(house, world.pedro, monday))
  expect(home).not.toContain(`"number":${number},`)
})

test('a letter is not made for a contact who may not see its ticket any more (R126)', async () => {
  const { ticketId } = await aTicket(house, world, { participantIds: [world.pedro.id], companyId: world.vale })
  const [letter] =
    await house.sql`select id from outgoing_mail where ticket_id = ${ticketId} and person_id = ${world.pedro.id}`
  const made = async () => 'unreadable' in (await readLetterFacts(house.db, letter?.id))
  expect(await made()).toBe(false)
  await house.sql`delete from participant where ticket_id = ${ticketId}`
  expect(await made()).toBe(false)
  await house.sql`update ticket set issue_type = 'security' where id = ${ticketId}`
  expect(await made()).toBe(true)
  await house.sql`update ticket set issue_type = null where id = ${ticketId}`
  await house.sql`update membership set sees_company = false where person_id = ${world.pedro.id}`
  expect(await made()).toBe(true)
  await house.sql`update membership set sees_company = true where person_id = ${world.pedro.id}`
})

test('of a letter by one of us a contact reads the new words, never what was quoted below them', async () => {
  const { number } = await aTicket(house, world)
  const mail = { html: '<p>Here you are.</p><blockquote>CANARY</blockquote>', ownShape: true, folded: 'CANARY' }
  await addMessage(house, { number, actor: world.marta, body: 'Here you are.', ...spoken(), channel: 'mail', mail })
  const hers = await readTicketPage(house, { actor: world.joana, number, now: monday })
  const ours = await readTicketPage(house, { actor: world.marta, number, now: monday })
  if (isRefusal(hers) || isRefusal(ours)) throw new Error('The ticket is there for both.')
  expect(JSON.stringify(hers.messages)).not.toContain('CANARY')
  expect(hers.messages.at(-1)).toMatchObject({ text: 'Here you are.', ownShape: false, folded: null })
  expect(ours.messages.at(-1)).toMatchObject({ ownShape: true, folded: mail.folded })
  const ids = ours.messages.map(({ id }) => id)
  expect((await readOwnShapes(house, world.joana, ids)).size).toBe(0)
  expect([...(await readOwnShapes(house, world.marta, ids)).values()]).toEqual([{ html: mail.html, files: [] }])
})

test('to a contact there are no notes to write either', async () => {
  const { number } = await aTicket(house, world)
  expect(await addNote(house, { number, actor: world.joana, body: 'Between whom?', ...spoken() })).toEqual(
    refuse('no_such_ticket'),
  )
})

test('a file of one of us is internal until public words name it', async () => {
  const { number } = await aTicket(house, world)
  const files = [{ name: 'plan.txt', bytes: Buffer.from('the plan') }]
  const ids = await house.db.transaction((tx) =>
    keepFilesOn(tx, house, { number, actor: world.marta, files, now: monday }),
  )
  if (isRefusal(ids)) throw new Error(ids.refused)
  const [id = ''] = ids
  expect(await openFile(house, world.joana, id)).toEqual(refuse('no_such_file'))
  await addMessage(house, { number, actor: world.marta, body: 'See here', ...spoken(), files: ids })
  expect(await openFile(house, world.joana, id)).toMatchObject({ name: 'plan.txt' })
  expect(await openFile(house, world.ines, id)).toEqual(refuse('no_such_file'))
})

test('words take no file along that waits on another ticket', async () => {
  const [{ number }, { number: other }] = [await aTicket(house, world), await aTicket(house, world)]
  const files = [{ name: 'secret.txt', bytes: Buffer.from('secret') }]
  const place = { number, actor: world.marta, files, now: monday }
  const ids = await house.db.transaction((tx) => keepFilesOn(tx, house, place))
  if (isRefusal(ids)) throw new Error(ids.refused)
  await addMessage(house, { number: other, actor: world.joana, body: 'Mine now', ...spoken(), files: ids })
  expect(await openFile(house, world.joana, ids[0] ?? '')).toEqual(refuse('no_such_file'))
})

test('the first page sorts what is open by whose turn it is', async () => {
  const { number } = await aTicket(house, world, {
    title: 'Asked',
    companyId: world.atlas,
    requesterId: world.ines.id,
    actor: world.ines,
  })
  await house.sql`update ticket set stage = 'needs_info', came_from = 'investigating', pm_id = ${world.marta.id} where number = ${number}`
  const home = await readHome(house, world.ines, monday)
  expect(home.turns.map(({ title }) => title)).toEqual(['Asked'])
  expect(home.working.every(({ status }) => status === 'new')).toBe(true)
  expect(home.around).toMatchObject({ company: { name: 'Atlas Freight' } })
  const list = await listTickets(house, world.ines, { limit: 10, status: 'feedback' })
  expect(isRefusal(list) ? list : list.items.map(({ title }) => title)).toEqual(['Asked'])
})
