import { sql } from 'drizzle-orm'
import type { Actor } from '../domain/ticket.ts'
import type { Db, Tx } from './client.ts'

/**
 * Reads as this actor: the one way to a customer's eyes for loaders, files, search, the API and event streams.
 * For a contact everything inside runs as a role to which, by row-level security, only the contact's companies and
 * public words exist; writing is refused by the database. Staff and jobs read as the house.
 */
export function scoped<T>(db: Db, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction((tx) => seenBy(tx, actor, read), { accessMode: 'read only' })
}

/** The same inside somebody's transaction: what `read` finds is what the actor may see; afterwards the house again. */
export async function seenBy<T>(tx: Tx, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  if (actor.kind !== 'contact') return read(tx)
  const companies = actor.memberships.map(({ companyId }) => companyId)
  const shared = actor.memberships.filter(({ seesCompany }) => seesCompany).map(({ companyId }) => companyId)
  await tx.execute(sql`select
    set_config('signoff.person', ${actor.id}, true),
    set_config('signoff.companies', ${`{${companies.join(',')}}`}, true),
    set_config('signoff.shared_companies', ${`{${shared.join(',')}}`}, true),
    set_config('role', 'signoff_contact', true)`)
  const seen = await read(tx)
  await tx.execute(sql`select set_config('role', 'none', true)`)
  return seen
}
