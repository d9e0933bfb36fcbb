import { and, asc, eq, isNull, notExists, sql } from 'drizzle-orm'
import { isBusinessDay } from '../../domain/business-day.ts'
import { intervalsOn } from '../../domain/calendar.ts'
import { alertsAt } from '../../domain/duty.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Db } from '../client.ts'
import type { House } from '../house.ts'
import { addressesOf, onDuty, promiseMail } from '../letters/recipients.ts'
import { agency } from '../schema/company.ts'
import { dutyAlert } from '../schema/setting-change.ts'
import { event, ticket } from '../schema/ticket.ts'
import { readWatcher } from '../work/duty.ts'

/** New tickets that nobody has seen or taken, and since when the team should know of it. The oldest first. */
export async function findUnseen(
  db: Db,
  asOf: Temporal.Instant,
): Promise<{ ticketId: string; number: number; since: Temporal.Instant }[]> {
  return db.transaction(
    async (tx) => {
      const calendar = await readAgencyCalendar(tx)
      const alarmed = tx
        .select({ one: sql`1` })
        .from(event)
        .where(and(eq(event.ticketId, ticket.id), eq(event.sourceKey, unseenKey)))
      const rows = await tx
        .select({
          ...{ ticketId: ticket.id, number: ticket.number, createdAt: ticket.createdAt },
          ...{ category: ticket.category, priority: ticket.priority, minutes: agency.alertAfterMinutes },
        })
        .from(ticket)
        .innerJoin(agency, eq(agency.only, true))
        .where(and(eq(ticket.stage, 'new'), isNull(ticket.seenAt), notExists(alarmed)))
        .orderBy(asc(ticket.createdAt), asc(ticket.number))
      return rows
        .map(({ ticketId, number, minutes, ...row }) => ({ ticketId, number, since: alertsAt(row, calendar, minutes) }))
        .filter(({ since }) => Temporal.Instant.compare(since, asOf) <= 0)
    },
    { accessMode: 'read only' },
  )
}

/** Names the one alarm of a ticket that nobody looked at. */
export const unseenKey = 'unseen'

/**
 * Tells the team, once a business day and not before it opens, that nobody is on duty (R009). Answers the day when it
 * was told now; null when somebody is on duty, the agency is not yet open or closed all day, or they know already.
 */
export function alertEmptyDay(house: House, now: Temporal.Instant): Promise<string | null> {
  return house.db.transaction(async (tx) => {
    const calendar = await readAgencyCalendar(tx)
    const local = now.toZonedDateTimeISO(calendar.zone)
    const [date, time] = [local.toPlainDate(), local.toPlainTime().toString({ smallestUnit: 'minute' })]
    const opens = intervalsOn(calendar, date)[0]?.from
    if (!isBusinessDay(calendar, date) || !opens || time < opens) return null
    if ((await readWatcher(tx, now)) !== null) return null
    const day = date.toString()
    const told = await tx.insert(dutyAlert).values({ day, at: now }).onConflictDoNothing().returning()
    if (told.length === 0) return null
    const recipients = await addressesOf(tx, await onDuty(tx, now))
    const facts = { because: 'nobody_on_duty', day }
    await promiseMail(
      tx,
      house,
      recipients.map(({ wish: _, ...recipient }) => ({
        ...{ letter: 'alarm' as const, ...recipient },
        ...{ facts, createdAt: now },
      })),
    )
    return day
  })
}
