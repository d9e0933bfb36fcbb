import { asc, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '../client.ts'
import { person } from '../schema/person.ts'
import { approval } from '../schema/ticket.ts'

/** Every decision that was asked of the customer, oldest first: what came of it, who took it, who wrote it down. For staff. */
export function readAskedApprovals(db: Db, ticketId: string) {
  const recorder = alias(person, 'recorder')
  return db
    .select({
      ...{ id: approval.id, kind: approval.kind, version: approval.version, hours: approval.hours },
      ...{ price: approval.price, askedAt: approval.askedAt, decision: approval.decision },
      ...{ decidedAt: approval.decidedAt, comment: approval.comment },
      ...{ decidedBy: person.name, recordedBy: recorder.name },
    })
    .from(approval)
    .leftJoin(person, eq(person.id, approval.decidedBy))
    .leftJoin(recorder, eq(recorder.id, approval.recordedBy))
    .where(eq(approval.ticketId, ticketId))
    .orderBy(asc(approval.askedAt))
}

export type AskedApproval = Awaited<ReturnType<typeof readAskedApprovals>>[number]
