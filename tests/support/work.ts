import { and, asc, eq, isNull } from 'drizzle-orm'
import { type Change, changeTicket } from '../../db/change-ticket.ts'
import type { House } from '../../db/house.ts'
import { testRow } from '../../db/schema/testing.ts'
import { approval, ticket } from '../../db/schema/ticket.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Priority } from '../../domain/ticket.ts'
import { aKey, aTicket, monday, type World } from './world.ts'

export type Asking = Pick<Change, 'number' | 'command' | 'actor'> & Partial<Change>

/** Asks for an action as from the web; the answer may be a refusal. */
export const ask = (house: House, given: Asking) =>
  changeTicket(house, { channel: 'web', proof: 'session', sourceKey: aKey(), now: monday, ...given })

/** Asks for an action that has to be done for the test to go on. */
export async function did(house: House, given: Asking) {
  const outcome = await ask(house, given)
  if (isRefusal(outcome)) {
    throw new Error(`${given.command.action} of #${given.number} was refused: ${JSON.stringify(outcome)}`)
  }
  return outcome
}

/** A row of a ticket as it stands. */
export async function rowOf(house: House, number: number) {
  const [row] = await house.db.select().from(ticket).where(eq(ticket.number, number))
  if (!row) throw new Error(`There is no ticket ${number}.`)
  return row
}

type Given = {
  title?: string
  priority?: Priority
  developerId?: string | null
  appId?: string
  now?: Temporal.Instant
}

/** A ticket that somebody of ours has in hand, with code to be written and all that planning asks for. */
export async function aScopedTicket(house: House, world: World, given: Given = {}) {
  const { title = 'Orders vanish', priority = 'medium', developerId = world.rui.id, appId = world.shop } = given
  const opened = await aTicket(house, world, { title, now: given.now ?? monday })
  await did(house, { number: opened.number, actor: world.marta, command: { action: 'take', body: {} } })
  await house.db
    .update(ticket)
    .set({ ...{ appId, priority, developerId }, workClass: 'bug_fix', needsCode: false, funding: 'none' })
    .where(eq(ticket.id, opened.ticketId))
  return opened
}

/** The same, planned and with a clear scope; urgent ones have begun by then. */
export async function aPlannedTicket(house: House, world: World, given: Given = {}) {
  const { number, ticketId } = await aScopedTicket(house, world, given)
  const now = given.now ?? monday
  await did(house, { number, actor: world.marta, command: { action: 'plan', body: {} }, now })
  // Planned without an estimate as if no code were needed; what follows is that of code, agreed on an hour ago.
  await house.db.update(ticket).set({ needsCode: true }).where(eq(ticket.id, ticketId))
  const [askedAt, decidedAt] = [now.subtract({ hours: 2 }), now.subtract({ hours: 1 })]
  await house.db.insert(approval).values({
    ...{ ticketId, companyId: world.vale, kind: 'estimate', version: 1, hours: 2, askedFrom: 'estimating', askedAt },
    ...{ validUntil: now.add({ hours: 24 * 28 }), decision: 'approved', decidedBy: world.joana.id, decidedAt },
  })
  await did(house, { number, actor: world.lena, command: { action: 'clear_scope', body: {} }, now })
  return { number, ticketId }
}

/** Work begun, finished, and every check of it passed: it holds a place on staging, or waits for one. */
export async function aTestedTicket(house: House, world: World, given: Given = {}) {
  const planned = await aPlannedTicket(house, world, given)
  const { number } = planned
  const by = given.developerId === undefined ? world.rui : { ...world.rui, id: given.developerId ?? world.rui.id }
  await did(house, { number, actor: by, command: { action: 'start', body: {} } })
  const body = { pull_request: 'https://git.example/pull/1' }
  await did(house, { number, actor: by, command: { action: 'finish', body } })
  await passAll(house, world, number)
  return planned
}

/** Every check of a ticket passes. */
export async function passAll(house: House, world: World, number: number, now = monday) {
  const { id } = await rowOf(house, number)
  const rows = await house.db
    .select({ id: testRow.id, kind: testRow.kind })
    .from(testRow)
    .where(and(eq(testRow.ticketId, id), isNull(testRow.result)))
    .orderBy(asc(testRow.attempt), asc(testRow.place))
  for (const row of rows) {
    const actor = row.kind === 'compliance' ? world.marta : world.lena
    await did(house, { number, actor, command: { action: 'tick', body: { row: row.id } }, now })
  }
}

/** The fix is with its customer for testing. */
export async function offer(house: House, world: World, number: number, now = monday) {
  const body = {
    ...{ summary: 'Orders stay now.', steps: ['Order a bike.'], url: 'https://staging.vale-shop.example' },
    ...{ screenshots: [], no_screenshots_reason: 'Nothing to be seen.' },
  }
  return did(house, { number, actor: world.marta, command: { action: 'offer_fix', body }, now })
}
