import { sql } from 'drizzle-orm'
import { fromDrizzle, type Queue } from 'pg-boss'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { gathered } from './postgres/gather.ts'

/** A killed worker's job is given back after two missed signs of life, well within a minute. */
const heartbeatSeconds = 15

/** The queues of the worker, by task. Every task bears being run twice. */
export const queues = {
  /** Reads stored mail and does what it says. More often than any mail is tried before it is held. */
  read_mail: { notify: true, heartbeatSeconds, retryLimit: 7, retryDelay: 2, deadLetter: 'gave_up' },
  /** Sends one promised letter; RFC 5321 4.5.4.1 asks for days of patience, with growing pauses. */
  send_mail: {
    notify: true,
    heartbeatSeconds,
    retryLimit: 60,
    retryDelay: 10,
    retryBackoff: true,
    retryDelayMax: 4 * 3600,
    deadLetter: 'gave_up',
  },
  /** Everything that is due by the clock, once a minute. */
  run_timers: { notify: true, heartbeatSeconds, policy: 'short', retryLimit: 0 },
  /** Deletes what has run out, once an hour. */
  forget_expired: { policy: 'short', retryLimit: 0 },
  /** What failed for good, kept to be looked at and tried again. */
  gave_up: { retentionSeconds: 90 * 24 * 3600 },
} as const satisfies Record<string, Omit<Queue, 'name'>>

export type Task = Exclude<keyof typeof queues, 'gave_up'>

/** Mail comes `live`, or much at once as a `backlog`, which is read beside what is live. */
export const hastes = ['live', 'backlog'] as const
export type Haste = (typeof hastes)[number]

/** The worker tells them apart by these, and has hands of its own for each. */
export const priorities = { live: 0, backlog: -1 } as const satisfies Record<Haste, number>

/** What a job is told. Read back by a schema in jobs/tasks.ts. */
export type Job =
  | { task: 'read_mail'; mailIds: string[]; haste?: Haste; notBefore?: Temporal.Instant }
  | { task: 'send_mail'; mailId: string; notBefore?: Temporal.Instant }
  | { task: 'run_timers' }
  | { task: 'forget_expired' }

/** Promises jobs inside the caller's transaction: they exist if and only if it commits. */
export async function promise(tx: Tx, house: House, jobs: Job[]): Promise<void> {
  if (jobs.length > 0) await promiseAll(tx, { house, jobs })
}

const promiseAll = gathered<{ house: House; jobs: Job[] }, void>(async (tx, asked) => {
  const db = fromDrizzle(tx, sql)
  const jobs = asked.flatMap(({ jobs }) => jobs)
  for (const [task, data] of Object.entries(Object.groupBy(jobs, ({ task }) => task))) {
    // A transaction belongs to one house, and so do all who ask within it.
    await asked[0]?.house.jobs.insert(task, data.map(timed), { db })
  }
  return asked.map(() => undefined)
})

/** A job with what the engine is to know of it: some are not begun before their time. */
function timed(job: Job) {
  const priority = 'haste' in job && job.haste ? priorities[job.haste] : priorities.live
  if (!('notBefore' in job) || !job.notBefore) return { data: job, priority }
  const { notBefore, ...data } = job
  return { data, priority, startAfter: new Date(notBefore.epochMilliseconds) }
}
