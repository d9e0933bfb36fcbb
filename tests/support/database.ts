import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { type Connection, connect } from '../../db/client.ts'
import { startEmbedded } from '../../db/embedded.ts'
import { migrate } from '../../db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    templateUrl: string
  }
}

/** Once for the whole run: one real PostgreSQL in a folder of its own, with one migrated database to copy from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'signoff-test-'))
  const server = await startEmbedded({ dataDir, keeps: 'nothing' })
  await migrate(server.url)
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/** A migrated database that belongs to the calling test file alone, gone when the file is done. */
export async function aDatabase(): Promise<Connection & { url: string }> {
  const template = inject('templateUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(template, `create database ${name} template signoff`)
  const url = databaseNamed(template, name)
  const connection = connect(url, { max: 10 })
  afterAll(async () => {
    await connection.close()
    await onServer(
      template,
      `alter database ${name} with allow_connections false`,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and usename = current_user`,
      // Not WITH (FORCE): that is refused while the server itself vacuums the database, which this ends.
      `drop database ${name}`,
    )
  })
  return { ...connection, url }
}

/** From another database than the template: a template may not be in use while it is copied. */
async function onServer(template: string, ...statements: string[]) {
  const sql = postgres(databaseNamed(template, 'postgres'), { max: 1, onnotice: () => {} })
  for (const statement of statements) await sql.unsafe(statement)
  await sql.end()
}

function databaseNamed(url: string, name: string) {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
