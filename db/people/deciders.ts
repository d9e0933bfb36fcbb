import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { covers } from '../../domain/permission.ts'
import { type Approval, type Contact, openApproval, type Ticket } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail } from '../schema/person.ts'
import { approval, participant, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

type Asked = { kind: Approval['kind'] | null; price: number | null }

/** Somebody who may see a ticket and decide what it asks. */
export type Decider = { id: string; name: string; email: string; takesPart: boolean }

/** The active people of the company who may see a ticket and have the right to decide this, within their limit, by name. */
export async function findDeciders(tx: Tx | Db, ticketId: string, { kind, price }: Asked): Promise<Decider[]> {
  const takesPart = sql<boolean>`(${ticket.requesterId} = ${person.id} or exists (select from ${participant}
    where ${participant.ticketId} = ${ticket.id} and ${participant.personId} = ${person.id}))`
  const people = await tx
    .select({
      ...{ id: person.id, name: person.name, email: personEmail.address, takesPart },
      approvesEstimates: membership.approvesEstimates,
      approvalLimit: membership.approvalLimit,
      approvesReleases: membership.approvesReleases,
    })
    .from(ticket)
    .innerJoin(membership, eq(membership.companyId, ticket.companyId))
    .innerJoin(person, and(eq(person.id, membership.personId), eq(person.active, true)))
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(
      and(
        eq(ticket.id, ticketId),
        // As maySee has it: a security ticket stays with those who take part (R126).
        sql`(${takesPart} or (${membership.seesCompany} and ${ticket.issueType} is distinct from 'security'))`,
      ),
    )
    .orderBy(asc(person.name))
  return people
    .filter((one) => covers(one, kind, price))
    .map(({ id, name, email, takesPart: part }) => ({ id, name, email, takesPart: part }))
}

/**
 * Who has to hear of the open question of a ticket although they take no part in it: all who may decide it, where
 * nobody of those who take part may. Nobody where nothing is asked.
 */
export async function findSilentDeciders(tx: Tx, ticketId: string): Promise<string[]> {
  const [asked] = await tx
    .select({ kind: approval.kind, price: approval.price })
    .from(approval)
    .where(and(eq(approval.ticketId, ticketId), isNull(approval.decision)))
  const able = asked ? await findDeciders(tx, ticketId, asked) : []
  return able.some(({ takesPart }) => takesPart) ? [] : able.map(({ id }) => id)
}

/** The people who may decide what this ticket asks now, for a contact who sees it. */
export function readDeciders(house: House, contact: Contact, seen: Ticket): Promise<Decider[]> {
  const asked = openApproval(seen)
  const kind = seen.stage === 'staging_review' ? 'release' : (asked?.kind ?? null)
  return scoped(house.db, contact, (tx) => findDeciders(tx, seen.id, { kind, price: asked?.price ?? null }))
}
