import { asc, desc, eq, or, sql } from 'drizzle-orm'
import type { Refusal } from '../domain/refusal.ts'
import type { Stage } from '../domain/stage.ts'
import type { Staff } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { company } from './schema/company.ts'
import { membership } from './schema/membership.ts'
import { person, personEmail } from './schema/person.ts'
import { ticket } from './schema/ticket.ts'
import { containing, matchingLately, numberIn, searched } from './search.ts'

export type FoundTicket = { number: number; title: string; stage: Stage; company: string }

export type Found = {
  tickets: FoundTicket[]
  companies: { id: string; name: string }[]
  people: { id: string; name: string; email: string; kind: 'contact' | 'staff'; company: string | null }[]
}

const eachAtMost = 20
/** Of so many of the newest is it asked whether the words stand in the title. */
const weighed = 100

/** All that the desk knows under these words: tickets by words or number, companies and people by any part of a name. */
export function find(house: House, staff: Staff, words: string): Promise<Found | Refusal> {
  return searched(house.db, staff, async (tx) => {
    const [tickets, companies, people] = await Promise.all([
      findTickets(tx, words),
      findCompanies(tx, words),
      findPeople(tx, words),
    ])
    return { tickets, companies, people }
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
