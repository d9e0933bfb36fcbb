import { and, asc, desc, eq, isNull, or, sql } from 'drizzle-orm'
import type { Refusal } from '../domain/refusal.ts'
import type { Stage } from '../domain/stage.ts'
import type { Staff } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { app, company } from './schema/company.ts'
import { documentPage, documentRevision } from './schema/document.ts'
import { membership } from './schema/membership.ts'
import { person, personEmail } from './schema/person.ts'
import { ticket } from './schema/ticket.ts'
import { containing, matchingLately, numberIn, searched } from './search.ts'

export type FoundTicket = { number: number; title: string; stage: Stage; company: string }

export type Found = {
  tickets: FoundTicket[]
  companies: { id: string; name: string }[]
  pages: { id: string; title: string; app: string; company: { id: string; name: string } }[]
  people: { id: string; name: string; email: string; kind: 'contact' | 'staff'; company: string | null }[]
}

const eachAtMost = 20
/** Of so many of the newest is it asked whether the words stand in the title. */
const weighed = 100

/**
 * All that the desk knows under these words: tickets by words or number, companies, people and pages about an app by
 * any part of a name.
 */
export function find(house: House, staff: Staff, words: string): Promise<Found | Refusal> {
  return searched(house.db, staff, async (tx) => {
    const [tickets, companies, people, pages] = await Promise.all([
      findTickets(tx, words),
      findCompanies(tx, words),
      findPeople(tx, words),
      findPages(tx, words),
    ])
    return { tickets, companies, people, pages }
  })
}

/** The ticket of this number first, then titles before threads, the newest of each first. */
function findTickets(tx: Tx, words: string): Promise<FoundTicket[]> {
  const newest = tx
    .select({
      number: ticket.number,
      title: ticket.title,
      stage: ticket.stage,
      companyId: ticket.companyId,
      createdAt: ticket.createdAt,
    })
    .from(ticket)
    .where(matchingLately(words, weighed))
    .orderBy(desc(ticket.createdAt), desc(ticket.number))
    .limit(weighed + 1)
    .as('newest')
  return tx
    .select({ number: newest.number, title: newest.title, stage: newest.stage, company: company.name })
    .from(newest)
    .innerJoin(company, eq(company.id, newest.companyId))
    .orderBy(
      sql`${newest.number} = ${numberIn(words) ?? 0} desc`,
      sql`to_tsvector('plain_words', ${newest.title}) @@ words_wanted(${words}) desc`,
      desc(newest.createdAt),
      desc(newest.number),
    )
    .limit(eachAtMost)
}

function findCompanies(tx: Tx, words: string) {
  return tx
    .select({ id: company.id, name: company.name })
    .from(company)
    .where(containing(company.name, words))
    .orderBy(asc(company.name))
    .limit(eachAtMost)
}

/** Pages in force, by what their latest revision is called. */
function findPages(tx: Tx, words: string) {
  const inForce = tx
    .selectDistinctOn([documentRevision.pageId], { pageId: documentRevision.pageId, title: documentRevision.title })
    .from(documentRevision)
    .orderBy(documentRevision.pageId, desc(documentRevision.version))
    .as('in_force')
  return tx
    .select({
      ...{ id: documentPage.id, title: inForce.title, app: app.name },
      company: { id: company.id, name: company.name },
    })
    .from(documentPage)
    .innerJoin(inForce, eq(inForce.pageId, documentPage.id))
    .innerJoin(app, eq(app.id, documentPage.appId))
    .innerJoin(company, eq(company.id, documentPage.companyId))
    .where(and(isNull(documentPage.retiredAt), containing(inForce.title, words)))
    .orderBy(asc(inForce.title), asc(documentPage.id))
    .limit(eachAtMost)
}

function findPeople(tx: Tx, words: string) {
  return tx
    .selectDistinctOn([person.name, person.id], {
      id: person.id,
      name: person.name,
      email: personEmail.address,
      kind: person.kind,
      company: company.name,
    })
    .from(person)
    .innerJoin(personEmail, eq(personEmail.personId, person.id))
    .leftJoin(membership, eq(membership.personId, person.id))
    .leftJoin(company, eq(company.id, membership.companyId))
    .where(or(containing(person.name, words), containing(personEmail.address, words)))
    .orderBy(asc(person.name), asc(person.id))
    .limit(eachAtMost)
}
