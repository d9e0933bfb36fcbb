import { sql } from 'drizzle-orm'
import type { House } from '../house.ts'
import { promise } from '../promise.ts'

/** Longer than any job waits for a worker that is there, so that nothing is promised twice for nothing. */
const patienceMinutes = 5

/** How many mails one job reads. */
const together = 25

/**
 * Promises anew to read each mail and to send each letter that waits although no job is left for it: its worker died so
 * often that the engine gave the job up. Answers how many of each; those that have a job are left alone (B1).
 */
export async function resumeForgotten(
  house: House,
  now: Temporal.Instant,
): Promise<{ mails: number; letters: number }> {
  const before = now.subtract({ minutes: patienceMinutes }).toString()
  return house.db.transaction(async (tx) => {
    // Two that look at once promise once.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('resume forgotten', 5))`)
    const mails = await tx.execute<{ id: string }>(sql`select id from inbound_mail
      where fate is null and received_at < ${before}::timestamptz and id not in (
        select jsonb_array_elements_text(data->'mailIds')::uuid from pgboss.job where name = 'read_mail' and state < 'completed')
      order by received_at limit 10000`)
    const letters = await tx.execute<{ id: string }>(sql`select id from outgoing_mail
      where delivery in ('queued', 'deferred', 'maybe_sent') and copies < 2 and created_at < ${before}::timestamptz
        and id not in (select (data->>'mailId')::uuid from pgboss.job where name = 'send_mail' and state < 'completed')
      order by created_at limit 10000`)
    const mailIds = mails.map(({ id }) => id)
    const batches = Array.from({ length: Math.ceil(mailIds.length / together) }, (_, at) =>
      mailIds.slice(at * together, (at + 1) * together),
    )
    await promise(tx, house, [
      ...batches.map((some) => ({ task: 'read_mail' as const, mailIds: some, haste: 'backlog' as const })),
      ...letters.map(({ id }) => ({ task: 'send_mail' as const, mailId: id })),
    ])
    return { mails: mails.length, letters: letters.length }
  })
}
