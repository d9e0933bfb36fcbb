import { and, eq, isNull, sql } from 'drizzle-orm'
import { type Calendar, isOpen, spanLength } from '../../domain/calendar.ts'
import { type Clock, dueAt, isPaused, remaining, type Silence } from '../../domain/clock.ts'
import { closesAfterReminder, silenceClosesAt } from '../../domain/sla.ts'
import { type Stage, type Status, statusOf } from '../../domain/stage.ts'
import type { Category, Priority, Staff } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { kept } from '../postgres/kept.ts'
import { app, calendar, company } from '../schema/company.ts'
import { person } from '../schema/person.ts'
import { approval, clock, ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'
import { readSilences } from '../tickets/delivered.ts'
import { clockOf } from '../tickets/ticket-facts.ts'
import {
  ownerOfTicket,
  type Picked,
  pickOpen,
  type QueueFilter,
  type QueueGroup,
  type QueueView,
} from './queue-order.ts'

/** A running clock as the desk sees it: business milliseconds left (negative: over), and the share of its window. */
export type QueueClock = {
  kind: Clock['kind']
  dueAt: Temporal.Instant | null
  paused: boolean
  remaining: number
  /** What is left of the window, from 0 to 100. */
  share: number
  open: boolean
}

export type QueueRow = {
  number: number
  title: string
  company: { id: string; name: string }
  app: string | null
  category: Category | null
  priority: Priority | null
  stage: Stage
  status: Status
  stageSince: Temporal.Instant
  warning: 'least_loaded' | 'no_manager' | null
  onHold: boolean
  dueDate: string | null
  estimateHours: number | null
  group: QueueGroup
  clock: QueueClock | null
  /** When silence closes it, or the offer lapses; null where nothing happens by itself. */
  endsAt: Temporal.Instant | null
  /** The PM until somebody builds, then the developer. */
  owner: { id: string; name: string } | null
}

export type Queue = {
  rows: QueueRow[]
  counts: Record<QueueView, number>
  /** Whether rows follow those on this page. */
  more: boolean
  /** For the filter: whose the tickets on the page are; every company would outweigh the rows. */
  companies: { id: string; name: string }[]
}

const pageLength = 25
const closesBySilence: Stage[] = ['needs_info', 'staging_review']

/** The desk's queue: what is open, by what is due first; what waits for customers comes last. For staff. */
export function readQueue(house: House, actor: Staff, filter: QueueFilter): Promise<Queue> {
  return readAs(house.db, actor, (db) => readPage(db, filter))
}

async function readPage(db: Db | Tx, filter: QueueFilter): Promise<Queue> {
  const [{ picked, counts }, chosenCompanies] = await Promise.all([
    pickOpen(db, filter, pageLength + 1),
    filter.companyId ? readCompany(db, filter.companyId) : [],
  ])
  const page = picked.slice(0, pageLength)
  const waiting = page.filter(({ stage, onHold }) => closesBySilence.includes(stage) && !onHold)
  const [rows, silences] = await Promise.all([
    readRows(db, page),
    readSilences(
      db,
      waiting.map(({ id }) => id),
    ),
  ])
  const shown = rows.map((row) => show(row, filter, silences.get(row.id)))
  return {
    rows: shown,
    more: picked.length > pageLength,
    counts,
    companies: distinct([...chosenCompanies, ...shown.map((row) => row.company)]),
  }
}

/** What the rows of a page tell, in its order. By their keys alone, so that the plan for eight tables is made once. */
async function readRows(db: Db | Tx, page: Picked[]) {
  const [ids, clockIds] = [page.map(({ id }) => id), page.flatMap(({ clockId }) => clockId ?? [])]
  const rows = await rowsOf(db).execute({ ids, clockIds })
  const byKey = new Map(rows.map((row) => [row.clock?.id ?? row.id, row]))
  return page.flatMap(({ id, clockId, group }) => {
    const row = byKey.get(clockId ?? id)
    return row ? [{ ...row, group }] : []
  })
}

const rowsOf = kept((db) =>
  db
    .select({
      id: ticket.id,
      number: ticket.number,
      title: ticket.title,
      company: { id: company.id, name: company.name },
      app: app.name,
      category: ticket.category,
      priority: ticket.priority,
      stage: ticket.stage,
      stageSince: ticket.stageSince,
      warning: ticket.warning,
      onHold: ticket.onHold,
      dueDate: ticket.dueDate,
      estimateHours: ticket.estimateHours,
      remindedAt: ticket.remindedAt,
      clock,
      hours: calendar.hours,
      owner: { id: person.id, name: person.name },
      offerUntil: approval.validUntil,
    })
    .from(ticket)
    .innerJoin(company, eq(company.id, ticket.companyId))
    .leftJoin(calendar, eq(calendar.id, company.calendarId))
    .leftJoin(app, eq(app.id, ticket.appId))
    .leftJoin(clock, and(eq(clock.ticketId, ticket.id), sql`${clock.id} = any(${sql.placeholder('clockIds')}::uuid[])`))
    .leftJoin(person, sql`${person.id} = ${ownerOfTicket}`)
    .leftJoin(approval, and(eq(approval.ticketId, ticket.id), isNull(approval.decision)))
    .where(sql`${ticket.id} = any(${sql.placeholder('ids')}::uuid[])`)
    .prepare('queue_rows'),
)

function readCompany(db: Db | Tx, id: string) {
  return db.select({ id: company.id, name: company.name }).from(company).where(eq(company.id, id))
}

function distinct(companies: { id: string; name: string }[]): { id: string; name: string }[] {
  const byId = new Map(companies.map((one) => [one.id, one]))
  return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name))
}

function show(
  { id: _, clock: running, hours, offerUntil, remindedAt, ...row }: Awaited<ReturnType<typeof readRows>>[number],
  { hours: agencyHours, now }: QueueFilter,
  silence: Silence | undefined,
): QueueRow {
  const calendar = hours ?? agencyHours
  // A round is open for as long as silence lets it be, whatever its approval says.
  const closesAt = () => {
    const at = silence ? silenceClosesAt(silence, calendar) : null
    return at && remindedAt ? closesAfterReminder(at, remindedAt, calendar) : at
  }
  return {
    ...row,
    status: statusOf(row.stage),
    clock: running && showClock(clockOf(running), calendar, now),
    endsAt: row.stage === 'approval' ? offerUntil : closesAt(),
  }
}

/** A running clock at this moment, under the hours of its company. */
export function showClock(running: Clock, hours: Calendar, now: Temporal.Instant): QueueClock {
  const left = remaining(running, hours, now)
  return {
    kind: running.kind,
    dueAt: dueAt(running, hours),
    paused: isPaused(running),
    remaining: left,
    share: Math.min(100, Math.max(0, Math.round((100 * left) / spanLength(hours, running.window)))),
    open: isOpen(hours, now),
  }
}
