import { desc, eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { ApprovalKind } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { findDeciders } from '../people/deciders.ts'
import { person } from '../schema/person.ts'
import { approval } from '../schema/ticket.ts'

/** One decision asked of the customer, as letters speak of it. */
export type LetterApproval = {
  id: string
  kind: ApprovalKind
  version: number
  hours: number | null
  /** Net minor units of the company's currency. */
  price: number | null
  validUntil: Temporal.Instant
  decision: 'approved' | 'declined' | 'void' | null
  decidedBy: { id: string; name: string } | null
  /** Who of us wrote down what was decided on the phone. */
  recordedBy: string | null
  comment: string | null
  /** Whether the reader has the right to decide it. */
  mine: boolean
  /** Who at the company may. */
  deciders: string[]
}

const [decider, recorder] = [alias(person, 'decider'), alias(person, 'recorder')]

/**
 * The decision a letter tells of: the one asked or taken at the moment of its cause, else the one that was asked last.
 * null where none ever was.
 */
export async function readLetterApproval(
  db: Db,
  { ticketId, readerId, at }: { ticketId: string; readerId: string; at: Temporal.Instant | null },
): Promise<LetterApproval | null> {
  const moment = sql`${at?.toString() ?? null}::timestamptz`
  const [row] = await db
    .select({ approval, decidedBy: { id: decider.id, name: decider.name }, recordedBy: recorder.name })
    .from(approval)
    .leftJoin(decider, eq(decider.id, approval.decidedBy))
    .leftJoin(recorder, eq(recorder.id, approval.recordedBy))
    .where(eq(approval.ticketId, ticketId))
    .orderBy(
      sql`coalesce(${approval.askedAt} = ${moment} or ${approval.decidedAt} = ${moment}, false) desc`,
      desc(approval.askedAt),
    )
    .limit(1)
  if (!row) return null
  const { id, kind, version, hours, price, validUntil, decision, comment } = row.approval
  const able = await findDeciders(db, ticketId, { kind, price })
  return {
    ...{ id, kind, version, hours, price, validUntil, decision, comment },
    decidedBy: row.decidedBy,
    recordedBy: row.recordedBy,
    mine: able.some((one) => one.id === readerId),
    deciders: able.map(({ name }) => name),
  }
}
