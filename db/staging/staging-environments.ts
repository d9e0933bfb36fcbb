import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { mayKeepStaging, wantsPlace } from '../../domain/keep-staging.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { recordCustomerChange } from '../customers/record-customer-change.ts'
import type { House } from '../house.ts'
import { app } from '../schema/company.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { ticket } from '../schema/ticket.ts'
import { lockTicket } from '../tickets/ticket-facts.ts'
import { transact } from '../transact.ts'
import { handOut, joinSlotLine, lockStaging } from './slots.ts'

/** What an environment is: its name among those of its app, where it is, and how many fixes it holds at once. */
export type Environment = { name: string; url: string; capacity: number }

type By = { actor: Actor; now: Temporal.Instant }

/**
 * Gives an app one more environment; who waits gets its places at once, and so do fixes that were tested while the app
 * had none. One that was retired under the same name is in use again. Refuses who may not, and a name in use.
 */
export function addEnvironment(
  house: House,
  { appId, actor, now, ...given }: Environment & By & { appId: string },
): Promise<'done' | Refusal> {
  return transact(house, async (tx) => {
    if (!mayKeepStaging(actor, 'set_up')) return refuse('leads_only')
    const [found] = await tx.select({ companyId: app.companyId, name: app.name }).from(app).where(eq(app.id, appId))
    if (!found) return refuse('no_such_app')
    const of = { companyId: found.companyId }
    const tested = await lockTested(tx, appId)
    await lockStaging(tx, appId)
    const [added] = await tx
      .insert(stagingEnvironment)
      .values({ ...of, appId, ...given })
      .onConflictDoUpdate({
        target: [stagingEnvironment.appId, stagingEnvironment.name],
        set: { url: given.url, capacity: given.capacity, retiredAt: null },
        setWhere: isNotNull(stagingEnvironment.retiredAt),
      })
      .returning({ id: stagingEnvironment.id })
    if (!added) return refuse('name_in_use')
    await recordEnvironment(tx, { app: found, name: given.name, before: {}, after: given }, { actor, now })
    for (const one of tested) await joinSlotLine(tx, house, { ticket: { ...one, app: hasOne(one.app) }, now })
    await handOut(tx, house, { appId, now, tell: () => true })
    return 'done'
  })
}

/**
 * Gives an environment another name, address or number of places. More places are handed out at once; with fewer, the
 * tickets that are there keep theirs. Refuses who may not, fewer places than are held, and a name in use.
 */
export function changeEnvironment(
  house: House,
  { environmentId, actor, now, ...given }: Environment & By & { environmentId: string },
): Promise<'done' | Refusal> {
  return atEnvironment(house, { environmentId, actor }, async (tx, { appId, app: of, before }) => {
    if (await isNameInUse(tx, { appId, environmentId, name: given.name })) return refuse('name_in_use')
    if (!(await moveInto(tx, environmentId, given.capacity))) return refuse('place_in_use')
    await tx.update(stagingEnvironment).set(given).where(eq(stagingEnvironment.id, environmentId))
    await recordEnvironment(tx, { app: of, name: before.name, before, after: given }, { actor, now })
    await handOut(tx, house, { appId, now, tell: () => true })
    return 'done'
  })
}

/** Takes an environment out of use. Refuses who may not, while a ticket holds a place there, or waits for the last. */
export function retireEnvironment(
  house: House,
  { environmentId, actor, now }: By & { environmentId: string },
): Promise<'done' | Refusal> {
  return atEnvironment(house, { environmentId, actor }, async (tx, { appId, app: of, before }) => {
    const inUse = and(eq(stagingEnvironment.appId, appId), isNull(stagingEnvironment.retiredAt))
    const isLast = (await tx.$count(stagingEnvironment, inUse)) === 1
    const held = and(eq(slot.environmentId, environmentId), isNull(slot.freedAt))
    const waiting = and(eq(slot.appId, appId), isNull(slot.freedAt), isNull(slot.takenAt))
    if ((await tx.$count(slot, held)) > 0) return refuse('place_in_use')
    if (isLast && (await tx.$count(slot, waiting)) > 0) return refuse('place_in_use')
    await tx.update(stagingEnvironment).set({ retiredAt: now }).where(eq(stagingEnvironment.id, environmentId))
    const { name, url, capacity } = before
    const gone = { name: null, url: null, capacity: null }
    await recordEnvironment(tx, { app: of, name, before: { name, url, capacity }, after: gone }, { actor, now })
    return 'done'
  })
}

