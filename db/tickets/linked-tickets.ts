import { asc, eq, or } from 'drizzle-orm'
import type { Stage } from '../../domain/stage.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import { ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'

/** How another ticket stands to this one: the one it came out of, one that came out of it, where it went, what went into it. */
export type Link = 'came_from' | 'led_to' | 'merged_into' | 'merged_here'
export type LinkedTicket = { number: number; title: string; stage: Stage; link: Link }

/** The tickets that hang together with this one, both ways, oldest first; those of which this actor may know. */
export function readLinkedTickets(db: Db, actor: Actor, ticketId: string): Promise<LinkedTicket[]> {
  return readAs(db, actor, (on) => readLinks(on, ticketId))
}

async function readLinks(db: Db | Tx, ticketId: string): Promise<LinkedTicket[]> {
  const [own] = await db
    .select({ linkedToId: ticket.linkedToId, mergedIntoId: ticket.mergedIntoId })
    .from(ticket)
    .where(eq(ticket.id, ticketId))
  const others = await db
    .select({
      ...{ id: ticket.id, number: ticket.number, title: ticket.title, stage: ticket.stage },
      ...{ linkedToId: ticket.linkedToId, mergedIntoId: ticket.mergedIntoId },
    })
    .from(ticket)
    .where(
      or(
        ...[eq(ticket.linkedToId, ticketId), eq(ticket.mergedIntoId, ticketId)],
        ...[own?.linkedToId, own?.mergedIntoId].flatMap((id) => (id ? [eq(ticket.id, id)] : [])),
      ),
    )
    .orderBy(asc(ticket.number))
  return others.map(({ number, title, stage, ...other }) => ({ number, title, stage, link: linkOf(other) }))

  function linkOf(other: { id: string; linkedToId: string | null; mergedIntoId: string | null }): Link {
    if (other.mergedIntoId === ticketId) return 'merged_here'
    if (other.id === own?.mergedIntoId) return 'merged_into'
    return other.linkedToId === ticketId ? 'led_to' : 'came_from'
  }
}
