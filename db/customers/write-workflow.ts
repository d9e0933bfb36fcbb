import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { mayKeep, moved } from '../../domain/keeping.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { once } from '../once.ts'
import { app } from '../schema/company.ts'
import { workflow, workflowRevision } from '../schema/testing.ts'
import { transact } from '../transact.ts'
import { recordCustomerChange } from './record-customer-change.ts'

/** What a known workflow says, and who writes it. `key` names this asking. */
export type WorkflowWords = {
  title: string
  steps: string
  expected: string
  by: Actor
  key: string
  now: Temporal.Instant
}

/** Writes a known workflow of an app, behind the others (R034). Refuses who may not, and an app that is not there. */
export async function addWorkflow(
  house: House,
  { appId, by, key, now, ...words }: WorkflowWords & { appId: string },
): Promise<{ workflowId: string } | Refusal> {
  if (!mayKeep(by, 'workflows')) return refuse('not_yours_to_keep')
  const asked = { add: 'workflow', appId, ...words }
  const answer = await once(house, { personId: by.id, key, asked, now }, async (tx) => {
    const [of] = await tx
      .select({ companyId: app.companyId, app: app.name })
      .from(app)
      .where(eq(app.id, appId))
      .for('update')
    if (!of) return refuse('not_on_file')
    const place = sql<number>`(select coalesce(max(place) + 1, 0) from ${workflow} others where others.app_id = ${appId})`
    const [row] = await tx
      .insert(workflow)
      .values({ companyId: of.companyId, appId, place })
      .returning({ id: workflow.id })
    if (!row) throw new Error(`The workflow "${words.title}" was not written.`)
    const revision = { companyId: of.companyId, workflowId: row.id, version: 1, ...words }
    await tx.insert(workflowRevision).values({ ...revision, writtenBy: by.id, writtenAt: now })
    await record(tx, { ...of, title: words.title, before: {}, after: words }, { by, now })
    return { number: 1, ids: [row.id] }
  })
  return isRefusal(answer) ? answer : { workflowId: answer.ids[0] ?? '' }
}

/**
 * Writes the next version of a known workflow; rows of a checklist that were made from an older one keep it. Refuses
 * who may not, what is not there, and `revised_meanwhile` when `base` is not the newest version any more.
 */
export async function reviseWorkflow(
  house: House,
  { workflowId, base, by, key, now, ...words }: WorkflowWords & { workflowId: string; base: number },
): Promise<{ version: number } | Refusal> {
  if (!mayKeep(by, 'workflows')) return refuse('not_yours_to_keep')
  const asked = { revise: 'workflow', workflowId, base, ...words }
  const answer = await once(house, { personId: by.id, key, asked, now }, async (tx) => {
    const of = await lockWorkflow(tx, workflowId)
    if (!of) return refuse('not_on_file')
    const latest = await readLatest(tx, workflowId)
    if (latest?.version !== base) return refuse('revised_meanwhile')
    const revision = { companyId: of.companyId, workflowId, version: base + 1, ...words }
    await tx.insert(workflowRevision).values({ ...revision, writtenBy: by.id, writtenAt: now })
    await record(tx, { ...of, title: latest.title, before: latest, after: words }, { by, now })
    return { number: base + 1, ids: [] }
  })
  return isRefusal(answer) ? answer : { version: answer.number }
}

/** Puts a known workflow one place further up or down among those of its app. */
export async function moveWorkflow(
  house: House,
  { workflowId, way, by, now }: { workflowId: string; way: 'up' | 'down'; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'workflows')) return refuse('not_yours_to_keep')
  return transact(house, async (tx) => {
    const [of] = await tx
      .select({ appId: workflow.appId, companyId: workflow.companyId, app: app.name })
      .from(workflow)
      .innerJoin(app, eq(app.id, workflow.appId))
      .where(eq(workflow.id, workflowId))
      .for('update', { of: app })
    if (!of) return refuse('not_on_file')
    const rows = await tx
      .select({ id: workflow.id })
      .from(workflow)
      .where(and(eq(workflow.appId, of.appId), isNull(workflow.retiredAt)))
      .orderBy(asc(workflow.place), asc(workflow.id))
    const ids = rows.map(({ id }) => id)
    const wanted = moved(ids, workflowId, way)
    for (const [place, id] of wanted.entries()) {
      await tx.update(workflow).set({ place }).where(eq(workflow.id, id))
    }
    const placeIn = (order: string[]) => ({ place: order.indexOf(workflowId) + 1 })
    const title = (await readLatest(tx, workflowId))?.title ?? ''
    await record(tx, { ...of, title, before: placeIn(ids), after: placeIn(wanted) }, { by, now })
    return 'now' as const
  })
}

/** Takes a known workflow out of the checklists to come, or puts it back; what it said stays on file. */
export async function retireWorkflow(
  house: House,
  { workflowId, way, by, now }: { workflowId: string; way: 'retire' | 'restore'; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'workflows')) return refuse('not_yours_to_keep')
  return transact(house, async (tx) => {
    const of = await lockWorkflow(tx, workflowId)
    if (!of || (of.retiredAt === null) !== (way === 'retire')) return refuse('not_on_file')
    const retiredAt = way === 'retire' ? now : null
    await tx.update(workflow).set({ retiredAt }).where(eq(workflow.id, workflowId))
    const title = (await readLatest(tx, workflowId))?.title ?? ''
    const after = { retired: way === 'retire' }
    await record(tx, { ...of, title, before: { retired: !after.retired }, after }, { by, now })
    return 'now' as const
  })
}

async function lockWorkflow(tx: Tx, id: string) {
  const [row] = await tx
    .select({ companyId: workflow.companyId, app: app.name, retiredAt: workflow.retiredAt })
    .from(workflow)
    .innerJoin(app, eq(app.id, workflow.appId))
    .where(eq(workflow.id, id))
    .for('update', { of: workflow })
  return row ?? null
}

async function readLatest(tx: Tx, id: string) {
  const [latest] = await tx
    .select()
    .from(workflowRevision)
    .where(eq(workflowRevision.workflowId, id))
    .orderBy(desc(workflowRevision.version))
    .limit(1)
  return latest ?? null
}

type Change = {
  companyId: string
  app: string
  title: string
  before: Record<string, unknown>
  after: Record<string, unknown>
}

/** A known workflow is told of as one of its app. */
function record(
  tx: Tx,
  { companyId, app: of, title, before, after }: Change,
  { by, now }: { by: Actor; now: Temporal.Instant },
): Promise<void> {
  return recordCustomerChange(tx, { area: 'app', companyId, about: `${of}, ${title}`, before, after, by, now })
}
