import { desc, eq } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { documentRevision } from '../schema/document.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

/** The pages of documentation that a ticket made necessary to change, under their newest title (R048, R049). */
export function readDocumented(house: House, actor: Actor, number: number): Promise<{ id: string; title: string }[]> {
  return scoped(house.db, actor, (tx) =>
    tx
      .selectDistinctOn([documentRevision.pageId], { id: documentRevision.pageId, title: documentRevision.title })
      .from(documentRevision)
      .innerJoin(ticket, eq(ticket.id, documentRevision.ticketId))
      .where(eq(ticket.number, number))
      .orderBy(documentRevision.pageId, desc(documentRevision.version)),
  )
}
