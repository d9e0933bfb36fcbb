import { and, asc, eq, sql } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { app, company } from '../schema/company.ts'
import { stagingEnvironment } from '../schema/staging.ts'
import { scoped } from '../scope.ts'

/** The apps this actor may name in a ticket, of one company or of all they see. */
export function listApps(house: House, actor: Actor, companyId?: string) {
  return scoped(house.db, actor, (tx) =>
    tx
      .select({
        id: app.id,
        name: app.name,
        live: app.live,
        productionUrl: app.productionUrl,
        stagingUrl: sql<string | null>`(select ${stagingEnvironment.url} from ${stagingEnvironment}
          where ${stagingEnvironment.appId} = ${app.id} and ${stagingEnvironment.retiredAt} is null
          order by ${stagingEnvironment.name} limit 1)`,
        company: { id: company.id, name: company.name },
      })
      .from(app)
      .innerJoin(company, eq(company.id, app.companyId))
      .where(and(companyId ? eq(app.companyId, companyId) : undefined))
      .orderBy(asc(company.name), asc(app.name)),
  )
}

/** The apps of a company, by id: what one of us may name where they do not choose from a list. */
export async function listAppIds(tx: Tx, companyId: string): Promise<string[]> {
  const rows = await tx.select({ id: app.id }).from(app).where(eq(app.companyId, companyId))
  return rows.map(({ id }) => id)
}
