import { and, asc, eq, notInArray } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Actor, Channel } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { person } from '../schema/person.ts'
import { event, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

/** One thing that was done. `body` and `proof` are what was asked, word for word and on what ground: for staff alone. */
export type ShownEvent = {
  id: string
  action: (typeof event.$inferSelect)['action']
  from: Stage | null
  to: Stage
  actor: { kind: 'contact' | 'staff' | 'system'; id: string | null; name: string | null }
  channel: Channel
  at: Temporal.Instant
  body?: Record<string, unknown>
  proof?: string
}

/** Watching over our own clocks is between us, and so are hours until they are reported. */
const internal = ['warn', 'breach', 'alarm', 'seen', 'slot_extended', 'code_removed', 'log_time'] as const

/** The history of a ticket, oldest first; contacts read what was done, not how it was put. Strangers are refused. */
export function readEvents(house: House, actor: Actor, number: number): Promise<ShownEvent[] | Refusal> {
  return scoped(house.db, actor, async (tx) => {
    const [[found], events] = await Promise.all([
      tx.select({ id: ticket.id }).from(ticket).where(eq(ticket.number, number)),
      actor.kind === 'contact' ? readForContact(tx, number) : readForStaff(tx, number),
    ])
    return found ? events : refuse('no_such_ticket')
  })
}

const shown = {
  id: event.id,
  action: event.action,
  from: event.fromStage,
  to: event.toStage,
  actor: { kind: event.actorKind, id: event.actorId, name: person.name },
  channel: event.channel,
  at: event.at,
}

function readForContact(tx: Tx, number: number): Promise<ShownEvent[]> {
  return tx
    .select(shown)
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .leftJoin(person, eq(person.id, event.actorId))
    .where(and(eq(ticket.number, number), notInArray(event.action, [...internal])))
    .orderBy(asc(event.at), asc(event.id))
}

function readForStaff(tx: Tx, number: number): Promise<ShownEvent[]> {
  return tx
    .select({ ...shown, body: event.body, proof: event.proof })
    .from(event)
    .innerJoin(ticket, eq(ticket.id, event.ticketId))
    .leftJoin(person, eq(person.id, event.actorId))
    .where(eq(ticket.number, number))
    .orderBy(asc(event.at), asc(event.id))
}
