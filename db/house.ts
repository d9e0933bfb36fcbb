import { sql } from 'drizzle-orm'
import { fromDrizzle, PgBoss } from 'pg-boss'
import type { OurAddresses } from '../domain/our-address.ts'
import { type Connection, connect } from './client.ts'
import { type FileStore, openFileStore } from './file-store.ts'

/**
 * The database, the queue of promises that lives in it, the store of files, and which addresses are ours: what a door
 * needs.
 */
export type House = Connection & { jobs: Pick<PgBoss, 'insert'>; store: FileStore; ours: OurAddresses }

/** Opens the house with at most `max` connections to its database. Its queue only promises; it works nothing. */
export function openHouse({
  databaseUrl,
  filesUrl,
  max,
  ours,
}: {
  databaseUrl: string
  filesUrl: string
  max: number
  ours: OurAddresses
}): House {
  const connection = connect(databaseUrl, { max })
  // Never started: it sends inside the transactions of others. What it looks up goes by a connection aside, because
  // those transactions may hold every one of theirs, each waiting for the answer.
  const aside = connect(databaseUrl, { max: 1 })
  const jobs = new PgBoss({ db: fromDrizzle(aside.db, sql) })
  const close = async () => {
    await Promise.all([connection.close(), aside.close()])
  }
  return { ...connection, jobs, close, store: openFileStore(filesUrl), ours }
}
