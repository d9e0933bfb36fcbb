import { inspect } from 'node:util'
import { sql as query } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { pathForLog } from '../../app/path-for-log.ts'
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

test.each([
  ['a key that is there already', query`insert into person_email (address) values (${'joana-secret@vale.example'})`],
  ['a value that cannot be read', query`select ${'joana-secret@vale.example'}::uuid`],
  ['words that no such table takes', query`insert into nowhere values (${'joana-secret@vale.example'})`],
])('a statement that fails with %s tells nothing of what it was asked with', async (_, statement) => {
  await db.execute(query`create unique index if not exists lamp_once on person_email (address)`)
  const fault: unknown = await db.transaction((tx) => tx.execute(statement)).catch((thrown: unknown) => thrown)
  expect(fault).toBeInstanceOf(Error)
  expect(inspect(fault, { depth: 9, maxStringLength: null })).not.toContain('joana-secret')
  expect(JSON.stringify([fault, (fault as Error).cause])).not.toContain('joana-secret')
  expect((fault as Error).message).toContain('Failed query')
  expect((fault as Error).cause).toMatchObject({ code: expect.stringMatching(/^[0-9A-Z]{5}$/) })
})

test('a log tells where a request went, and neither the token of a link nor what was searched for', () => {
  expect(pathForLog('https://desk.test/a/abcdef/files/1?x=1')).toBe('/a/…/files/1')
  expect(pathForLog('/signin/go/abcdef')).toBe('/signin/go/…')
  expect(pathForLog('/desk/find?q=joana')).toBe('/desk/find')
})
