import { eq } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

export type TicketBrief = { id: string; number: number; title: string; companyId: string; appId: string | null }

/** A ticket in a word, for who may see it; null to everybody else. */
export async function readTicketBrief(house: House, actor: Actor, number: number): Promise<TicketBrief | null> {
  const [row] = await scoped(house.db, actor, (tx) =>
    tx
      .select({
        ...{ id: ticket.id, number: ticket.number, title: ticket.title },
        companyId: ticket.companyId,
        appId: ticket.appId,
      })
      .from(ticket)
      .where(eq(ticket.number, number)),
  )
  return row ?? null
}
