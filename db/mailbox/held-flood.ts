import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { type Job, promise } from '../promise.ts'
import { inboundMail } from '../schema/mail.ts'
import { readAs, seenBy } from '../scope.ts'
import { ofStrangers } from './flood.ts'

/** Held mails that stand as one line: of one sender, or a flood of strangers (L14). `key` names them. */
export type HeldCrowd = {
  key: string
  mails: number
  from: Temporal.Instant
  to: Temporal.Instant
  /** Whether some are held for their number alone, and could be read. */
  mayPass: boolean
}

const limits = { crowd: 5, shown: 50, together: 25 }

/**
 * What a held mail is gathered by: what it came in a flood of, else its sender where nothing proves that. Without
 * parameters, so that all of a statement are the same.
 */
export const crowdOf = sql<string>`coalesce(${inboundMail.flood}, case
  when ${inboundMail.reason} in (${sql.raw(ofStrangers.map((reason) => `'${reason}'`).join(', '))})
  then ${inboundMail.fromAddress} end)`
const isHeld = and(eq(inboundMail.fate, 'held'), isNull(inboundMail.release))

/** The crowds among the held mails, the one that grew last first. For staff. */
export function listHeldCrowds(house: House, staff: Staff): Promise<HeldCrowd[]> {
  return readAs(house.db, staff, async (tx) => {
    const moment = (edge: 'min' | 'max') =>
      sql<string>`${sql.raw(edge)}(${inboundMail.receivedAt})::text`.mapWith((text: string) =>
        Temporal.Instant.from(text),
      )
    return tx
      .select({
        key: crowdOf,
        mails: sql<number>`count(*)::int`,
        from: moment('min'),
        to: moment('max'),
        mayPass: sql<boolean>`bool_or(${inboundMail.reason} = 'flood')`,
      })
      .from(inboundMail)
      .where(and(isHeld, sql`${crowdOf} is not null`))
      .groupBy(crowdOf)
      .having(sql`count(*) >= ${limits.crowd}`)
      .orderBy(desc(sql`max(${inboundMail.receivedAt})`))
      .limit(limits.shown)
  })
}

/**
 * Decides of a crowd of held mails at once: `anyway` reads those that are held for their number alone, as what they are,
 * and answers nobody; `spam` puts all of them aside. Refuses when none is held any more.
 */
export function releaseCrowd(
  house: House,
  { key, as, by, now }: { key: string; as: 'anyway' | 'spam'; by: Staff; now: Temporal.Instant },
): Promise<{ mails: number } | Refusal> {
  return house.db.transaction(async (tx) => {
    const release = { as, by: by.id, at: now.toString() }
    // Of what belongs to a ticket that they may not see nobody decides unseen.
    const meant = await seenBy(tx, by, (seen) =>
      seen
        .select({ id: inboundMail.id })
        .from(inboundMail)
        .where(and(isHeld, sql`${crowdOf} = ${key}`, as === 'anyway' ? eq(inboundMail.reason, 'flood') : undefined)),
    )
    const ids = sql.param(meant.map(({ id }) => id))
    const released = await tx
      .update(inboundMail)
      .set(as === 'spam' ? { release, reason: 'spam' } : { release, fate: null, reason: null, readAt: null, tries: 0 })
      .where(and(isHeld, sql`${inboundMail.id} = any(${ids}::uuid[])`))
      .returning({ id: inboundMail.id })
    if (released.length === 0) return refuse('not_possible_now')
    if (as === 'anyway') await promise(tx, house, jobsFor(released.map(({ id }) => id)))
    return { mails: released.length }
  })
}

/** Ids of mails rise with their coming, so they are read in the order they came. */
function jobsFor(ids: string[]): Job[] {
  const sorted = ids.toSorted()
  return Array.from({ length: Math.ceil(sorted.length / limits.together) }, (_, at) => ({
    ...{ task: 'read_mail' as const },
    mailIds: sorted.slice(at * limits.together, (at + 1) * limits.together),
  }))
}
