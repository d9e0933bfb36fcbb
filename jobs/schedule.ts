import type { PgBoss } from 'pg-boss'
import type { Task } from '../db/promise.ts'

/** The timetable, in cron's terms; however many workers there are, each line is followed once. */
const timetable: Partial<Record<Task, string>> = {
  run_timers: '* * * * *',
  forget_expired: '17 * * * *',
}

/** Tells the job engine the timetable; each worker does as it starts, and the last word counts. */
export async function keepTimetable(boss: PgBoss): Promise<void> {
  for (const [task, cron] of Object.entries(timetable)) await boss.schedule(task, cron, {})
}
