import { sql as query } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { countPendingMigrations, migrate } from '../../db/migrate.ts'
import { aDatabase } from '../support/database.ts'

const { db, sql, url } = await aDatabase()

test('drizzle and raw queries speak to the same database, each with its own reading of moments', async () => {
  await sql`create table lamp (lit_at timestamptz not null)`
  await db.execute(query`insert into lamp values ('2026-11-21T12:00:00Z')`)
  const [row] = await sql`select lit_at from lamp`
  expect(row?.lit_at).toEqual(new Date('2026-11-21T12:00:00Z'))
})

test('a migrated database has nothing pending, and migrating it again applies nothing', async () => {
  expect(await countPendingMigrations(sql)).toBe(0)
  const twice = await Promise.all([migrate(url), migrate(url)])
  expect(twice).toEqual([[], []])
})
