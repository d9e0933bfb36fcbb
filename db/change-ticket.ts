import { and, eq, sql } from 'drizzle-orm'
import type { Asked } from '../domain/asked.ts'
import type { Command } from '../domain/command.ts'
import { decide } from '../domain/decide.ts'
import type { Decision } from '../domain/decision.ts'
import { objectionToProof, type Proof } from '../domain/proof.ts'
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts'
import type { Actor, Channel, Ticket } from '../domain/ticket.ts'
import { announce } from './announce.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { promiseLetters } from './letters/recipients.ts'
import { warnOfUndecided } from './letters/warn-undecided.ts'
import { event, ticket as table } from './schema/ticket.ts'
import { seenBy } from './scope.ts'
import { applyEffects } from './tickets/apply-decision.ts'
import { type MailReadUpTo, readKnown } from './tickets/known.ts'
import { lockTicket } from './tickets/ticket-facts.ts'
import type { MailWords } from './tickets/write-message.ts'
import { transact } from './transact.ts'
import { findUrgent, lockLine, lockLinesBetween, setAsideOther } from './work/line.ts'

/** What somebody asks of a ticket: who, what, by which way in and on what proof, and when. */
export type Change = {
  number: number
  command: Command
  actor: Actor
  channel: Channel
  proof: Proof
  /** Names the asking itself (form, mail and line, link, Idempotency-Key): the same never acts twice. */
  sourceKey: string
  now: Temporal.Instant
  mail?: MailWords
  mailReadUpTo?: MailReadUpTo
}

/** What came of it. `before` says that the same asking had acted already, and nothing was done now. */
export type Changed = { ticketId: string; number: number; acted: 'now' | 'before'; messageId: string | null }

/** The only door through which a ticket's stage changes: lock, decide, write ticket, event and promises, all or nothing. */
export async function changeTicket(house: House, change: Change): Promise<Changed | Refusal> {
  return transact(house, (tx) => changeWithin(tx, house, change))
}

/** The door for somebody who holds a transaction already, so that several things happen together or not at all. */
export async function changeWithin(tx: Tx, house: House, change: Change): Promise<Changed | Refusal> {
  const ticketId = await findTicket(tx, change.actor, change.number)
  const { action, body } = change.command
  if (ticketId && action === 'assign' && body.developer) await lockLinesBetween(tx, ticketId, body.developer)
  if (ticketId && (action === 'merge' || action === 'mark_duplicate')) await lockJoining(tx)
  const ticket = ticketId && (await lockTicket(tx, ticketId))
  if (!ticket) return refuse('no_such_ticket')
  if (await hasActed(tx, ticket.id, change.sourceKey)) {
    return { ticketId: ticket.id, number: ticket.number, acted: 'before', messageId: null }
  }
  const decision = await decideOn(tx, ticket, change)
  if (isRefusal(decision)) return decision
  const weak = objectionToProof(change.proof, ticket, change.command)
  if (weak) return weak
  return write(tx, house, { ticket, decision, change })
}

/** One at a time may join tickets: two that were joined to each other at once would make a circle. */
async function lockJoining(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('join tickets', 3))`)
}

/** The id of the ticket with this number, if it exists for this actor. */
export async function findTicket(tx: Tx, actor: Actor, number: number): Promise<string | null> {
  const [row] = await seenBy(tx, actor, (seen) =>
    seen.select({ id: table.id }).from(table).where(eq(table.number, number)),
  )
  return row?.id ?? null
}

async function decideOn(tx: Tx, ticket: Ticket, change: Change): Promise<Decision | Refusal> {
  const { command, actor, now, mailReadUpTo = 'as_recorded' } = change
  const known = await readKnown(tx, ticket, { command, actor, now, mailReadUpTo })
  const asked: Asked = { ...command, ticket, actor, now, known }
  return decide(asked)
}

async function write(
  tx: Tx,
  house: House,
  { ticket, decision, change }: { ticket: Ticket; decision: Decision; change: Change },
): Promise<Changed> {
  const { actor, channel, sourceKey, now, mail } = change
  const after: Ticket = { ...ticket, ...decision.changes }
  // Whoever comes into another line changes that line too, and one at a time may.
  if (after.developerId !== null && after.developerId !== ticket.developerId) await lockLine(tx, after.developerId)
  // Before the ticket itself: a developer has one active ticket at any moment, and the database holds it so.
  if (decision.effects.some(({ effect }) => effect === 'set_aside_other')) await setAsideOther(tx, after, change)
  await tx
    .update(table)
    .set({
      ...decision.changes,
      ...(decision.to !== decision.from && { stageSince: now, remindedAt: null }),
      // A planned ticket has a rank from the first moment; its effects say which.
      ...(decision.to === 'planned' && {
        lineRank: sql`coalesce(line_rank, ${now.epochMilliseconds / 1000}::numeric)`,
      }),
      updatedAt: now,
    })
    .where(eq(table.id, ticket.id))
  const { messageId, publicId } = await applyEffects(tx, decision.effects, {
    house,
    before: ticket,
    after,
    actor,
    channel,
    sourceKey,
    mail,
    now,
  })
  const eventId = await recordEvent(tx, ticket, { decision, change })
  const cause = { eventId, threadMessageId: publicId, now }
  await promiseLetters(tx, house, { promises: decision.promises, ticket: after, before: ticket, actor, cause })
  if (decision.effects.some(({ effect }) => effect === 'ask_approval')) await warnOfUndecided(tx, house, after, now)
  await announce(tx, ticket.id)
  if (after.developerId !== null && decision.action !== 'start') await startUrgent(tx, house, after.developerId, change)
  return { ticketId: ticket.id, number: ticket.number, acted: 'now', messageId }
}

/** R017, R026: urgent work begins as soon as it is first in a line whose developer works on nothing as urgent. */
async function startUrgent(tx: Tx, house: House, developerId: string, { sourceKey, now }: Change): Promise<void> {
  const number = await findUrgent(tx, developerId)
  if (number === null) return
  const by = { actor: { kind: 'system' }, channel: 'job', proof: 'job' } as const
  const started = await changeWithin(tx, house, {
    ...{ number, ...by, sourceKey: `${sourceKey}/start`, now },
    command: { action: 'start', body: {} },
  })
  // Refused, it waits first in line: the developer is at another urgent ticket, or money is not settled yet.
  if (isRefusal(started) && started.refused !== 'gate_not_met') {
    throw new Error(`Urgent ticket ${number} is first in line, and its start was refused: ${started.refused}.`)
  }
}

async function hasActed(tx: Tx, ticketId: string, sourceKey: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: event.id })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.sourceKey, sourceKey)))
  return row !== undefined
}

async function recordEvent(
  tx: Tx,
  ticket: Ticket,
  { decision, change }: { decision: Decision; change: Change },
): Promise<string> {
  const { actor } = change
  const [row] = await tx
    .insert(event)
    .values({
      ticketId: ticket.id,
      companyId: ticket.companyId,
      action: decision.action,
      fromStage: decision.from,
      toStage: decision.to,
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.id,
      channel: change.channel,
      proof: change.proof,
      sourceKey: change.sourceKey,
      body: decision.skipped.length > 0 ? { ...change.command.body, skipped: decision.skipped } : change.command.body,
      at: change.now,
    })
    .returning({ id: event.id })
  if (!row) throw new Error(`The event of ${decision.action} on ticket ${ticket.number} was not written.`)
  return row.id
}
