import { and, asc, desc, eq, inArray, isNull, lt, ne, type SQL, sql } from 'drizzle-orm'
import { type Calendar, isOpen, spanLength } from '../../domain/calendar.ts'
import { type Clock, dueAt, isPaused, remaining, type Silence } from '../../domain/clock.ts'
import { closesAfterReminder, silenceClosesAt } from '../../domain/sla.ts'
import { type Stage, type Status, stagesOf, statusOf } from '../../domain/stage.ts'
import type { Category, Priority } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { app, calendar, company } from '../schema/company.ts'
import { person, staffRole } from '../schema/person.ts'
import { approval, clock, ticket } from '../schema/ticket.ts'
import { readSilences } from '../tickets/delivered.ts'
import { isOpenTicket } from '../tickets/is-open.ts'
import { clockOf } from '../tickets/ticket-facts.ts'

export const queueViews = ['all', 'ours', 'new', 'urgent', 'waiting', 'staging', 'overdue'] as const
export type QueueView = (typeof queueViews)[number]
export const queueGroups = ['overdue', 'today', 'later', 'waiting'] as const
export type QueueGroup = (typeof queueGroups)[number]

export type QueueFilter = {
  view: QueueView
  ownerId?: string | undefined
  companyId?: string | undefined
  category?: Category | undefined
  /** How many rows are shown already; a page has twenty-five: more weigh more than 40 KiB. */
  skip?: number | undefined
  now: Temporal.Instant
}

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
  calendar: Calendar
  /** For the filters: who may own tickets, and whose those on the page are; every company would outweigh the rows. */
  owners: { id: string; name: string }[]
  companies: { id: string; name: string }[]
}

const pageLength = 25
const closesBySilence: Stage[] = ['needs_info', 'staging_review']
const waitingStages = stagesOf('feedback')
const building: Stage[] = ['planned', 'in_development']

/** The desk's queue: what is open, by what is due first; what waits for customers comes last. For staff. */
export function readQueue(house: House, filter: QueueFilter): Promise<Queue> {
  return house.db.transaction(
    async (tx) => {
      const agencyHours = await readAgencyCalendar(tx)
      const moments = momentsOf(agencyHours, filter.now)
      const [picked, counts, owners, chosenCompanies] = await Promise.all([
        pickRows(tx, filter, moments),
        countViews(tx, filter),
        readOwners(tx),
        filter.companyId ? readCompany(tx, filter.companyId) : [],
      ])
      const page = picked.slice(0, pageLength)
      const waiting = page.filter(({ stage, onHold }) => closesBySilence.includes(stage) && !onHold)
      const [rows, silences] = await Promise.all([
        readRows(tx, page),
        readSilences(
          tx,
          waiting.map(({ id }) => id),
        ),
      ])
      const shown = rows.map((row) => show(row, { agencyHours, silence: silences.get(row.id), now: filter.now }))
      return {
        rows: shown,
        more: picked.length > pageLength,
        counts,
        calendar: agencyHours,
        owners,
        companies: distinct([...chosenCompanies, ...shown.map((row) => row.company)]),
      }
    },
    { accessMode: 'read only' },
  )
}

/** Now, and the end of the agency's day, as the database reads them. */
function momentsOf({ zone }: Calendar, now: Temporal.Instant) {
  const tomorrow = now.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 })
  return { now: now.toString(), midnight: tomorrow.toZonedDateTime(zone).toInstant().toString() }
}

const ownerId = sql<
  string | null
>`case when ${inArray(ticket.stage, building)} then coalesce(${ticket.developerId}, ${ticket.pmId}) else ${ticket.pmId} end`
const waits = inArray(ticket.stage, waitingStages)

function groupAt({ now, midnight }: { now: string; midnight: string }) {
  return sql<QueueGroup>`case when ${waits} then 'waiting'
    when ${clock.dueAt} < ${now}::timestamptz then 'overdue'
    when ${clock.dueAt} < ${midnight}::timestamptz then 'today' else 'later' end`
}

type Picked = Awaited<ReturnType<typeof pickRows>>[number]

/** Which tickets the page shows, chosen among all that are open by little more than their keys. */
function pickRows(tx: Tx, filter: QueueFilter, moments: { now: string; midnight: string }) {
  const group = groupAt(moments)
  return tx
    .select({ id: ticket.id, clockId: clock.id, stage: ticket.stage, onHold: ticket.onHold, group })
    .from(ticket)
    .leftJoin(clock, runningClock)
    .where(and(isOpenTicket, inView(filter.view, filter), ...chosen(filter)))
    .orderBy(...inOrder(group))
    .limit(pageLength + 1)
    .offset(filter.skip ?? 0)
}

