import type { Db, Tx } from './client.ts'
import { agency } from './schema/company.ts'

/** The name of the agency itself, as its pages and letters call it. */
export async function readAgencyName(db: Db | Tx): Promise<string> {
  const [row] = await db.select({ name: agency.name }).from(agency)
  return row?.name ?? 'Signoff'
}
