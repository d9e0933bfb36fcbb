import { setTimeout as wait } from 'node:timers/promises'
import type postgres from 'postgres'
import { sayMailboxFault } from '../domain/words/mailbox-faults.ts'
import type { Connection } from './client.ts'
import { countPendingMigrations } from './migrate.ts'
import { mailbox } from './schema/mail.ts'
import { worker } from './schema/worker.ts'
import type { Settings } from './settings.ts'

/** One thing the product needs, and in words how it is; of a mailbox also in facts, for who reads another language. */
export type Part = { name: string; ready: boolean; note: string; mailbox?: MailboxHealth }

export type MailboxHealth = {
  name: string
  polledAt: Temporal.Instant | null
  fault: { fault: string; said: string | null } | null
}

type Asked = Pick<Settings, 'mailboxes' | 'pollSeconds'>

/** What GET /readyz tells. A database that is away is one of the answers, and then the only one. */
export async function readReadiness(
  { db, sql }: Pick<Connection, 'db' | 'sql'>,
  asked: Asked,
  now: Temporal.Instant,
): Promise<Part[]> {
  if (!(await isReachable(sql))) return [{ name: 'database', ready: false, note: 'does not answer' }]
  const database = { name: 'database', ready: true, note: 'answers' }
  const pending = await countPendingMigrations(sql)
  if (pending > 0) return [database, { name: 'migrations', ready: false, note: `${pending} not applied` }]
  const beats = await db.select({ at: worker.beatAt }).from(worker)
  const boxes = await db.select().from(mailbox)
  return [
    database,
    { name: 'migrations', ready: true, note: 'all applied' },
    judgeWorkers(beats, now),
    ...asked.mailboxes.map(({ name }) =>
      judgeMailbox(
        name,
        boxes.find((box) => box.name === name),
        asked.pollSeconds,
        now,
      ),
    ),
  ]
}

/** Whether the database answers within two seconds. */
export async function isReachable(sql: postgres.Sql): Promise<boolean> {
  const answer = sql`select 1`.then(
    () => true,
    () => false,
  )
  return Promise.race([answer, wait(2_000, false, { ref: false })])
}

/** A worker signs every few seconds; a minute without a signature of any means there is none. */
function judgeWorkers(beats: { at: Temporal.Instant }[], now: Temporal.Instant): Part {
  const living = beats.filter(({ at }) => secondsSince(at, now) <= 60).length
  return { name: 'worker', ready: living > 0, note: living > 0 ? `${living} alive` : 'none alive' }
}

function judgeMailbox(
  name: string,
  box: typeof mailbox.$inferSelect | undefined,
  pollSeconds: number,
  now: Temporal.Instant,
): Part {
  const polledAt = box?.polledAt ?? null
  const fault = box?.fault ? { fault: box.fault, said: box.faultSaid } : null
  const known = { name: `mailbox ${name}`, mailbox: { name, polledAt, fault } }
  if (fault) {
    const { sentence, said } = sayMailboxFault(fault, 'en')
    return { ...known, ready: false, note: said ? `${sentence} (${said})` : sentence }
  }
  if (!polledAt) return { ...known, ready: false, note: 'not read yet' }
  const late = secondsSince(polledAt, now) > 3 * pollSeconds + 30
  return { ...known, ready: !late, note: `read ${polledAt.toString({ smallestUnit: 'second' })}` }
}

function secondsSince(at: Temporal.Instant, now: Temporal.Instant): number {
  return now.since(at).total('seconds')
}
