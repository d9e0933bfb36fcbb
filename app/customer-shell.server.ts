import type { AppLoadContext } from '@remix-run/node'
import { listCompanies } from '../db/customers/companies.ts'
import { countTurns } from '../db/tickets/turns.ts'
import type { Reader } from './actor.server.ts'
import { readAgency } from './agency.server.ts'
import type { CustomerShell } from './components/customer-page.tsx'
import { faceOf } from './face.server.ts'

/** What the customer's frame says on every page but the flash. One of us who looks in has no places there. */
export async function readCustomerShell(
  { actor }: Reader,
  context: AppLoadContext,
): Promise<Omit<CustomerShell, 'flash'>> {
  const { house } = context
  const me = faceOf(actor)
  if (actor.kind === 'staff') return { agency: await readAgency(context), company: '', me, places: [], turns: 0 }
  const [agency, companies, turns] = await Promise.all([
    readAgency(context),
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
