import { and, asc, desc, eq, isNull, ne } from 'drizzle-orm'
import type { Staff } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { documentPage, documentRevision } from '../schema/document.ts'
import { ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'
import { lineOrder, waitsInLine } from '../work/line.ts'

/** Another ticket, as a form offers it. */
export type NamedTicket = { number: number; title: string }

/** The pages written about an app, each with its revision in force and the ticket that made it, in their order. For staff. */
export async function listDocumentation(db: Db, appId: string) {
  const inForce = db
    .selectDistinctOn([documentRevision.pageId], {
      ...{ pageId: documentRevision.pageId, version: documentRevision.version, title: documentRevision.title },
      ticketId: documentRevision.ticketId,
    })
    .from(documentRevision)
    .orderBy(documentRevision.pageId, desc(documentRevision.version))
    .as('in_force')
  return db
    .select({ pageId: inForce.pageId, version: inForce.version, title: inForce.title, ticketId: inForce.ticketId })
    .from(documentPage)
    .innerJoin(inForce, eq(inForce.pageId, documentPage.id))
    .where(and(eq(documentPage.appId, appId), isNull(documentPage.retiredAt)))
    .orderBy(asc(documentPage.place), asc(documentPage.id))
}

/** Who else waits in the line of a developer, in its order. For staff. */
export function listLine(
  db: Db,
  actor: Staff,
  { developerId, but }: { developerId: string; but: number },
): Promise<NamedTicket[]> {
  return readAs(db, actor, (tx) =>
    tx
      .select({ number: ticket.number, title: ticket.title })
      .from(ticket)
      .where(and(eq(ticket.developerId, developerId), waitsInLine, ne(ticket.number, but)))
      .orderBy(...lineOrder),
  )
}

const suggested = 50

/** The tickets of a company that moved last, but for this one. For staff. */
export function listTicketsOf(
  db: Db,
  actor: Staff,
  { companyId, but }: { companyId: string; but: number },
): Promise<NamedTicket[]> {
  return readAs(db, actor, (tx) =>
    tx
      .select({ number: ticket.number, title: ticket.title })
      .from(ticket)
      .where(and(eq(ticket.companyId, companyId), ne(ticket.number, but)))
      .orderBy(desc(ticket.updatedAt))
      .limit(suggested),
  )
}
