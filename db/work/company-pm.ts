import { eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Named, readNames } from '../people/named.ts'
import { company } from '../schema/company.ts'

/** The project manager who looks after a company; null when none is named. */
export async function readCompanyPm(db: Db, companyId: string): Promise<Named | null> {
  const [row] = await db.select({ pmId: company.pmId }).from(company).where(eq(company.id, companyId))
  return row?.pmId ? ((await readNames(db, [row.pmId])).get(row.pmId) ?? null) : null
}
