import { asc, eq, or } from 'drizzle-orm'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Staff } from '../domain/ticket.ts'
import type { House } from './house.ts'
import { company } from './schema/company.ts'
import { membership } from './schema/membership.ts'
import { person, personEmail } from './schema/person.ts'
import { containing, searched } from './search.ts'
import { type ListedTicket, listTickets } from './ticket-list.ts'

export type Found = {
  tickets: ListedTicket[]
  companies: { id: string; name: string }[]
  people: { id: string; name: string; email: string; kind: 'contact' | 'staff'; company: string | null }[]
}

const eachAtMost = 20

/** All that the desk knows under these words: tickets by words or number, companies and people by any part of a name. */
export async function find(house: House, staff: Staff, words: string): Promise<Found | Refusal> {
  const [tickets, others] = await Promise.all([
    listTickets(house, staff, { q: words, limit: eachAtMost }),
    searched(house.db, staff, async (tx) => {
      const [companies, people] = await Promise.all([
        tx
          .select({ id: company.id, name: company.name })
          .from(company)
          .where(containing(company.name, words))
          .orderBy(asc(company.name))
          .limit(eachAtMost),
        tx
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
          .limit(eachAtMost),
      ])
      return { companies, people }
    }),
  ])
  if (isRefusal(tickets)) return tickets
  if (isRefusal(others)) return others
  return { tickets: tickets.items, ...others }
}
