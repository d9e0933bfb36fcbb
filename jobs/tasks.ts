import type { JobResult, PgBoss, WorkOptions } from 'pg-boss'
import type { Logger } from 'pino'
import { z } from 'zod'
import { forgetExpired } from '../db/forget.ts'
import type { House } from '../db/house.ts'
import { hastes, priorities, type Task } from '../db/promise.ts'
import type { Settings } from '../db/settings.ts'
import { forgetUploads } from '../db/tickets/forget-uploads.ts'
import { readMails } from '../mail/arriving/read-stored.ts'
import { openResolver } from '../mail/evidence/dns.ts'
import { parseMail } from '../mail/parse.ts'
import { NotSentYet, sendMail } from '../mail/send.ts'
import type { Post } from '../mail/sending/post.ts'
import { newRightOfWay, type RightOfWay } from './right-of-way.ts'
import { runTimers } from './run-timers.ts'

const resolver = openResolver()

/** What a worker works with. */
export type Bench = { house: House; settings: Settings; post: Post | null; upSince: Temporal.Instant; log: Logger }

type TaskOf<Payload> = {
  payload: z.ZodType<Payload>
  pace: WorkOptions
  carryOut: (bench: Bench & { way: RightOfWay }, payload: Payload) => Promise<void>
}

/** A job that waited out a pause is found by looking; a new one rings. */
const looking = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, burstWhenBatchFull: true }

const letters = { batchSize: 10, localConcurrency: 2 }

/** How many letters are on their way at once: so many connections the post needs. */
export const lettersAtOnce = letters.batchSize * letters.localConcurrency

const task = <Payload>(made: TaskOf<Payload>) => made

/** What the worker can do: the name of a task, what a job of it is told, and how it is carried out. */
const tasks = {
  read_mail: task({
    payload: z.object({ mailIds: z.array(z.uuid()), haste: z.enum(hastes).default('live') }),
    pace: { batchSize: 20, ...looking },
    carryOut: ({ house, settings, way }, { mailIds, haste }) =>
      way.first(() => readMails(house, { ...settings, parse: parseMail, resolver, haste }, mailIds)),
  }),
  send_mail: task({
    payload: z.object({ mailId: z.uuid() }),
    pace: { ...letters, ...looking },
    carryOut: async ({ house, settings, post, way }, { mailId }) => {
      await way.giveWay()
      await sendMail(house, { ...settings, post }, mailId)
    },
  }),
  run_timers: task({
    payload: z.object({}),
    pace: looking,
    carryOut: async ({ house, upSince, log }) => {
      const moment = { asOf: Temporal.Now.instant(), mailReadUpTo: 'as_recorded' as const, upSince }
      for await (const done of runTimers(house, moment)) log.info(done, 'time has come')
    },
  }),
  forget_expired: task({
    payload: z.object({}),
    pace: { pollingIntervalSeconds: 60 },
    carryOut: async ({ house }) => {
      const now = Temporal.Now.instant()
      await forgetExpired(house.db, now)
      await forgetUploads(house, now)
    },
  }),
} satisfies Record<Task, unknown>

/** Begins to work on every task; each job of a batch ends for itself. */
export async function startTasks(boss: PgBoss, given: Bench): Promise<void> {
  const bench = { ...given, way: newRightOfWay() }
  // Neither waits for the other: what is live for a backlog, nor a backlog for live mail that never ceases.
  await startTask(boss, bench, 'read_mail', {
    ...tasks.read_mail,
    pace: { ...tasks.read_mail.pace, minPriority: priorities.live, localConcurrency: 2 },
  })
  await startTask(boss, bench, 'read_mail', {
    ...tasks.read_mail,
    pace: { ...tasks.read_mail.pace, maxPriority: priorities.backlog },
  })
  await startTask(boss, bench, 'send_mail', tasks.send_mail)
  await startTask(boss, bench, 'run_timers', tasks.run_timers)
  await startTask(boss, bench, 'forget_expired', tasks.forget_expired)
}

async function startTask<Payload>(
  boss: PgBoss,
  bench: Bench & { way: RightOfWay },
  name: Task,
  { payload, pace, carryOut }: TaskOf<Payload>,
) {
  await boss.work(name, { ...pace, perJobResults: true as const }, (jobs) =>
    Promise.all(
      jobs.map(async ({ id, data }): Promise<JobResult> => {
        try {
          await carryOut(bench, payload.parse(data))
          return { id, status: 'completed' }
        } catch (fault) {
          // A letter that a server puts off is everyday life, and on record; anything else somebody should see.
          if (!(fault instanceof NotSentYet))
            bench.log.error({ job: id, task: name, fault: wordsOf(fault) }, 'a job failed')
          return { id, status: 'failed', output: { message: wordsOf(fault) } }
        }
      }),
    ),
  )
}

function wordsOf(fault: unknown): string {
  if (fault instanceof AggregateError) return [fault.message, ...fault.errors.map(wordsOf)].join(' ')
  return fault instanceof Error ? fault.message : String(fault)
}
