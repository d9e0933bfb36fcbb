import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import { type Connection, connect } from './client.ts'

/** The database, and the queue of promises that lives in it: what a door needs. */
export type House = Connection & { jobs: PgBoss }

/** Opens the house at a database address with at most `max` connections. Its queue only promises; it works nothing. */
export function openHouse(url: string, size: { max: number }): House {
  const connection = connect(url, size)
  // Never started: it looks queues up through our own pool, and sends inside the transactions of others.
  const jobs = new PgBoss({ db: fromDrizzle(connection.db, sql) })
  return { ...connection, jobs }
}
