import { and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { mailbox } from '../schema/mail.ts'

/** One message of one mailbox for life (RFC 9051, 2.3.1.1). */
export type Place = { name: string; uidValidity: number; uid: number }

/** Up to which UID this mailbox is stored. A new UIDVALIDITY means that every UID is another one: from the start. */
export async function openWatermark(db: Db, name: string, uidValidity: number): Promise<number> {
  const [row] = await db
    .insert(mailbox)
    .values({ name, uidValidity })
    .onConflictDoUpdate({
      target: mailbox.name,
      set: {
        uidValidity,
        lastUid: sql`case when ${mailbox.uidValidity} = ${uidValidity} then ${mailbox.lastUid} else 0 end`,
      },
    })
    .returning({ lastUid: mailbox.lastUid })
  return row?.lastUid ?? 0
}

/** Moves the watermark over what was just stored, in the same transaction. */
export async function moveWatermark(tx: Tx, stored: Place[]): Promise<void> {
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

/** Everything that had arrived in this mailbox at that moment is stored; whatever was wrong with it is over. */
export async function notePolled(db: Db, name: string, polledAt: Temporal.Instant): Promise<void> {
  await db.update(mailbox).set({ polledAt, fault: null, faultAt: null, alarmedAt: null }).where(eq(mailbox.name, name))
}

/** Why this mailbox cannot be read now, for the people who can mend it. */
export async function noteMailboxFault(
  db: Db,
  name: string,
  { fault, at }: { fault: string; at: Temporal.Instant },
): Promise<void> {
  await db
    .insert(mailbox)
    .values({ name, fault, faultAt: at })
    .onConflictDoUpdate({ target: mailbox.name, set: { fault, faultAt: at } })
}
