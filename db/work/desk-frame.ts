import { eq, sql } from 'drizzle-orm'
import type { Calendar } from '../../domain/calendar.ts'
import type { House } from '../house.ts'
import { agency, calendar } from '../schema/company.ts'
import { inboundMail } from '../schema/mail.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { ticket } from '../schema/ticket.ts'
import { readWatcher } from './duty.ts'

/** What stands around every page of the desk: its hours, who watches today, and what waits in which place. */
export type DeskFrame = {
  calendar: Calendar
  open: number
  held: number
  /** Tickets in the developers’ lines. */
  lined: number
  /** Places on staging, and how many of them are taken. */
  places: number
  taken: number
  watcher: string | null
}

/** Reads the frame. For staff. */
export async function readDeskFrame({ db }: House, now: Temporal.Instant): Promise<DeskFrame> {
  const [[around], watcher] = await Promise.all([
    db
      .select({
        ...{ agency: agency.name, calendar: calendar.hours, open: openTickets, held: heldMails },
        ...{ lined: linedUp, places: placesOfAll, taken: takenPlaces },
      })
      .from(agency)
      .innerJoin(calendar, eq(calendar.id, agency.calendarId)),
    readWatcher(db, now),
  ])
  if (!around) throw new Error('The agency has no calendar; set the product up first.')
  return { ...around, watcher: watcher?.name ?? null }
}

// The stage is written out, not asked for: only so does a plan that is kept use the index of what is open.
const openTickets = sql<number>`(select count(*)::int from ${ticket} where ${ticket.stage} <> 'closed')`
const heldMails = sql<number>`(select count(*)::int from ${inboundMail}
  where ${inboundMail.fate} = 'held' and ${inboundMail.release} is null)`
const linedUp = sql<number>`(select count(*)::int from ${ticket}
  where ${ticket.stage} in ('planned', 'in_development'))`
const placesOfAll = sql<number>`(select coalesce(sum(${stagingEnvironment.capacity}), 0)::int from ${stagingEnvironment}
  where ${stagingEnvironment.retiredAt} is null)`
const takenPlaces = sql<number>`(select count(*)::int from ${slot}
  where ${slot.freedAt} is null and ${slot.takenAt} is not null)`
