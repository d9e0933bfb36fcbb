import { count, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { changeTicket } from '../../../db/change-ticket.ts'
import { listDocuments, readDocument, readRevisions, searchDocuments } from '../../../db/customers/documents.ts'
import {
  addDocument,
  moveDocument,
  restoreDocument,
  retireDocument,
  reviseDocument,
} from '../../../db/customers/write-document.ts'
import { app } from '../../../db/schema/company.ts'
import { documentPage, documentRevision } from '../../../db/schema/document.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { scoped } from '../../../db/scope.ts'
import { addApp } from '../../../db/seed/cast.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { parseCommand } from '../../../domain/command.ts'
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts'
import { aHouse, aKey, aTicket, aWorld, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World
let freight: string

beforeAll(async () => {
  world = await aWorld(house)
  freight = await addApp(house.db, {
    ...{ companyId: world.atlas, name: 'Freight Portal', staging: true, repository: true, developerIds: [] },
  })
})

function done<Outcome>(outcome: Outcome | Refusal): Outcome {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.refused}`)
  return outcome
}

async function aPage(said: Partial<Parameters<typeof addDocument>[1]> = {}) {
  const words = { title: 'Checkout', body: 'The customer pays.', ticketNumber: null, kind: 'flow' as const }
  return done(
    await addDocument(house, { ...words, appId: world.shop, by: world.marta, key: aKey(), now: monday, ...said }),
  )
}

const revising = (pageId: string, base: number, body: string, by = world.marta) => ({
  ...{ pageId, base, title: 'Checkout', body, ticketNumber: null, by, key: aKey(), now: monday.add({ hours: 1 }) },
})

test('each save of a page is a version of its own, and nothing is written over (R048, R049)', async () => {
  const { number } = await aTicket(house, world)
  const { pageId } = await aPage()
  const next = { ...revising(pageId, 1, 'The customer pays by MB WAY.'), ticketNumber: number }
  expect(await reviseDocument(house, next)).toEqual({ pageId, version: 2 })
  const page = await readDocument(house, world.joana, { pageId })
  expect(page).toMatchObject({
    ...{ latest: 2, tickets: [number], owner: 'Marta Lopes' },
    revision: { version: 2, body: 'The customer pays by MB WAY.', writtenBy: 'Marta Lopes', ticket: number },
  })
  const history = await readRevisions(house, world.joana, { pageId })
  expect(history.map(({ version, body, ticket: of }) => [version, body, of])).toEqual([
    [2, 'The customer pays by MB WAY.', number],
    [1, 'The customer pays.', null],
  ])
  expect(await readDocument(house, world.joana, { pageId, version: 1 })).toMatchObject({
    revision: { body: 'The customer pays.' },
  })
})

test('of two people who change a page at once the second is told, and nothing of the first is lost (R049)', async () => {
  const { pageId } = await aPage()
  const both = await Promise.all([
    reviseDocument(house, revising(pageId, 1, 'Hers')),
    reviseDocument(house, revising(pageId, 1, 'His', world.lena)),
  ])
  expect(both.filter(isRefusal)).toEqual([refuse('revised_meanwhile')])
  const history = await readRevisions(house, world.marta, { pageId })
  expect(history.map(({ version }) => version)).toEqual([2, 1])
  expect(history[0]?.body).toBe(isRefusal(both[0]) ? 'His' : 'Hers')
})

test('the same form sent twice saves once, and a page is not added twice', async () => {
  const { pageId } = await aPage()
  const form = revising(pageId, 1, 'Once')
  expect(await reviseDocument(house, form)).toEqual({ pageId, version: 2 })
  expect(await reviseDocument(house, form)).toEqual({ pageId, version: 2 })
  const key = aKey()
  expect(await aPage({ title: 'Twice sent', key })).toEqual(await aPage({ title: 'Twice sent', key }))
})

test('a page of another company is there by no path, and its database row neither', async () => {
  const { pageId } = await aPage({ appId: freight, title: 'CANARY customs', body: 'CANARY' })
  expect(await readDocument(house, world.joana, { pageId })).toBeNull()
  expect(await readDocument(house, world.joana, { pageId, version: 1 })).toBeNull()
  expect(await readRevisions(house, world.joana, { pageId })).toEqual([])
  expect(await searchDocuments(house, world.joana, 'CANARY')).toEqual([])
  expect(JSON.stringify(await listDocuments(house, world.joana, { companyId: world.atlas }))).toBe('[]')
  const foreign = await scoped(house.db, world.joana, async (tx) => [
    await tx.select({ n: count() }).from(documentPage).where(eq(documentPage.companyId, world.atlas)),
    await tx.select({ n: count() }).from(documentRevision).where(eq(documentRevision.companyId, world.atlas)),
  ])
  expect(foreign.flat()).toEqual([{ n: 0 }, { n: 0 }])
  expect(done(await searchDocuments(house, world.ines, 'canary')).map(({ title }) => title)).toEqual(['CANARY customs'])
})

test('a contact writes nothing, and one of us only where the roles allow it', async () => {
  const { pageId } = await aPage()
  for (const by of [world.joana, world.tess]) {
    expect(await reviseDocument(house, { ...revising(pageId, 1, 'Mine'), by })).toEqual(refuse('not_yours_to_keep'))
    expect(await retireDocument(house, { pageId, by, now: monday })).toEqual(refuse('not_yours_to_keep'))
  }
})

test('the ticket behind a page is named to those only who may see it', async () => {
  const { number } = await aTicket(house, world)
  const { pageId } = await aPage({ ticketNumber: number })
  await house.db.update(ticket).set({ issueType: 'security' }).where(eq(ticket.number, number))
  expect(await readDocument(house, world.pedro, { pageId })).toMatchObject({ tickets: [], revision: { ticket: null } })
  expect(await readDocument(house, world.joana, { pageId })).toMatchObject({ tickets: [number] })
})

test('a page takes no ticket of another company', async () => {
  const { number } = await aTicket(house, world)
  const page = { title: 'Theirs', body: 'x', ticketNumber: number, kind: 'flow' as const, appId: freight }
  const outcome = await addDocument(house, { ...page, by: world.marta, key: aKey(), now: monday })
  expect(outcome).toEqual(refuse('no_such_ticket'))
})

test('pages keep an order, and one that is retired can come back', async () => {
  const appId = await addApp(house.db, {
    ...{ companyId: world.vale, name: 'Ordered', staging: false, repository: false, developerIds: [] },
  })
  const [one, two, three] = [
    await aPage({ appId, title: 'One' }),
    await aPage({ appId, title: 'Two' }),
    await aPage({ appId, title: 'Three' }),
  ]
  const titles = async () =>
    (await listDocuments(house, world.joana)).filter((page) => page.app.id === appId).map(({ title }) => title)
  done(await moveDocument(house, { pageId: three.pageId, way: 'up', by: world.marta, now: monday }))
  expect(await titles()).toEqual(['One', 'Three', 'Two'])
  done(await moveDocument(house, { pageId: one.pageId, way: 'up', by: world.marta, now: monday }))
  done(await retireDocument(house, { pageId: two.pageId, by: world.marta, now: monday }))
  expect(await titles()).toEqual(['One', 'Three'])
  done(await restoreDocument(house, { pageId: two.pageId, by: world.marta, now: monday }))
  expect(await titles()).toEqual(['One', 'Three', 'Two'])
})

test('the last page of a live app stays, unless there is a reason to go without (R046)', async () => {
  const appId = await addApp(house.db, {
    ...{ companyId: world.vale, name: 'Live', staging: false, repository: false, developerIds: [] },
  })
  const { pageId } = await aPage({ appId })
  await aPage({ appId, kind: 'other', title: 'Contacts' })
  expect(await retireDocument(house, { pageId, by: world.marta, now: monday })).toEqual(refuse('deep_dive_missing'))
  await house.db.update(app).set({ deepDiveWaiver: 'Only a brochure.' }).where(eq(app.id, appId))
  expect(await retireDocument(house, { pageId, by: world.marta, now: monday })).toBe('now')
})

async function close(number: number, body: object) {
  const read = parseCommand('resolve', { body: 'Done.', ...body })
  if ('issues' in read) throw new Error('The body of the test is malformed.')
  const way = { channel: 'web', proof: 'session', sourceKey: aKey(), now: monday } as const
  return changeTicket(house, { number, actor: world.marta, command: read.command, ...way })
}

test('a closing names a page and its revision, and the ticket shows it (R048)', async () => {
  const { number, ticketId } = await aTicket(house, world, { appId: world.shop })
  await house.db.update(ticket).set({ stage: 'investigating', pmId: world.marta.id }).where(eq(ticket.id, ticketId))
  const { pageId } = await aPage({ ticketNumber: number })
  const { pageId: theirs } = await aPage({ appId: freight })
  const [{ id: planner = '' } = {}] = await house.db
    .insert(app)
    .values({ companyId: world.vale, name: 'Planner' })
    .returning()
  const { pageId: ofAnotherApp } = await aPage({ appId: planner })
  const wrong = [
    { page: ofAnotherApp, revision: 1 },
    { page: pageId, revision: 2 },
    { page: theirs, revision: 1 },
    { page: 'x', revision: 'y' },
  ]
  for (const documentation of wrong) expect(await close(number, { documentation })).toEqual(refuse('no_such_page'))
  done(await close(number, { documentation: { page: pageId, revision: 1 } }))
  const page = done(await readTicketPage(house, { actor: world.joana, number, now: monday }))
  expect(page.documented).toEqual({ page: pageId, revision: 1, title: 'Checkout' })
})