type Of = { companyId: string; name: string }
type Change = { app: Of; name: string; before: object; after: object }

/** An environment is told of as one of its app. */
function recordEnvironment(tx: Tx, { app: of, name, before, after }: Change, { actor, now }: By): Promise<void> {
  const [old, next] = [{ ...before }, { ...after }]
  return recordCustomerChange(tx, {
    ...{ area: 'app', companyId: of.companyId, about: `${of.name}, ${name}`, before: old, after: next, by: actor, now },
  })
}

function atEnvironment(
  house: House,
  { environmentId, actor }: { environmentId: string; actor: Actor },
  act: (tx: Tx, at: { appId: string; app: Of; before: Environment }) => Promise<'done' | Refusal>,
): Promise<'done' | Refusal> {
  return transact(house, async (tx) => {
    if (!mayKeepStaging(actor, 'set_up')) return refuse('leads_only')
    const [found] = await tx
      .select({
        ...{ appId: stagingEnvironment.appId, app: { companyId: app.companyId, name: app.name } },
        before: { name: stagingEnvironment.name, url: stagingEnvironment.url, capacity: stagingEnvironment.capacity },
      })
      .from(stagingEnvironment)
      .innerJoin(app, eq(app.id, stagingEnvironment.appId))
      .where(and(eq(stagingEnvironment.id, environmentId), isNull(stagingEnvironment.retiredAt)))
    if (!found) return refuse('no_such_place')
    await lockStaging(tx, found.appId)
    return act(tx, found)
  })
}

/** Fixes that passed every check while the app had nowhere to test them; their locks come before that of staging. */
async function lockTested(tx: Tx, appId: string) {
  const rows = await tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(eq(ticket.appId, appId), inArray(ticket.stage, ['testing', 'needs_info'])))
    .orderBy(asc(ticket.stageSince), asc(ticket.number))
  const found = []
  for (const { id } of rows) {
    const one = await lockTicket(tx, id)
    if (one && one.slot === null && wantsPlace({ ...one, app: hasOne(one.app) })) found.push(one)
  }
  return found
}

const hasOne = (facts: { hasRepository: boolean } | null) => ({
  hasRepository: facts?.hasRepository ?? false,
  hasStaging: true,
})

async function isNameInUse(tx: Tx, given: { appId: string; environmentId: string; name: string }): Promise<boolean> {
  const [other] = await tx
    .select({ id: stagingEnvironment.id })
    .from(stagingEnvironment)
    .where(and(eq(stagingEnvironment.appId, given.appId), eq(stagingEnvironment.name, given.name)))
  return other !== undefined && other.id !== given.environmentId
}

/** Moves the tickets of an environment into its first places; false when there are more of them than places. */
async function moveInto(tx: Tx, environmentId: string, capacity: number): Promise<boolean> {
  const held = await tx
    .select({ id: slot.id, place: slot.place })
    .from(slot)
    .where(and(eq(slot.environmentId, environmentId), isNull(slot.freedAt)))
  const places = Array.from({ length: capacity }, (_, at) => at + 1)
  const free = places.filter((place) => !held.some((one) => one.place === place))
  const outside = held.filter(({ place }) => !places.some((one) => one === place))
  if (outside.length > free.length) return false
  for (const [at, { id }] of outside.entries()) {
    await tx
      .update(slot)
      .set({ place: free[at] ?? null })
      .where(eq(slot.id, id))
  }
  return true
}
