import { eq } from 'drizzle-orm'
import type { ManagerChoice } from '../../domain/asked.ts'
import type { Tx } from '../client.ts'
import { app, company } from '../schema/company.ts'
import { readPresent } from './present.ts'

/**
 * The PM a new ticket goes to (R011): the app's, else whoever stands in for them while they are away, else the company's
 * or their stand-in, else the company's deputy, else the least loaded.
 * Only who is here counts: active, a PM, and not absent on this day (YYYY-MM-DD of the agency). null: no PM at all.
 */
export async function chooseManager(
  tx: Tx,
  { companyId, appId, day }: { companyId: string; appId: string | null; day: string },
): Promise<ManagerChoice | null> {
  const { here, standIns } = await readPresent(tx, 'pm', day)
  const [own] = await tx
    .select({ pm: company.pmId, deputy: company.deputyId })
    .from(company)
    .where(eq(company.id, companyId))
  const [ofApp] = appId === null ? [] : await tx.select({ pm: app.pmId }).from(app).where(eq(app.id, appId))
  const wished = [
    { id: ofApp?.pm, because: 'app' },
    { id: ofApp?.pm && standIns.get(ofApp.pm), because: 'deputy' },
    { id: own?.pm, because: 'company' },
    { id: own?.pm && standIns.get(own.pm), because: 'deputy' },
    { id: own?.deputy, because: 'deputy' },
    { id: here[0], because: 'least_loaded' },
  ] as const
  for (const { id, because } of wished) {
    if (id && here.includes(id)) return { id, because }
  }
  return null
}
