import { and, desc, eq, isNull, max, ne, sql } from 'drizzle-orm'
import type { Effect } from '../../domain/decision.ts'
import type { Actor, Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { approval } from '../schema/ticket.ts'

type Asking = Extract<Effect, { effect: 'ask_approval' }>
type Deciding = Extract<Effect, { effect: 'decide_approval' }>

/** One question to the customer, whatever became of it. */
export async function findApproval(tx: Tx, id: string) {
  const [row] = await tx
    .select({
      ...{ id: approval.id, kind: approval.kind, version: approval.version },
      ...{ decision: approval.decision, decidedBy: approval.decidedBy },
    })
    .from(approval)
    .where(eq(approval.id, id))
  return row ?? null
}

/** Asks a decision of the customer: a new version each time. */
export async function askApproval(tx: Tx, ticket: Ticket, asked: Asking, now: Temporal.Instant): Promise<void> {
  const [last] = await tx
    .select({ version: max(approval.version) })
    .from(approval)
    .where(and(eq(approval.ticketId, ticket.id), eq(approval.kind, asked.kind)))
  await tx.insert(approval).values({
    ticketId: ticket.id,
    companyId: ticket.companyId,
    kind: asked.kind,
    version: (last?.version ?? 0) + 1,
    hours: asked.hours,
    price: asked.price,
    askedFrom: ticket.stage,
    askedAt: now,
    validUntil: asked.validUntil,
  })
}

/** Writes down a decision, once; one that a PM records is that of the contact who took it. */
export async function decideApproval(tx: Tx, decided: Deciding, actor: Actor, now: Temporal.Instant): Promise<void> {
  const actorId = actor.kind === 'system' ? null : actor.id
  await tx
    .update(approval)
    .set({
      decision: decided.decision,
      decidedBy: decided.onBehalfOf ?? actorId,
      recordedBy: decided.onBehalfOf ? actorId : null,
      decidedAt: now,
      comment: decided.comment,
    })
    .where(and(eq(approval.id, decided.approvalId), isNull(approval.decision)))
}

/** What waits for a decision does so no more; with `all`, neither does what was decided count any longer. */
export async function voidApprovals(
  tx: Tx,
  ticketId: string,
  which: 'open' | 'all',
  now: Temporal.Instant,
): Promise<void> {
  // A "proceed" is about the concern, not about a version of its solution: it stands (R008).
  const wanted = which === 'open' ? isNull(approval.decision) : ne(approval.kind, 'proceed')
  await tx
    .update(approval)
    .set({ decision: 'void', decidedAt: sql`coalesce(${approval.decidedAt}, ${now.toString()})` })
    .where(and(eq(approval.ticketId, ticketId), wanted))
}

/** The last one decided, or the last one made void, waits for its decision again. */
export async function reopenApproval(tx: Tx, ticketId: string, which: 'decided' | 'void'): Promise<void> {
  const wanted = which === 'void' ? sql`${approval.decision} = 'void'` : sql`${approval.decision} <> 'void'`
  const [last] = await tx
    .select({ id: approval.id })
    .from(approval)
    .where(and(eq(approval.ticketId, ticketId), wanted))
    .orderBy(desc(approval.decidedAt))
    .limit(1)
  if (!last) return
  await tx
    .update(approval)
    .set({ decision: null, decidedBy: null, decidedAt: null, recordedBy: null, comment: null })
    .where(eq(approval.id, last.id))
}
