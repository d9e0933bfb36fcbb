import { eq } from 'drizzle-orm'
import type { Promised } from '../../domain/notify.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { announce, announceToUs } from '../announce.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { promiseLetters } from '../letters/recipients.ts'
import { clock, event, ticket as table } from '../schema/ticket.ts'
import { transact } from '../transact.ts'
import { lockTicket } from './ticket-facts.ts'

/** Something time did to a ticket, and that changes no stage. */
export type Mark = {
  ticketId: string
  action: 'remind' | 'warn' | 'breach' | 'alarm'
  /** Names the occasion: the same is marked once. */
  sourceKey: string
  /** What history and letters tell of it. */
  body: Record<string, string>
  at: Temporal.Instant
  /** Asked under the lock: whether it is still so, and whom to tell. null: things have changed, nothing is marked. */
  tell: (ticket: Ticket) => readonly Promised[] | null
  /** The column that keeps it from being looked for again. */
  write: { clockId: string; set: 'warnedAt' | 'breachedAt' } | { ticket: 'reminded' | 'no_manager' } | null
}

/**
 * The door for what the calendar does: event, column and letters in one transaction, once for each occasion. Answers
 * whether it was done now.
 */
export async function markTicket(house: House, mark: Mark): Promise<boolean> {
  return transact(house, async (tx) => {
    const ticket = await lockTicket(tx, mark.ticketId)
    const promises = ticket && mark.tell(ticket)
    if (!ticket || !promises) return false
    const eventId = await recordOnce(tx, ticket, mark)
    await writeColumn(tx, mark)
    if (eventId === null) return false
    const cause = { eventId, threadMessageId: null, now: mark.at }
    await promiseLetters(tx, house, { promises, ticket, actor: { kind: 'system' }, cause })
    await (mark.action === 'remind' ? announce : announceToUs)(tx, ticket.id)
    return true
  })
}

async function recordOnce(tx: Tx, ticket: Ticket, { action, sourceKey, body, at }: Mark): Promise<string | null> {
  const [row] = await tx
    .insert(event)
    .values({
      ticketId: ticket.id,
      companyId: ticket.companyId,
      action,
      fromStage: ticket.stage,
      toStage: ticket.stage,
      actorKind: 'system',
      actorId: null,
      channel: 'job',
      proof: 'job',
      sourceKey,
      body,
      at,
    })
    .onConflictDoNothing({ target: [event.ticketId, event.sourceKey] })
    .returning({ id: event.id })
  return row?.id ?? null
}

async function writeColumn(tx: Tx, { write, ticketId, at }: Mark): Promise<void> {
  if (write === null) return
  if ('clockId' in write) {
    await tx
      .update(clock)
      .set({ [write.set]: at })
      .where(eq(clock.id, write.clockId))
    return
  }
  const columns = write.ticket === 'reminded' ? { remindedAt: at } : { warning: 'no_manager' as const }
  await tx.update(table).set(columns).where(eq(table.id, ticketId))
}
