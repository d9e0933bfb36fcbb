import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { readLetterFacts } from '../../db/letters/letter-facts.ts'
import { readAnswerLink } from '../../db/people/answer-link.ts'
import { outgoingMail, replyAddress } from '../../db/schema/mail.ts'
import { membership } from '../../db/schema/membership.ts'
import { event, ticket } from '../../db/schema/ticket.ts'
import { addContact, rights } from '../../db/seed/cast.ts'
import { markTicket } from '../../db/tickets/mark-ticket.ts'
import { lettersOn } from '../../domain/notify.ts'
import type { Contact, IssueType, Staff } from '../../domain/ticket.ts'
import { answersTo } from '../../mail/writing/answers-to.ts'
import { aMail, handIn, reading } from '../support/post.ts'
import { did, rowOf } from '../support/work.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday, type World } from '../support/world.ts'

const house = await aHouse()
const sending = { ...reading, baseUrl: 'https://desk.test' }
let world: World
beforeAll(async () => {
  world = await aWorld(house)
  // She may decide smaller things.
  await addContact(house.db, {
    ...{ name: 'Sofia Reis', email: 'sofia@vale.example', now: monday },
    memberships: [{ ...rights.decides(world.vale), approvalLimit: 10_000 }],
  })
})

/** An estimate for a ticket of this person; by Pedro, who may not decide, unless the test says otherwise. */
async function asked(given: { by?: Contact; price?: number; issueType?: IssueType } = {}) {
  const { by = world.pedro, price, issueType } = given
  const opened = await aTicket(house, world, { requesterId: by.id, actor: by, title: 'Export to Excel' })
  const { number, ticketId } = opened
  await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
  if (issueType) await house.db.update(ticket).set({ issueType }).where(eq(ticket.id, ticketId))
  const funding = price === undefined ? ('postpaid' as const) : ('quote' as const)
  const scope = { work_class: 'enhancement' as const, scope: 'One export.', app: world.shop, funding, needs_code: true }
  await did(house, { number, actor: world.marta, command: { action: 'confirm_scope', body: scope } })
  const lead: Staff = { ...world.lena, roles: ['support_lead', 'security'] }
  await did(house, { number, actor: lead, command: { action: 'estimate', body: { hours: 6 } } })
  const body = { solution: 'A button that writes the file.', ...(price !== undefined && { price }) }
  await did(house, { number, actor: world.marta, command: { action: 'send_estimate', body } })
  return opened
}

const estimates = async (ticketId: string) =>
  (await lettersOf(house, ticketId)).filter((one) => one.startsWith('estimate')).toSorted()

test('who may decide hears of it although they take no part, where nobody who does may decide', async () => {
  const { ticketId } = await asked({ price: 48_000 })
  // Sofia’s limit is below the price.
  expect(await estimates(ticketId)).toEqual(['estimate to joana@vale.example', 'estimate to pedro@vale.example'])
  const small = await asked({ price: 9_000 })
  expect(await estimates(small.ticketId)).toContain('estimate to sofia@vale.example')
  const own = await asked({ by: world.joana })
  expect(await estimates(own.ticketId)).toEqual(['estimate to joana@vale.example'])
})

test('nobody hears of a ticket that they may not see: of security, or of others where they see their own (R126)', async () => {
  const secret = await asked({ issueType: 'security' })
  expect(await estimates(secret.ticketId)).toEqual(['estimate to pedro@vale.example'])
  const sees = (seesCompany: boolean) =>
    house.db
      .update(membership)
      .set({ seesCompany })
      .where(and(eq(membership.personId, world.joana.id)))
  await sees(false)
  const narrow = await asked({ price: 48_000 })
  await sees(true)
  expect(await estimates(narrow.ticketId)).toEqual(['estimate to pedro@vale.example'])
})

test('they are reminded too, and of what asks no decision they hear nothing', async () => {
  const { number, ticketId } = await asked({ price: 48_000 })
  const mark = { ticketId, action: 'remind' as const, body: {}, at: monday, write: { ticket: 'reminded' as const } }
  await markTicket(house, { ...mark, sourceKey: aKey(), tell: () => lettersOn('remind') })
  const reminders = async () => (await lettersOf(house, ticketId)).filter((one) => one.startsWith('reminder'))
  expect((await reminders()).toSorted()).toEqual(['reminder to joana@vale.example', 'reminder to pedro@vale.example'])

  await did(house, { number, actor: world.marta, command: { action: 'withdraw', body: { reason: 'Too early.' } } })
  const body = { body: 'Which columns?' }
  await did(house, { number, actor: world.marta, command: { action: 'ask_customer', body } })
  await markTicket(house, { ...mark, sourceKey: aKey(), tell: () => lettersOn('remind') })
  expect(await reminders()).toHaveLength(3)
})

test('the link of that letter is theirs, and their OK by mail decides', async () => {
  const { number, ticketId } = await asked()
  const ofJoana = and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.personId, world.joana.id))
  const [mail] = await house.db.select({ id: outgoingMail.id }).from(outgoingMail).where(ofJoana)
  const facts = await readLetterFacts(house.db, mail?.id ?? '')
  if ('unreadable' in facts) throw new Error(facts.unreadable)
  const { decideUrl, reply, grants } = answersTo(sending, facts)
  const [grant] = grants
  if (!decideUrl || !reply || !grant) throw new Error('The letter decides nothing.')
  const { hash, ...rest } = grant
  const times = { createdAt: monday, expiresAt: monday.add({ hours: 900 }) }
  await house.db.insert(replyAddress).values({ tokenHash: hash, personId: world.joana.id, ticketId, ...rest, ...times })
  const token = decideUrl.slice(`${sending.baseUrl}/a/`.length)
  const link = await readAnswerLink(house, { secretKey: reading.secretKey, token, now: monday })
  expect(link).toMatchObject({ number, contact: { id: world.joana.id }, asked: { kind: 'estimate', decision: null } })

  const line = await handIn(house, aMail({ from: 'Joana Matos <joana@vale.example>', to: reply, body: 'OK\n' }))
  expect(line).toMatchObject({ fate: 'decision', ticketId })
  expect((await rowOf(house, number)).stage).toBe('planned')
})

test('its manager is alarmed at once when nobody of the company may decide what is asked, and only then', async () => {
  const alarms = async (ticketId: string) => (await lettersOf(house, ticketId)).filter((one) => one.startsWith('alarm'))
  const allow = (approvalLimit: number | null) =>
    house.db.update(membership).set({ approvalLimit }).where(eq(membership.personId, world.joana.id))
  expect(await alarms((await asked({ price: 48_000 })).ticketId)).toEqual([])
  await allow(20_000)
  const { ticketId } = await asked({ price: 48_000 })
  // Marta asked herself; the alarm is the house's.
  expect(await alarms(ticketId)).toEqual(['alarm to marta@agency.example'])
  expect(await alarms((await asked({ price: 15_000 })).ticketId)).toEqual([])
  await allow(null)
  const history = await house.db.select().from(event).where(eq(event.ticketId, ticketId))
  expect(history.filter(({ action }) => action === 'alarm')).toMatchObject([
    { actorKind: 'system', toStage: 'approval', body: { because: 'nobody_decides' } },
  ])
})
