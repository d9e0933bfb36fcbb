import { and, desc, eq, isNull, max, ne } from 'drizzle-orm'
import type { Effect } from '../domain/decision.ts'
import type { Actor, Channel, Ticket } from '../domain/ticket.ts'
import { readHours } from './calendars.ts'
import type { Tx } from './client.ts'
import { changeClocks, changes, startAssignClock, startStageClock } from './clocks.ts'
import { approval } from './schema/ticket.ts'
import { type MailWords, writeMessage } from './write-message.ts'

/** Where an effect happens: the ticket as it is after the change, who caused it, by which way in, when. */
export type Occurrence = {
  before: Ticket
  after: Ticket
  actor: Actor
  channel: Channel
  sourceKey: string
  mail?: MailWords | undefined
  now: Temporal.Instant
}

/** Writes the rows beside the ticket that a decision asks for. Answers the id of the words it said, if it said any. */
export async function applyEffects(tx: Tx, effects: Effect[], occurrence: Occurrence): Promise<string | null> {
  let said: string | null = null
  for (const effect of effects) said = (await applyEffect(tx, effect, occurrence)) ?? said
  return said
}

async function applyEffect(tx: Tx, effect: Effect, occurrence: Occurrence): Promise<string | null> {
  const { before, after, actor, now } = occurrence
  switch (effect.effect) {
    case 'say':
      return writeMessage(tx, { ...occurrence, ...effect, ticket: after })
    case 'ask_approval':
      await askApproval(tx, before, effect, now)
      return null
    case 'decide_approval':
      await tx
        .update(approval)
        .set({
          decision: effect.decision,
          decidedBy: actor.kind === 'system' ? null : actor.id,
          decidedAt: now,
          comment: effect.comment,
        })
        .where(and(eq(approval.id, effect.approvalId), isNull(approval.decision)))
      return null
    case 'void_approvals':
      await tx
        .update(approval)
        .set({ decision: 'void', decidedAt: now })
        .where(and(eq(approval.ticketId, after.id), isNull(approval.decision)))
      return null
    case 'reopen_approval':
      await reopenApproval(tx, after.id)
      return null
    default:
      await changeTimekeeping(tx, effect, occurrence)
      return null
  }
}

type ClockEffect = Exclude<
  Effect,
  { effect: 'say' | 'ask_approval' | 'decide_approval' | 'void_approvals' | 'reopen_approval' }
>

async function changeTimekeeping(tx: Tx, effect: ClockEffect, { after, now }: Occurrence): Promise<void> {
  const hours = await readHours(tx, after.companyId)
  switch (effect.effect) {
    case 'start_clock':
      if (effect.kind === 'assign') return startAssignClock(tx, after, hours, now)
      return startStageClock(tx, after, after.stage, hours.calendar, now)
    case 'meet_clock':
      return changeClocks(tx, after, hours.calendar, { kind: effect.kind, change: changes.meet(now) })
    case 'pause_clocks':
      return changeClocks(tx, after, hours.calendar, { change: changes.pause(now) })
    case 'resume_clocks':
      return changeClocks(tx, after, hours.calendar, { change: changes.resume(now) })
    case 'rewindow_assign':
      return changeClocks(tx, after, hours.calendar, {
        kind: 'assign',
        change: changes.rewindow(after.category, hours, now),
      })
  }
}

async function askApproval(
  tx: Tx,
  ticket: Ticket,
  asked: Extract<Effect, { effect: 'ask_approval' }>,
  now: Temporal.Instant,
) {
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

async function reopenApproval(tx: Tx, ticketId: string) {
  const [last] = await tx
    .select({ id: approval.id })
    .from(approval)
    .where(and(eq(approval.ticketId, ticketId), ne(approval.decision, 'void')))
    .orderBy(desc(approval.decidedAt))
    .limit(1)
  if (last)
    await tx.update(approval).set({ decision: null, decidedBy: null, decidedAt: null }).where(eq(approval.id, last.id))
}
