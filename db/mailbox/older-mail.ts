import { eq, gt } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import { recordSettingChange } from '../agency/setting-changes.ts'
import type { Db } from '../client.ts'
import type { House } from '../house.ts'
import { mailbox } from '../schema/mail.ts'

/** What lies unread below the beginning of a mailbox (I15). `since` is null once somebody asked for it all the same. */
export type OlderMail = { since: Temporal.Instant | null; left: number }

/** What was left in each mailbox that was not read from its first mail, by its name. */
export async function readOlderMail(db: Db): Promise<Map<string, OlderMail>> {
  const rows = await db
    .select({ name: mailbox.name, since: mailbox.readSince, left: mailbox.left })
    .from(mailbox)
    .where(gt(mailbox.left, 0))
  return new Map(rows.map(({ name, ...older }) => [name, older]))
}

/**
 * Has the mails that were left in a mailbox fetched too, oldest first and never before new ones. It cannot be taken
 * back. Refuses who is no admin, and a mailbox in which nothing was left.
 */
export function fetchOlder(
  house: House,
  { name, by, now }: { name: string; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    if (!isAdmin(by)) return refuse('admins_only')
    const [row] = await tx.select().from(mailbox).where(eq(mailbox.name, name)).for('update')
    if (!row?.readSince) return refuse('not_possible_now')
    await tx.update(mailbox).set({ readSince: null }).where(eq(mailbox.name, name))
    await recordSettingChange(tx, {
      ...{ area: 'mailbox', subject: name, by, now },
      steps: [{ field: 'readSince', from: row.readSince.toString({ smallestUnit: 'second' }), to: null }],
    })
    return 'now'
  })
}
