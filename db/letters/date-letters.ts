import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { dateLetterWaits } from '../../domain/notify.ts'
import type { Tx } from '../client.ts'
import { outgoingMail } from '../schema/mail.ts'

type Moved = { id: string; dueDate?: string | null }
type Row = typeof outgoingMail.$inferInsert

/**
 * Letters that tell a date wait ten minutes, and a newer date within them replaces them: a typo is never told (R148).
 * Gives each letter the date its reader knows, and leaves out whom the newest date tells nothing new.
 */
export async function coalesceDates<Given extends Row>(
  tx: Tx,
  rows: Given[],
  { ticket, before, now }: { ticket: Moved; before: Moved | null; now: Temporal.Instant },
): Promise<Given[]> {
  if (!rows.some(({ letter }) => letter === 'new_date')) return rows
  const replaced = await replaceEarlier(tx, ticket.id, now)
  const moved = before !== null && before.dueDate !== ticket.dueDate
  return rows.flatMap((row) => {
    if (row.letter !== 'new_date') return [row]
    const known = replaced.get(row.personId ?? '') ?? (moved ? before.dueDate : null)
    if (known && known === ticket.dueDate) return []
    return [{ ...row, ...(known && { facts: { ...row.facts, before: known } }) }]
  })
}

/** The dates that the readers of the replaced letters knew, by person. */
async function replaceEarlier(tx: Tx, ticketId: string, now: Temporal.Instant): Promise<Map<string, string>> {
  const since = now.subtract(dateLetterWaits)
  const rows = await tx
    .update(outgoingMail)
    .set({ delivery: 'dropped', serverSaid: 'A newer date came before it was sent.' })
    .where(
      and(
        eq(outgoingMail.ticketId, ticketId),
        eq(outgoingMail.letter, 'new_date'),
        inArray(outgoingMail.delivery, ['queued', 'gathered']),
        isNull(outgoingMail.mime),
        isNull(outgoingMail.digestId),
        or(isNull(outgoingMail.sendingUntil), sql`${outgoingMail.sendingUntil} < now()`),
        sql`${outgoingMail.createdAt} > ${since.toString()}::timestamptz`,
      ),
    )
    .returning({ personId: outgoingMail.personId, facts: outgoingMail.facts })
  return new Map(
    rows.flatMap(({ personId, facts: { before } }) => (personId && before ? [[personId, before] as const] : [])),
  )
}
