import { randomUUIDv7 } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm'
import { check, customType, type PgColumn, uuid } from 'drizzle-orm/pg-core'

/** A moment: timestamptz in the database, `Temporal.Instant` in the code. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => 'timestamptz',
  toDriver: (moment) => moment.toString(),
  fromDriver: (text) => Temporal.Instant.from(text),
})

export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (data) => Buffer.from(data.buffer, data.byteOffset, data.byteLength),
  fromDriver: (data) => data,
})

export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A time-ordered key (RFC 9562, version 7), so that rows written together lie together. */
export const id = () =>
  uuid()
    .primaryKey()
    .$defaultFn(() => randomUUIDv7())

/** The check that a text column holds one of a closed list of the domain. */
export function among(name: string, column: PgColumn, list: readonly string[]) {
  return check(name, sql`${column} in (${listed(list)})`)
}

/** A closed list as literals of SQL; the words come from the domain, never from outside. */
function listed(list: readonly string[]): SQL {
  return sql.raw(list.map((word) => `'${word.replaceAll("'", "''")}'`).join(', '))
}
