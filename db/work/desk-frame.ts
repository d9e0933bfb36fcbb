import { sql } from 'drizzle-orm'
import type { House } from '../house.ts'
import { kept } from '../postgres/kept.ts'
import { agency } from '../schema/company.ts'
import { inboundMail, mailbox } from '../schema/mail.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { ticket } from '../schema/ticket.ts'
import { watcherAt } from './duty.ts'

/** What stands around every page of the desk: who watches today, and what waits in which place. */
export type DeskFrame = {
  open: number
  held: number
  /** Mailboxes of which an alarm went out, and that are still tried in vain. */
  silent: number
  /** Tickets in the developers’ lines. */
  lined: number
  /** Places on staging, and how many of them are taken. */
  places: number
  taken: number
  watcher: string | null
}

/** Reads the frame. For staff. */
export async function readDeskFrame({ db }: House, now: Temporal.Instant): Promise<DeskFrame> {
  const [around] = await frameAt(db).execute({ now: now.toString() })
  if (!around) throw new Error('There is no agency; set the product up first.')
  return around
}

// The stage is written out, not asked for: only so does a plan that is kept use the index of what is open.
const openTickets = sql<number>`(select count(*)::int from ${ticket} where ${ticket.stage} <> 'closed')`
const heldMails = sql<number>`(select count(*)::int from ${inboundMail}
  where ${inboundMail.fate} = 'held' and ${inboundMail.release} is null)`
// One that was taken out of the settings is tried by nobody any more.
const silentMailboxes = sql<number>`(select count(*)::int from ${mailbox}
  where ${mailbox.alarmedAt} is not null
    and ${mailbox.faultAt} > ${sql.placeholder('now')}::timestamptz - interval '15 minutes')`
const linedUp = sql<number>`(select count(*)::int from ${ticket}
  where ${ticket.stage} in ('planned', 'in_development'))`
const placesOfAll = sql<number>`(select coalesce(sum(${stagingEnvironment.capacity}), 0)::int from ${stagingEnvironment}
  where ${stagingEnvironment.retiredAt} is null)`
const takenPlaces = sql<number>`(select count(*)::int from ${slot}
  where ${slot.freedAt} is null and ${slot.takenAt} is not null)`

const frameAt = kept((db) => {
  const watching = watcherAt(db, sql.placeholder('now'))
  return db
    .select({
      ...{
        open: openTickets,
        held: heldMails,
        silent: silentMailboxes,
        lined: linedUp,
        places: placesOfAll,
        taken: takenPlaces,
      },
      watcher: watching.name,
    })
    .from(agency)
    .leftJoin(watching, sql`true`)
    .prepare('desk_frame')
})
