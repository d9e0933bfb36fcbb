import { and, eq, isNull, or } from 'drizzle-orm'
import { z } from 'zod'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import { type Actor, languages } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { savedReply } from '../schema/saved-reply.ts'
import { recordSettingChange } from './setting-changes.ts'

export const replyFacts = z.strictObject({
  name: z.string().trim().min(1).max(100),
  body: z.string().trim().min(1).max(20_000),
  language: z.enum(languages),
})
export type ReplyFacts = z.infer<typeof replyFacts>

/**
 * Keeps a reply: a new one without `id`. Their own are everybody's own business; those for all are an admin's, and go on
 * record. Refuses what is malformed, and a reply that is not there or somebody else's.
 */
export function keepReply(
  house: House,
  { id, forAll, facts, by, now }: { id: string | null; forAll: boolean; facts: ReplyFacts } & Asked,
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    const read = replyFacts.safeParse(facts)
    if (!read.success) {
      return refuse('setting_malformed', [...new Set(read.error.issues.map(({ path: [field] }) => String(field)))])
    }
    const before = id === null ? null : await lockReply(tx, id, by)
    if (by.kind !== 'staff' || (id !== null && before === null)) return refuse('no_such_reply')
    const touchesAll = forAll || (before !== null && before.ownerId === null)
    if (touchesAll && !isAdmin(by)) return refuse('admins_only')
    const row = { ...read.data, ownerId: forAll ? null : by.id, changedAt: now }
    if (before) await tx.update(savedReply).set(row).where(eq(savedReply.id, before.id))
    else await tx.insert(savedReply).values(row)
    if (touchesAll) {
      const old = before ? { name: before.name, body: before.body, language: before.language } : {}
      await recordSettingChange(tx, {
        ...{ area: 'reply', subject: row.name, by, now },
        steps: stepsBetween(old, read.data),
      })
    }
    return 'now'
  })
}

/** Takes a reply away: one's own, or as an admin one of all. */
export function dropReply(house: House, { id, by, now }: { id: string } & Asked): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    const before = await lockReply(tx, id, by)
    if (!before) return refuse('no_such_reply')
    if (before.ownerId === null && !isAdmin(by)) return refuse('admins_only')
    await tx.delete(savedReply).where(eq(savedReply.id, id))
    if (before.ownerId === null && by.kind === 'staff') {
      await recordSettingChange(tx, {
        ...{ area: 'reply', subject: before.name, by, now },
        steps: stepsBetween({ body: before.body }, {}),
      })
    }
    return 'now'
  })
}

type Asked = { by: Actor; now: Temporal.Instant }

/** A reply that exists for this reader. */
async function lockReply(tx: Tx, id: string, by: Actor) {
  if (by.kind !== 'staff' || !z.uuid().safeParse(id).success) return null
  const mine = or(isNull(savedReply.ownerId), eq(savedReply.ownerId, by.id))
  const [row] = await tx
    .select()
    .from(savedReply)
    .where(and(eq(savedReply.id, id), mine))
    .for('update')
  return row ?? null
}
