import { and, asc, desc, eq, isNull, max, sql } from 'drizzle-orm'
import { rowsFor, testedBy } from '../../domain/testing.ts'
import type { Actor, TestRow, Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { testRow, workflow, workflowRevision } from '../schema/testing.ts'

/** The checklist of the latest try, in the order it is worked through. */
export async function readRows(tx: Tx, ticketId: string): Promise<TestRow[]> {
  const latest = sql`(select max(${testRow.attempt}) from ${testRow} where ${testRow.ticketId} = ${ticketId})`
  const rows = await tx
    .select({ id: testRow.id, kind: testRow.kind, title: testRow.title, result: testRow.result })
    .from(testRow)
    .where(and(eq(testRow.ticketId, ticketId), eq(testRow.attempt, latest)))
    .orderBy(asc(testRow.place))
  return rows.map((row) => ({ ...row, by: testedBy[row.kind] }))
}

/** Writes the empty checklist of a new try: rows of the tries before stay on record. */
export async function writeRows(tx: Tx, ticket: Ticket): Promise<void> {
  const [last] = await tx
    .select({ attempt: max(testRow.attempt) })
    .from(testRow)
    .where(eq(testRow.ticketId, ticket.id))
  const workflows = ticket.appId === null ? [] : await readWorkflows(tx, ticket.appId)
  const attempt = (last?.attempt ?? 0) + 1
  await tx.insert(testRow).values(
    rowsFor(ticket, workflows).map((row, place) => ({
      ...{ ticketId: ticket.id, companyId: ticket.companyId, attempt, place },
      ...row,
    })),
  )
}

/** Writes down what came of one row, and who says so. */
export async function markRow(
  tx: Tx,
  { rowId, result, note }: { rowId: string; result: 'passed' | 'failed'; note: string | null },
  { actor, now }: { actor: Actor; now: Temporal.Instant },
): Promise<void> {
  const decidedBy = actor.kind === 'system' ? null : actor.id
  await tx.update(testRow).set({ result, note, decidedBy, decidedAt: now }).where(eq(testRow.id, rowId))
}

/** The known workflows of an app as they are in force, in their order. */
async function readWorkflows(tx: Tx, appId: string): Promise<{ title: string; revisionId: string }[]> {
  const inForce = tx
    .selectDistinctOn([workflowRevision.workflowId], {
      ...{ id: workflowRevision.id, workflowId: workflowRevision.workflowId, title: workflowRevision.title },
    })
    .from(workflowRevision)
    .orderBy(workflowRevision.workflowId, desc(workflowRevision.version))
    .as('in_force')
  return tx
    .select({ title: inForce.title, revisionId: inForce.id })
    .from(workflow)
    .innerJoin(inForce, eq(inForce.workflowId, workflow.id))
    .where(and(eq(workflow.appId, appId), isNull(workflow.retiredAt)))
    .orderBy(asc(workflow.place), asc(workflow.id))
}
