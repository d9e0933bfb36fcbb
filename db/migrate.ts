import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PgBoss, type Queue } from 'pg-boss'
import postgres from 'postgres'
import { z } from 'zod'
import { startEmbedded } from './embedded.ts'
import { queues } from './promise.ts'
import { settingsOrExit } from './settings.ts'

const folder = join(import.meta.dirname, 'migrations')
const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) })

/** Any number: it only has to be the same for everybody who migrates. */
const migrating = 7_365_001

/**
 * Brings the database up to this code: its tables, and those of the job engine. Answers the names of what it applied.
 * Several may call it at once: one works, the others wait and find nothing left.
 */
export async function migrate(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${migrating})`
    const before = await appliedMigrations(sql)
    if (knownMigrations().length > before) await applyMigrations(sql)
    await prepareJobs(url)
    return knownMigrations().slice(before)
  } finally {
    // Ending the session gives the lock back, whatever happened.
    await sql.end()
  }
}

/** How many migrations this code knows that the database lacks; 0 when they fit. */
export async function countPendingMigrations(sql: postgres.Sql): Promise<number> {
  return Math.max(0, knownMigrations().length - (await appliedMigrations(sql)))
}

function knownMigrations(): string[] {
  const file = join(folder, 'meta', '_journal.json')
  if (!existsSync(file)) return []
  return journal.parse(JSON.parse(readFileSync(file, 'utf8'))).entries.map(({ tag }) => tag)
}

async function appliedMigrations(sql: postgres.Sql): Promise<number> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (!table?.there) return 0
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from drizzle.__drizzle_migrations`
  return row?.count ?? 0
}

/** Loaded only when needed: most starts find nothing to apply, and these packages cost them most of a second. */
async function applyMigrations(sql: postgres.Sql) {
  const { drizzle } = await import('drizzle-orm/postgres-js')
  const { migrate: apply } = await import('drizzle-orm/postgres-js/migrator')
  await apply(drizzle(sql), { migrationsFolder: folder })
}

async function prepareJobs(url: string) {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false })
  await boss.start()
  const known = new Set((await boss.getQueues()).map(({ name }) => name))
  // The dead letters' own queue comes first: the others name it.
  for (const [name, options] of Object.entries(queues).reverse()) {
    await (known.has(name) ? boss.updateQueue(name, changeable(options)) : boss.createQueue(name, options))
  }
  await boss.stop({ graceful: false })
}

/** What a queue was made as stays; how it retries may change with the code. */
function changeable({ policy: _, ...options }: Omit<Queue, 'name'>) {
  return options
}

if (import.meta.main) {
  const settings = settingsOrExit()
  const embedded = settings.databaseUrl === null ? await startEmbedded({ dataDir: settings.dataDir }) : null
  const applied = await migrate(settings.databaseUrl ?? embedded?.url ?? '')
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`)
  if (embedded?.found === 'started') await embedded.stop()
}
