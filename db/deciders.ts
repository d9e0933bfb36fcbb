import { and, asc, eq, gte, isNull, or } from 'drizzle-orm'
import { type Contact, openApproval, type Ticket } from '../domain/ticket.ts'
import type { House } from './house.ts'
import { membership } from './schema/membership.ts'
import { person } from './schema/person.ts'
import { scoped } from './scope.ts'

/** Names of the colleagues who may decide what this ticket asks now: those with the right, up to the price it has. */
export async function readDeciders(house: House, contact: Contact, ticket: Ticket): Promise<string[]> {
  const price = openApproval(ticket)?.price ?? 0
  const withRight =
    ticket.stage === 'staging_review'
      ? eq(membership.approvesReleases, true)
      : and(
          eq(membership.approvesEstimates, true),
          or(isNull(membership.approvalLimit), gte(membership.approvalLimit, price)),
        )
  const rows = await scoped(house.db, contact, (tx) =>
    tx
      .select({ name: person.name })
      .from(membership)
      .innerJoin(person, eq(person.id, membership.personId))
      .where(and(eq(membership.companyId, ticket.companyId), withRight))
      .orderBy(asc(person.name)),
  )
  return rows.map(({ name }) => name)
}
