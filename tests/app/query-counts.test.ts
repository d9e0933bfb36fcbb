import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { addDocument } from '../../db/customers/write-document.ts'
import { inboundMail, raw } from '../../db/schema/mail.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addApp, addCompany, addContact, addStaff, rights } from '../../db/seed/cast.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { keepFile } from '../../db/tickets/files.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import { thePages } from '../support/pages.ts'
import { countStatements } from '../support/statements.ts'
import { aCookie } from '../support/web.ts'
import { aPlannedTicket, aScopedTicket, aTestedTicket, did, offer } from '../support/work.ts'
import { aHouse, aKey, aTicket, aWorld, monday, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let nadia: Staff
/** The ticket whose thread grows. */
let talked: { number: number; ticketId: string }
let page = ''
const said = { channel: 'web', proof: 'session' } as const

beforeAll(async () => {
  world = await aWorld(house)
  const named = { name: 'Nadia Costa', email: 'nadia@agency.example' }
  nadia = await addStaff(house.db, { ...named, roles: ['developer'], now: monday })
})

test('no screen asks the database more often for forty tickets and forty messages than for one of each kind', async () => {
  await addOneOfEach(0)
  const [ask, ours, theirs] = [
    await thePages(house, monday.add({ hours: 2 })),
    await aCookie(house, world.marta),
    await aCookie(house, world.joana),
  ]
  // What is remembered from one request to the next is known after the first round.
  await countAll()
  const few = await countAll()
  for (let round = 1; round < 10; round += 1) await addOneOfEach(round)
  const many = await countAll()
  // What is asked in one breath is one statement, and on a busy machine a breath may fall into two or three. A question
  // for each row would be nine more.
  const more = Object.keys(many).filter((path) => Math.abs((many[path] ?? 0) - (few[path] ?? 0)) > 2)
  expect(more, JSON.stringify({ few, many })).toEqual([])

  async function countAll() {
    const counts: Record<string, number> = {}
    for (const [paths, cookie] of [
      [deskPaths(), ours],
      [portalPaths(), theirs],
    ] as const) {
      for (const path of paths) {
        counts[path] = await countStatements(house, async () => {
          const answer = await ask(path, cookie)
          await answer.text()
          expect(answer.status, path).toBe(200)
        })
      }
    }
    return counts
  }
})

function deskPaths() {
  const customer = `/desk/customers/${world.vale}`
  return [
    ...['/desk/queue', '/desk/queue?view=waiting', '/desk/mine', '/desk/dev', '/desk/staging', '/desk/mail'],
    ...[
      `/desk/t/${talked.number}`,
      `/desk/t/${talked.number}?earlier`,
      '/desk/find?q=orders',
      '/desk/palette?q=orders',
    ],
    ...['/desk/customers', ...['', '/people', '/apps', '/docs', '/tickets'].map((place) => customer + place)],
  ]
}

function portalPaths() {
  const own = `/tickets/${talked.number}`
  return ['/', '/tickets', '/tickets?q=orders', own, `${own}?all`, '/docs', `/docs/${page}`, '/people']
}

/** A ticket for each of the four groups of the desk, four messages, and one more of whatever else is listed. */
async function addOneOfEach(round: number) {
  await aTicket(house, world, { title: 'Orders come twice' })
  await aPlannedTicket(house, world)
  const asked = await aScopedTicket(house, world)
  const question = { action: 'ask_customer', body: { body: 'Which browser?' } } as const
  await did(house, { number: asked.number, actor: world.marta, command: question })
  const place = { companyId: world.vale, name: `Shop ${round}`, staging: true, repository: true }
  const appId = await addApp(house.db, { ...place, developerIds: [nadia.id], supportLeadId: world.lena.id })
  const tested = await aTestedTicket(house, world, { appId, developerId: nadia.id })
  await offer(house, world, tested.number)
  talked ??= tested
  await addWords()
  await addOthers(round, appId)
}

async function addWords() {
  for (const add of [addMessage, addMessage, addNote, addNote]) {
    const file = await keepFile(house.db, house, {
      ...{ companyId: world.vale, ticketId: talked.ticketId, uploadedBy: world.marta.id, visibility: 'internal' },
      ...{ name: 'log.txt', bytes: Buffer.from('Nothing.'), now: monday },
    })
    const words = { number: talked.number, actor: world.marta, body: 'We look at it.', files: [file], ...said }
    const outcome = await add(house, { ...words, sourceKey: aKey(), now: monday })
    if (isRefusal(outcome)) throw new Error(`The words of the test were refused: ${outcome.refused}`)
  }
}

async function addOthers(round: number, appId: string) {
  const name = `Number ${round}`
  await addCompany(house.db, {
    ...{ name, domain: `n${round}.example`, tier: 'basic', hours: 5, billingPolicy: 'postpaid' },
  })
  const memberships = [rights.reads(world.vale)]
  await addContact(house.db, { name, email: `n${round}@vale.example`, memberships, now: monday })
  const words = { title: name, body: 'How orders go.', ticketNumber: talked.number, key: aKey() }
  const written = await addDocument(house, { ...words, appId, kind: 'flow', by: world.marta, now: monday })
  if (isRefusal(written)) throw new Error(`The page of the test was refused: ${written.refused}`)
  page ||= written.pageId
  await house.db.insert(raw).values({ sha256: name, bytes: Buffer.from('Subject: x\r\n\r\n') })
  await house.db.insert(inboundMail).values({
    ...{ origin: 'file', sha256: name, size: 14, fromAddress: 'x@shop.example', subject: 'x', receivedAt: monday },
    ...{ fate: 'held', reason: 'unknown_sender', readAt: monday },
  })
  const gone = await aTicket(house, world, { title: 'Orders were late' })
  const closed = { stage: 'closed', resolution: 'answered', closedAt: monday } as const
  await house.db.update(ticket).set(closed).where(eq(ticket.id, gone.ticketId))
}
