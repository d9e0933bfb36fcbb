import { and, eq, isNull } from 'drizzle-orm'
import type { House } from '../../db/house.ts'
import { makeReplyToken } from '../../db/people/reply-token.ts'
import { replyAddress } from '../../db/schema/mail.ts'
import { approval, ticket } from '../../db/schema/ticket.ts'
import { addApp, addStaff } from '../../db/seed/cast.ts'
import { makeAddress } from '../../mail/evidence/reply-address.ts'
import { reading } from './post.ts'
import { aScopedTicket, aTestedTicket, did, offer } from './work.ts'
import { aKey, aTicket, monday, type World } from './world.ts'

/** A fix that waits for its customer's word: an app and a developer of its own, so that no other is in its way. */
export async function aReview(house: House, world: World, { title = 'Orders vanish', now = monday } = {}) {
  const key = aKey()
  const developer = await addStaff(house.db, {
    ...{ name: `Dev ${key}`, email: `${key}@agency.example`, roles: ['developer'], now: monday },
  })
  const appId = await addApp(house.db, {
    ...{ companyId: world.vale, name: `Shop ${key}`, staging: true, repository: true },
    ...{ developerIds: [developer.id], supportLeadId: world.lena.id },
  })
  const tested = await aTestedTicket(house, world, { title, appId, developerId: developer.id })
  await offer(house, world, tested.number, now)
  return { ...tested, developer, approvalId: await openApprovalOf(house, tested.ticketId) }
}

/** An estimate of six hours that waits for its customer's word. */
export async function anEstimate(
  house: House,
  world: World,
  { funding = 'postpaid' as 'postpaid' | 'quote', now = monday } = {},
) {
  const { number, ticketId } = await aScopedTicket(house, world, { title: 'Export to Excel' })
  const scope = { work_class: 'enhancement' as const, scope: 'One export.', app: world.shop, funding, needs_code: true }
  await did(house, { number, actor: world.marta, command: { action: 'confirm_scope', body: scope } })
  await did(house, { number, actor: world.lena, command: { action: 'estimate', body: { hours: 6 } } })
  const body = { solution: 'A button that writes the file.', ...(funding === 'quote' && { price: 48_000 }) }
  // What R106 names an account manager for is not asked here.
  await house.db.update(ticket).set({ developerId: null }).where(eq(ticket.id, ticketId))
  await did(house, { number, actor: world.marta, command: { action: 'send_estimate', body }, now })
  return { number, ticketId, approvalId: await openApprovalOf(house, ticketId) }
}

/** A question to which the customer is asked whether we shall go on. */
export async function aProceed(house: House, world: World) {
  const { number, ticketId } = await aTicket(house, world, {
    category: 'question',
    title: 'Could invoices have a logo?',
  })
  await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
  await did(house, {
    number,
    actor: world.marta,
    command: { action: 'ask_proceed', body: { body: 'They could. Shall we?' } },
  })
  return { number, ticketId, approvalId: await openApprovalOf(house, ticketId) }
}

export async function openApprovalOf(house: House, ticketId: string): Promise<string> {
  const [row] = await house.db
    .select({ id: approval.id })
    .from(approval)
    .where(and(eq(approval.ticketId, ticketId), isNull(approval.decision)))
  if (!row) throw new Error(`Nothing waits for a decision on ticket ${ticketId}.`)
  return row.id
}

/** The token by which this person decides this one question, as a letter to them would carry it. */
export async function aDecidingToken(
  house: House,
  asked: { ticketId: string; approvalId: string },
  { person, secret = reading.secretKey }: { person: { id: string }; secret?: string },
): Promise<string> {
  const { ticketId, approvalId } = asked
  const grant = { personId: person.id, ticketId, purpose: 'decide' as const, round: 0, approvalId }
  const { token, hash } = makeReplyToken(secret, grant)
  const times = { createdAt: monday, expiresAt: monday.add({ hours: 24 * 365 }) }
  await house.db
    .insert(replyAddress)
    .values({ ...grant, tokenHash: hash, ...times })
    .onConflictDoNothing()
  return token
}

/** The same as the address of a reply. */
export async function aDecidingAddress(
  house: House,
  asked: { ticketId: string; approvalId: string },
  person: { id: string },
): Promise<string> {
  return makeAddress('reply', await aDecidingToken(house, asked, { person }), reading.mailDomain)
}
