import type { Db, Tx } from '../client.ts'
import { agency } from '../schema/company.ts'

/** How the agency calls itself, and its own colour as `#rrggbb`; null is the house's. */
export type AgencyLook = { name: string; accent: string | null }

/** The agency as its pages and letters show it. */
export async function readAgencyLook(db: Db | Tx): Promise<AgencyLook> {
  const [row] = await db.select({ name: agency.name, accent: agency.accent }).from(agency)
  return row ?? { name: 'Signoff', accent: null }
}
