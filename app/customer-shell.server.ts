import type { AppLoadContext } from '@remix-run/node'
import { readAgencyName } from '../db/agency.ts'
import { listCompanies } from '../db/companies.ts'
import { countTurns } from '../db/turns.ts'
import type { Reader } from './actor.server.ts'
import type { CustomerShell } from './components/customer-page.tsx'
import { faceOf, initialsOf } from './face.server.ts'

/** The agency as pages name it. */
export async function readAgency({ house }: Pick<AppLoadContext, 'house'>): Promise<{ name: string; mark: string }> {
  const name = await readAgencyName(house.db)
  return { name, mark: initialsOf(name).slice(0, 1) }
}

/** What the customer's frame says on every page but the flash. One of us who looks in has no places there. */
export async function readCustomerShell(
  { actor }: Reader,
  { house }: Pick<AppLoadContext, 'house'>,
): Promise<Omit<CustomerShell, 'flash'>> {
  const me = faceOf(actor)
  if (actor.kind === 'staff') return { agency: await readAgency({ house }), company: '', me, places: [], turns: 0 }
  const [agency, companies, turns] = await Promise.all([
    readAgency({ house }),
    listCompanies(house, actor),
    countTurns(house, actor),
  ])
  return {
    agency,
    company: companies.map(({ name }) => name).join(', '),
    me,
    places: ['tickets', 'docs', 'people'],
    turns,
  }
}
