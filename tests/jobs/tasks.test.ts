import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import pino from 'pino'
import { expect, test } from 'vitest'
import { priorities } from '../../db/promise.ts'
import { readSettings } from '../../db/settings.ts'
import { startTasks } from '../../jobs/tasks.ts'
import { until } from '../support/until.ts'
import { aHouse, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
await aWorld(house)

/** Nobody has these mails any more: reading them is over at once. */
const jobs = (count: number, haste: keyof typeof priorities) =>
  Array.from({ length: count }, () => ({
    data: { task: 'read_mail', mailIds: [randomUUID()], haste },
    priority: priorities[haste],
  }))

test('a backlog is read while more live mail waits than anybody can read', async () => {
  const boss = new PgBoss({ connectionString: house.url, max: 6, supervise: false, schedule: false })
  boss.on('error', () => {})
  await boss.start()
  await boss.insert('read_mail', [...jobs(6_000, 'live'), ...jobs(1, 'backlog')])
  const settings = readSettings({ DATABASE_URL: house.url, SECRET_KEY: 'a secret of at least so many letters' })
  const bench = { house, settings, post: null, upSince: monday, log: pino({ level: 'silent' }) }
  await startTasks(boss, bench)
  const open = (haste: keyof typeof priorities) =>
    house.db
      .execute<{ jobs: number }>(sql`select count(*)::int as jobs from pgboss.job
        where name = 'read_mail' and priority = ${priorities[haste]} and state <> 'completed'`)
      .then(([row]) => row?.jobs ?? 0)
  await until('the backlog to be read', async () => (await open('backlog')) === 0, { seconds: 120 })
  expect(await open('live')).toBeGreaterThan(0)
  await boss.stop({ graceful: true, timeout: 10_000 })
}, 150_000)
