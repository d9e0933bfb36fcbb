import { sql } from 'drizzle-orm'
import { mostAnHour, tells } from '../../domain/notify.ts'
import type { Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import type { outgoingMail } from '../schema/mail.ts'

type Row = Pick<typeof outgoingMail.$inferInsert, 'letter' | 'address' | 'delivery'>

/**
 * Gathers what only tells something, once its reader was sent so many letters within an hour: whoever changes hundreds of
 * tickets at once fills nobody's mailbox, and a digest tells all of it (O14).
 */
export async function calmStorm<Some extends Row>(tx: Tx, rows: Some[], now: Temporal.Instant): Promise<Some[]> {
  const isCalmed = ({ letter, delivery = 'queued' }: Row) => delivery === 'queued' && tells.includes(letter)
  const addresses = [...new Set(rows.filter(isCalmed).map(({ address }) => address))]
  if (addresses.length === 0) return rows
  const counts = await Promise.all(addresses.map((address) => countSent(tx, { address, now })))
  const full = new Set(addresses.filter((_, at) => (counts[at] ?? 0) >= mostAnHour))
  return rows.map((row) => (isCalmed(row) && full.has(row.address) ? { ...row, delivery: 'gathered' } : row))
}

const countSent = gathered<{ address: string; now: Temporal.Instant }, number>(async (tx, asked) => {
  const [first] = asked
  if (!first) return []
  const addresses = sql.param(asked.map(({ address }) => address))
  // Asked in one breath, they are asked of one change.
  const rows = await tx.execute<{ address: string; letters: number }>(sql`select address, count(*)::int as letters
    from outgoing_mail where address = any(${addresses}::text[]) and delivery <> 'gathered'
      and created_at > ${first.now.subtract({ hours: 1 }).toString()}::timestamptz
      and created_at <= ${first.now.toString()}::timestamptz group by address`)
  const counted = new Map(rows.map(({ address, letters }) => [address, letters]))
  return asked.map(({ address }) => counted.get(address) ?? 0)
})
