import { and, asc, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import type { Calendar } from '../../domain/calendar.ts'
import { closesAfterReminder, silenceClosesAt, silenceRemindsAt } from '../../domain/sla.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Staff } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { app, calendar, company } from '../schema/company.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { event, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { readSilences } from '../tickets/delivered.ts'

/** A ticket on staging, or in the line for it. */
export type BoardTicket = {
  slotId: string
  number: number
  title: string
  stage: Stage
  round: number
  onHold: boolean
  joinedAt: Temporal.Instant
  takenAt: Temporal.Instant | null
  /** Until when we told each other that it stays, and why. */
  expectedFreeAt: Temporal.Instant | null
  extendedBecause: string | null
  /** When silence closes it and frees its place, and when it reminds of that; null while nothing of the kind runs. */
  closesAt: Temporal.Instant | null
  remindsAt: Temporal.Instant | null
  remindedAt: Temporal.Instant | null
}

export type BoardEnvironment = {
  id: string
  name: string
  url: string
  /** As many as it has, each with the ticket that holds it. */
  places: (BoardTicket | null)[]
}

/** Code of a ticket that left staging without it, for somebody to take away (R031). */
export type LeftCode = { slotId: string; number: number; title: string; environment: string; since: Temporal.Instant }

export type BoardApp = {
  id: string
  name: string
  company: string
  calendar: Calendar
  environments: BoardEnvironment[]
  waiting: BoardTicket[]
  left: LeftCode[]
}

/** Everything about staging: each place of each app, who waits, and what lies there still. A fixed number of queries. */
export function readStagingBoard(house: House, actor: Staff): Promise<BoardApp[]> {
  return scoped(house.db, actor, async (tx) => {
    const [agencyHours, environments, slots] = await Promise.all([
      readAgencyCalendar(tx),
      readEnvironments(tx),
      readSlots(tx),
    ])
    const offered = slots.filter(
      ({ stage, takenAt }) => takenAt && (stage === 'staging_review' || stage === 'needs_info'),
    )
    const [silences, reasons] = await Promise.all([
      readSilences(
        tx,
        offered.map(({ ticketId }) => ticketId),
      ),
      readReasons(tx, slots),
    ])
    const apps = [...Map.groupBy(environments, ({ app: { id } }) => id).values()]
    return apps.flatMap((own) => {
      const [first] = own
      if (!first) return []
      const hours = first.hours ?? agencyHours
      const here = slots.filter(({ appId }) => appId === first.app.id)
      const show = (row: SlotRow) => showTicket(row, { hours, silence: silences.get(row.ticketId), reasons })
      return [
        {
          ...first.app,
          company: first.company,
          calendar: hours,
          environments: own.flatMap((one) => (one.retiredAt ? [] : [placesOf(one, here, show)])),
          waiting: here.filter(({ takenAt, freedAt }) => !takenAt && !freedAt).map(show),
          left: here.flatMap((row) => showLeft(row, own)),
        },
      ]
    })
  })
}

/** Those in use, and those where code may still lie. */
function readEnvironments(tx: Tx) {
  return tx
    .select({
      id: stagingEnvironment.id,
      name: stagingEnvironment.name,
      url: stagingEnvironment.url,
      capacity: stagingEnvironment.capacity,
      retiredAt: stagingEnvironment.retiredAt,
      app: { id: app.id, name: app.name },
      company: company.name,
      hours: calendar.hours,
    })
    .from(stagingEnvironment)
    .innerJoin(app, eq(app.id, stagingEnvironment.appId))
    .innerJoin(company, eq(company.id, app.companyId))
    .leftJoin(calendar, eq(calendar.id, company.calendarId))
    .orderBy(asc(company.name), asc(app.name), asc(stagingEnvironment.name))
}

type EnvironmentRow = Awaited<ReturnType<typeof readEnvironments>>[number]

function readSlots(tx: Tx) {
  return tx
    .select({
      ...{
        id: slot.id,
        ticketId: slot.ticketId,
        appId: slot.appId,
        environmentId: slot.environmentId,
        place: slot.place,
      },
      ...{ joinedAt: slot.joinedAt, takenAt: slot.takenAt, freedAt: slot.freedAt, expectedFreeAt: slot.expectedFreeAt },
      ...{ number: ticket.number, title: ticket.title, stage: ticket.stage, round: ticket.round },
      ...{ onHold: ticket.onHold, remindedAt: ticket.remindedAt },
    })
    .from(slot)
    .innerJoin(ticket, eq(ticket.id, slot.ticketId))
    .where(or(isNull(slot.freedAt), and(eq(slot.codeLeft, true), isNull(slot.codeRemovedAt))))
    .orderBy(asc(slot.joinedAt), asc(slot.id))
}

type SlotRow = Awaited<ReturnType<typeof readSlots>>[number]

/** Why those that were extended were, by ticket. */
async function readReasons(tx: Tx, slots: SlotRow[]): Promise<Map<string, string>> {
  const extended = slots.filter(({ expectedFreeAt, freedAt }) => expectedFreeAt && !freedAt)
  if (extended.length === 0) return new Map()
  const rows = await tx
    .selectDistinctOn([event.ticketId], { ticketId: event.ticketId, body: event.body })
    .from(event)
    .where(
      and(
        inArray(
          event.ticketId,
          extended.map(({ ticketId }) => ticketId),
        ),
        eq(event.action, 'slot_extended'),
        isNotNull(sql`${event.body} ->> 'reason'`),
      ),
    )
    .orderBy(event.ticketId, desc(event.at))
  return new Map(rows.map(({ ticketId, body }) => [ticketId, String(body.reason)]))
}

function placesOf(
  { id, name, url, capacity }: EnvironmentRow,
  slots: SlotRow[],
  show: (row: SlotRow) => BoardTicket,
): BoardEnvironment {
  const held = slots.filter(({ environmentId, freedAt }) => environmentId === id && !freedAt)
  const places = Array.from({ length: capacity }, (_, at) => {
    const row = held.find(({ place }) => place === at + 1)
    return row ? show(row) : null
  })
  return { id, name, url, places }
}

type Around = {
  hours: Calendar
  silence: Parameters<typeof silenceClosesAt>[0] | undefined
  reasons: Map<string, string>
}

function showTicket(
  { id, appId: _, environmentId: __, place: ___, freedAt: ____, ticketId, ...row }: SlotRow,
  { hours, silence, reasons }: Around,
): BoardTicket {
  const runs = silence && !row.onHold ? silence : null
  const closes = runs && silenceClosesAt(runs, hours)
  const { remindedAt } = row
  return {
    ...row,
    slotId: id,
    extendedBecause: reasons.get(ticketId) ?? null,
    closesAt: closes && remindedAt ? closesAfterReminder(closes, remindedAt, hours) : closes,
    remindsAt: runs && silenceRemindsAt(runs, hours),
  }
}

function showLeft({ id, number, title, freedAt, environmentId }: SlotRow, own: EnvironmentRow[]): LeftCode[] {
  if (!freedAt) return []
  const environment = own.find((one) => one.id === environmentId)?.name ?? ''
  return [{ slotId: id, number, title, environment, since: freedAt }]
}
