import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Calendar } from '../domain/calendar.ts'
import { readAgencyCalendar } from './calendars.ts'
import { readWatcher } from './duty.ts'
import type { House } from './house.ts'
import { inboundMail } from './schema/mail.ts'
import { ticket } from './schema/ticket.ts'

/** What stands around every page of the desk: its hours, who watches today, and what waits in which place. */
export type DeskFrame = { calendar: Calendar; open: number; held: number; watcher: string | null }

/** Reads the frame in one transaction. For staff. */
export function readDeskFrame(house: House, now: Temporal.Instant): Promise<DeskFrame> {
  return house.db.transaction(
    async (tx) => {
      const [calendar, watcher, [tickets], [mails]] = await Promise.all([
        readAgencyCalendar(tx),
        readWatcher(tx, now),
        tx.select({ count }).from(ticket).where(ne(ticket.stage, 'closed')),
        tx
          .select({ count })
          .from(inboundMail)
          .where(and(eq(inboundMail.fate, 'held'), isNull(inboundMail.release))),
      ])
      return { calendar, open: tickets?.count ?? 0, held: mails?.count ?? 0, watcher: watcher?.name ?? null }
    },
    { accessMode: 'read only' },
  )
}

const count = sql<number>`count(*)::int`
