import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { businessDayBefore, isBusinessDay } from '../domain/business-day.ts'
import { type Calendar, nextOpening } from '../domain/calendar.ts'
import { readAgencyCalendar } from './agency/calendars.ts'
import type { House } from './house.ts'
import { agency } from './schema/company.ts'
import { duty } from './schema/duty.ts'
import { outgoingMail } from './schema/mail.ts'
import { ticket } from './schema/ticket.ts'
import { concernPlays } from './seed/demo-concerns.ts'
import { fillDemoDocs, noteTicket, type WrittenPage } from './seed/demo-docs.ts'
import { finishedPlays } from './seed/demo-finished.ts'
import { addDemoPeople, type DemoPeople } from './seed/demo-people.ts'
import { workPlays } from './seed/demo-work.ts'
import { play } from './seed/play.ts'
import { daysBetween } from './work/duty.ts'

/**
 * Fills an empty database with the demo world: one agency, four companies, some forty tickets over all stages, told
 * relative to `now` so that their clocks are alive. The same moment gives the same world.
 */
export async function seedDemo(house: House, now: Temporal.Instant): Promise<void> {
  await clearUnfinished(house)
  const people = await house.db.transaction((tx) => addDemoPeople(tx, now))
  const calendar = await house.db.transaction(readAgencyCalendar)
  const today = now.toZonedDateTimeISO(calendar.zone).toPlainDate()
  const daysAgo = (days: number, hours = 0) => {
    const minutes = Math.round(hours * 60)
    if (days === 0) return now.add({ minutes })
    const morning = businessDayBefore(calendar, today, days).toZonedDateTime(calendar.zone).toInstant()
    return nextOpening(calendar, morning).add({ minutes })
  }
  await fillDuty(house, people.staff, { calendar, today })
  // Letters of the past are history, not post: they are neither written nor sent.
  const quiet: House = { ...house, jobs: { insert: async () => null } }
  const { checkout } = await fillDemoDocs(quiet, people, daysAgo)
  const plays = [...finishedPlays(people, daysAgo), ...workPlays(people, daysAgo), ...concernPlays(people, daysAgo)]
  for (const [place, script] of plays.entries()) {
    await play(quiet, script, { calendar, now, key: `demo/${place}` })
  }
  await noteClosed(quiet, people, checkout)
  await house.db
    .update(outgoingMail)
    .set({ delivery: 'kept', deliveredAt: sql`${outgoingMail.createdAt}` })
    .where(and(isNull(outgoingMail.mime), eq(outgoingMail.delivery, 'queued')))
  await house.db.update(agency).set({ seededAt: now }).where(eq(agency.only, true))
}

/** The last ticket of the shop that was closed left a word in the documentation (R048). */
async function noteClosed(house: House, { staff, apps }: DemoPeople, checkout: WrittenPage): Promise<void> {
  const [closed] = await house.db
    .select({ number: ticket.number, at: ticket.closedAt })
    .from(ticket)
    .where(and(eq(ticket.appId, apps.shop), eq(ticket.resolution, 'resolved')))
    .orderBy(desc(ticket.closedAt))
    .limit(1)
  if (closed?.at) await noteTicket(house, { checkout, by: staff.marta, number: closed.number, at: closed.at })
}

/** Somebody watches on every business day from last week to a quarter from now: triage, and once a week a PM (R009). */
async function fillDuty(
  house: House,
  { tess, marta }: DemoPeople['staff'],
  { calendar, today }: { calendar: Calendar; today: Temporal.PlainDate },
): Promise<void> {
  const days = daysBetween(today.subtract({ days: 7 }), today.add({ days: 91 }))
  const wanted = days.filter((day) => isBusinessDay(calendar, day))
  await house.db
    .insert(duty)
    .values(wanted.map((day) => ({ day: day.toString(), personId: day.dayOfWeek === 5 ? marta.id : tess.id })))
}

/** A seeding that was killed half-way leaves half a world; it is swept out before the next one, and nothing else ever is. */
async function clearUnfinished({ sql: client }: House): Promise<void> {
  const [half] = await client`select from agency where demo and seeded_at is null`
  if (half) await client`truncate agency, calendar, plan, company, person, inbound_mail, raw cascade`
}
