import { and, eq, sql } from 'drizzle-orm'
import type { MailboxFault } from '../../domain/words/mailbox-faults.ts'
import type { Db, Tx } from '../client.ts'
import { mailbox } from '../schema/mail.ts'

/** One message of one mailbox for life (RFC 9051, 2.3.1.1). */
export type Place = { name: string; uidValidity: number; uid: number }

/** UIDs above `after`, up to `upTo`. */
export type Stretch = { after: number; upTo: number }

/** Where reading a mailbox begins: above `lastUid`; `left` mails below it stay unread, as they came before `since`. */
export type Beginning = { lastUid: number; since: Temporal.Instant | null; left: number }

export const fromTheFirst: Beginning = { lastUid: 0, since: null, left: 0 }

/**
 * Up to which UID this mailbox is stored, and which mails below were asked for since. A mailbox is begun once, where
 * `begin` says; it is told since when the mailbox is read under a new UIDVALIDITY, where every UID is another one.
 */
export async function openWatermark(
  db: Db,
  { name, uidValidity }: Omit<Place, 'uid'>,
  begin: (before: { since: Temporal.Instant | null } | null) => Promise<Beginning>,
): Promise<{ lastUid: number; older: Stretch | null }> {
  const [row] = await db.select().from(mailbox).where(eq(mailbox.name, name))
  if (row?.uidValidity === uidValidity) {
    const isAskedFor = row.readSince === null && row.leftAfter < row.leftUpTo
    return { lastUid: row.lastUid, older: isAskedFor ? { after: row.leftAfter, upTo: row.leftUpTo } : null }
  }
  // A row may be there before it was ever read: of a fault, or of whose mailbox it is.
  const known = row && row.uidValidity !== null ? { since: row.readSince } : null
  const { lastUid, since, left } = await begin(known)
  const begun = { uidValidity, lastUid, readSince: since, leftAfter: 0, leftUpTo: lastUid, left }
  await db
    .insert(mailbox)
    .values({ name, ...begun })
    .onConflictDoUpdate({ target: mailbox.name, set: begun })
  return { lastUid, older: null }
}

/** Moves the watermark over what was stored, in the same transaction or afterwards; never back. */
export async function moveWatermark(tx: Db | Tx, stored: Place[]): Promise<void> {
  const last = stored.reduce<Place | null>(
    (highest, place) => (highest && highest.uid >= place.uid ? highest : place),
    null,
  )
  if (!last) return
  await tx
    .update(mailbox)
    .set({ lastUid: sql`greatest(${mailbox.lastUid}, ${last.uid})` })
    .where(and(eq(mailbox.name, last.name), eq(mailbox.uidValidity, last.uidValidity)))
}

/** Of the older mails that were asked for, all up to this UID are stored: so many more. */
export async function moveOlder(
  db: Db,
  { name, uidValidity }: Omit<Place, 'uid'>,
  { uid, stored }: { uid: number; stored: number },
): Promise<void> {
  await db
    .update(mailbox)
    .set({
      leftAfter: uid,
      // Others take mails away meanwhile: at the end nothing is left, whatever was counted.
      left: sql`case when ${uid} >= ${mailbox.leftUpTo} then 0 else greatest(${mailbox.left} - ${stored}, 0) end`,
    })
    .where(and(eq(mailbox.name, name), eq(mailbox.uidValidity, uidValidity)))
}

const well = { fault: null, faultSaid: null, faultAt: null, alarmedAt: null }

/** Everything that had arrived in this mailbox at that moment is stored; whatever was wrong with it is over. */
export async function notePolled(db: Db, name: string, polledAt: Temporal.Instant): Promise<void> {
  await db
    .update(mailbox)
    .set({ polledAt, ...well })
    .where(eq(mailbox.name, name))
}

/** Why this mailbox cannot be read now, for the people who can mend it. */
export async function noteMailboxFault(
  db: Db,
  name: string,
  { fault, said, at }: { fault: MailboxFault; said: string | null; at: Temporal.Instant },
): Promise<void> {
  await db
    .insert(mailbox)
    .values({ name, fault, faultSaid: said, faultAt: at })
    .onConflictDoUpdate({ target: mailbox.name, set: { fault, faultSaid: said, faultAt: at } })
}
