import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { House } from '../house.ts'
import { app } from '../schema/company.ts'
import { person } from '../schema/person.ts'
import { workflow, workflowRevision } from '../schema/testing.ts'

/** A known workflow as it reads now (R034). */
export type ListedWorkflow = {
  id: string
  retired: boolean
  version: number
  title: string
  steps: string
  expected: string
  app: { id: string; name: string }
}

/** What a known workflow said from some moment on. */
export type WorkflowVersion = Pick<ListedWorkflow, 'version' | 'title' | 'steps' | 'expected'> & {
  writtenBy: string | null
  writtenAt: Temporal.Instant
}

/** The known workflows of a company, in the order of their app and place; the retired ones last. For staff. */
export function listWorkflows(house: House, companyId: string): Promise<ListedWorkflow[]> {
  return select(house, eq(workflow.companyId, companyId))
}

/** One known workflow with all its versions, newest first; null when this company has none such. For staff. */
export async function readWorkflow(
  house: House,
  { companyId, workflowId }: { companyId: string; workflowId: string },
): Promise<(ListedWorkflow & { versions: WorkflowVersion[] }) | null> {
  if (!z.uuid().safeParse(workflowId).success) return null
  const [[found], versions] = await Promise.all([
    select(house, and(eq(workflow.companyId, companyId), eq(workflow.id, workflowId))),
    house.db
      .select({
        version: workflowRevision.version,
        title: workflowRevision.title,
        steps: workflowRevision.steps,
        expected: workflowRevision.expected,
        writtenBy: person.name,
        writtenAt: workflowRevision.writtenAt,
      })
      .from(workflowRevision)
      .leftJoin(person, eq(person.id, workflowRevision.writtenBy))
      .where(eq(workflowRevision.workflowId, workflowId))
      .orderBy(desc(workflowRevision.version)),
  ])
  return found ? { ...found, versions } : null
}

function select(house: House, wanted: ReturnType<typeof and>): Promise<ListedWorkflow[]> {
  return house.db
    .select({
      id: workflow.id,
      retired: sql<boolean>`${workflow.retiredAt} is not null`,
      version: workflowRevision.version,
      title: workflowRevision.title,
      steps: workflowRevision.steps,
      expected: workflowRevision.expected,
      app: { id: app.id, name: app.name },
    })
    .from(workflow)
    .innerJoin(app, eq(app.id, workflow.appId))
    .innerJoin(
      workflowRevision,
      and(
        eq(workflowRevision.workflowId, workflow.id),
        sql`${workflowRevision.version} = (select max(newer.version) from ${workflowRevision} newer
          where newer.workflow_id = ${workflow.id})`,
      ),
    )
    .where(wanted)
    .orderBy(sql`${workflow.retiredAt} is not null`, asc(app.name), asc(workflow.place), asc(workflow.id))
}
