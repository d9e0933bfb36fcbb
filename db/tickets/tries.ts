import { asc, desc, eq } from 'drizzle-orm'
import { testedBy } from '../../domain/testing.ts'
import type { Role, TestRow } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { person } from '../schema/person.ts'
import { testRow, workflowRevision } from '../schema/testing.ts'

/** A row of a checklist with what was found, by whom, and how a known workflow is tried. */
export type TriedRow = TestRow & {
  note: string | null
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
  steps: string | null
  expected: string | null
}

export type Try = { attempt: number; rows: TriedRow[] }

/** Every try of a ticket, the latest first; each time the developer finished there is one (R032, R033). For staff. */
export async function readTries(db: Db, ticketId: string): Promise<Try[]> {
  const rows = await db
    .select({
      ...{ attempt: testRow.attempt, id: testRow.id, kind: testRow.kind, title: testRow.title, result: testRow.result },
      ...{ note: testRow.note, decidedBy: person.name, decidedAt: testRow.decidedAt },
      ...{ steps: workflowRevision.steps, expected: workflowRevision.expected },
    })
    .from(testRow)
    .leftJoin(person, eq(person.id, testRow.decidedBy))
    .leftJoin(workflowRevision, eq(workflowRevision.id, testRow.workflowRevisionId))
    .where(eq(testRow.ticketId, ticketId))
    .orderBy(desc(testRow.attempt), asc(testRow.place))
  const tries = Map.groupBy(rows, ({ attempt }) => attempt)
  return [...tries].map(([attempt, some]) => ({
    attempt,
    rows: some.map(({ attempt: _, ...row }): TriedRow => ({ ...row, by: byOf(row) })),
  }))
}

function byOf({ kind }: Pick<TestRow, 'kind'>): Role {
  return testedBy[kind]
}