const runningClock = and(eq(clock.ticketId, ticket.id), isNull(clock.metAt), ne(clock.kind, 'report'))

/** Due first comes first; of what is due alike the urgent, then what stands longest where it stands. */
function inOrder(group: SQL) {
  return [
    sql`array_position(array['overdue','today','later','waiting'], ${group})`,
    sql`${clock.dueAt} nulls last`,
    sql`${ticket.priority} = 'urgent' desc nulls last`,
    asc(ticket.stageSince),
    desc(ticket.number),
  ]
}

/** What the rows of a page tell, in its order. By their keys alone, so that the plan for eight tables is made once. */
async function readRows(tx: Tx, page: Picked[]) {
  const [ids, clockIds] = [page.map(({ id }) => id), page.flatMap(({ clockId }) => clockId ?? [])]
  const rows = await tx
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
    .leftJoin(clock, and(eq(clock.ticketId, ticket.id), sql`${clock.id} = any(${sql.param(clockIds)}::uuid[])`))
    .leftJoin(person, eq(person.id, ownerId))
    .leftJoin(approval, and(eq(approval.ticketId, ticket.id), isNull(approval.decision)))
    .where(sql`${ticket.id} = any(${sql.param(ids)}::uuid[])`)
  const byKey = new Map(rows.map((row) => [row.clock?.id ?? row.id, row]))
  return page.flatMap(({ id, clockId, group }) => {
    const row = byKey.get(clockId ?? id)
    return row ? [{ ...row, group }] : []
  })
}

function inView(view: QueueView, { now }: QueueFilter): SQL | undefined {
  const views: Record<QueueView, SQL | undefined> = {
    all: undefined,
    ours: sql`not ${waits}`,
    new: eq(ticket.stage, 'new'),
    urgent: eq(ticket.priority, 'urgent'),
    waiting: waits,
    staging: eq(ticket.stage, 'staging_review'),
    overdue: and(lt(clock.dueAt, now), sql`not ${waits}`),
  }
  return views[view]
}

function chosen({ ownerId: owner, companyId, category }: QueueFilter): (SQL | undefined)[] {
  return [
    owner ? sql`${ownerId} = ${owner}` : undefined,
    companyId ? eq(ticket.companyId, companyId) : undefined,
    category ? eq(ticket.category, category) : undefined,
  ]
}

async function countViews(tx: Tx, filter: QueueFilter): Promise<Record<QueueView, number>> {
  const counted = (view: QueueView) => sql<number>`(count(*) filter (where ${inView(view, filter) ?? sql`true`}))::int`
  const [row] = await tx
    .select({
      all: counted('all'),
      ours: counted('ours'),
      new: counted('new'),
      urgent: counted('urgent'),
      waiting: counted('waiting'),
      staging: counted('staging'),
      overdue: counted('overdue'),
    })
    .from(ticket)
    .leftJoin(clock, runningClock)
    .where(isOpenTicket)
  return row ?? { all: 0, ours: 0, new: 0, urgent: 0, waiting: 0, staging: 0, overdue: 0 }
}

/** Whoever may own a ticket: asking the open ones who does would read them all once more. */
function readOwners(tx: Tx) {
  const owning = tx
    .select({ id: staffRole.personId })
    .from(staffRole)
    .where(inArray(staffRole.role, ['pm', 'developer']))
  return tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(and(inArray(person.id, owning), eq(person.active, true)))
    .orderBy(asc(person.name))
}

function readCompany(tx: Tx, id: string) {
  return tx.select({ id: company.id, name: company.name }).from(company).where(eq(company.id, id))
}

function distinct(companies: { id: string; name: string }[]): { id: string; name: string }[] {
  const byId = new Map(companies.map((one) => [one.id, one]))
  return [...byId.values()].sort((one, other) => one.name.localeCompare(other.name))
}

type Around = { agencyHours: Calendar; silence: Silence | undefined; now: Temporal.Instant }

function show(
  { id: _, clock: running, hours, offerUntil, remindedAt, ...row }: Awaited<ReturnType<typeof readRows>>[number],
  { agencyHours, silence, now }: Around,
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
