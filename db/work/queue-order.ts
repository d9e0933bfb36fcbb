import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Calendar } from '../../domain/calendar.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Category } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import { kept } from '../postgres/kept.ts'
import { clock, ticket } from '../schema/ticket.ts'
import { isOpenTicket, waitsForCustomer } from '../tickets/is-open.ts'

export const queueViews = ['all', 'ours', 'new', 'urgent', 'waiting', 'staging', 'overdue'] as const
export type QueueView = (typeof queueViews)[number]
export const queueGroups = ['overdue', 'today', 'later', 'waiting'] as const
export type QueueGroup = (typeof queueGroups)[number]

export type QueueFilter = {
  view: QueueView
  ownerId?: string | undefined
  companyId?: string | undefined
  category?: Category | undefined
  /** How many rows are shown already. */
  skip?: number | undefined
  now: Temporal.Instant
  /** The agency's own hours: by them its day ends. */
  hours: Calendar
}

/** A ticket that a page of the queue shows, with the clock that runs for it. */
export type Picked = { id: string; clockId: string | null; stage: Stage; onHold: boolean; group: QueueGroup }

/** The PM until somebody builds, then the developer. */
export const ownerOfTicket = sql<string | null>`case when ${ticket.stage} in ('planned', 'in_development')
  then coalesce(${ticket.developerId}, ${ticket.pmId}) else ${ticket.pmId} end`

/**
 * Which open tickets a page shows, at most `limit`, and how many each view has. What is open is read once for both, by
 * little more than its keys.
 */
export async function pickOpen(
  db: Db | Tx,
  { view, skip = 0, now, hours, ownerId, companyId, category }: QueueFilter,
  limit: number,
): Promise<{ picked: Picked[]; counts: Record<QueueView, number> }> {
  const tomorrow = now.toZonedDateTimeISO(hours.zone).toPlainDate().add({ days: 1 })
  const midnight = tomorrow.toZonedDateTime(hours.zone).toInstant()
  const moments = { now: now.toString(), midnight: midnight.toString() }
  const places = { first: skip + 1, last: skip + limit }
  const owned = { ownerId: ownerId ?? null, companyId: companyId ?? null, category: category ?? null }
  const rows = await askByView[view](db).execute({ ...moments, ...places, ...owned })
  const [first] = rows
  if (!first) throw new Error('Counting what is open found no row, where it always finds one.')
  return { counts: first.counted, picked: rows.flatMap((row) => row.in_line ?? []) }
}

const asked = {
  ...{ now: sql.placeholder('now'), midnight: sql.placeholder('midnight') },
  ...{ first: sql.placeholder('first'), last: sql.placeholder('last') },
  ...{ ownerId: sql.placeholder('ownerId'), companyId: sql.placeholder('companyId') },
  category: sql.placeholder('category'),
}

const askByView = {
  ...{ all: keptFor('all'), ours: keptFor('ours'), new: keptFor('new'), urgent: keptFor('urgent') },
  ...{ waiting: keptFor('waiting'), staging: keptFor('staging'), overdue: keptFor('overdue') },
}

function keptFor(view: QueueView) {
  return kept((db) => {
    const open = openTickets(db)
    const { id, clockId, stage, onHold, group } = open
    const counted = db.$with('counted').as(db.select(countsOf(open)).from(open))
    const inLine = db.$with('in_line').as(
      db
        .select({ id, clockId, stage, onHold, group, place: placeAmong(open) })
        .from(open)
        .where(and(viewsOf(open)[view], ...chosen(open))),
    )
    // By places, not by a limit: for what is limited by a parameter PostgreSQL would plan anew each time.
    return db
      .with(open, counted, inLine)
      .select()
      .from(counted)
      .leftJoin(inLine, sql`${inLine.place} between ${asked.first} and ${asked.last}`)
      .orderBy(inLine.place)
      .prepare(`queue_${view}`)
  })
}

type Open = ReturnType<typeof openTickets>

function openTickets(db: Db | Tx) {
  return db.$with('open_ticket').as(
    db
      .select({
        id: ticket.id,
        number: ticket.number,
        companyId: ticket.companyId,
        category: ticket.category,
        stage: ticket.stage,
        stageSince: ticket.stageSince,
        onHold: ticket.onHold,
        urgent: sql<boolean | null>`${ticket.priority} = 'urgent'`.as('is_urgent'),
        waits: waitsForCustomer.as('waits'),
        ownerId: ownerOfTicket.as('owner_id'),
        clockId: sql<string | null>`${clock.id}`.as('clock_id'),
        dueAt: clock.dueAt,
        group: dueGroup.as('due_group'),
      })
      .from(ticket)
      .leftJoin(clock, and(eq(clock.ticketId, ticket.id), isNull(clock.metAt), ne(clock.kind, sql`'report'`)))
      .where(isOpenTicket),
  )
}

const dueGroup = sql`case when ${waitsForCustomer} then 3
  when ${clock.dueAt} < ${asked.now}::timestamptz then 0
  when ${clock.dueAt} < ${asked.midnight}::timestamptz then 1 else 2 end`.mapWith(
  (place: number): QueueGroup => queueGroups[place] ?? 'later',
)

/** Due first comes first; of what is due alike the urgent, then what stands longest where it stands. */
function placeAmong({ group, dueAt, urgent, stageSince, number }: Open) {
  return sql<string>`row_number() over (order by
    ${group}, ${dueAt} nulls last, ${urgent} desc nulls last, ${stageSince}, ${number} desc)`.as('place')
}

function viewsOf({ stage, urgent, waits, group }: Open): Record<QueueView, SQL> {
  return {
    all: sql`true`,
    ours: sql`not ${waits}`,
    new: sql`${stage} = 'new'`,
    urgent: sql`${urgent}`,
    waiting: sql`${waits}`,
    staging: sql`${stage} = 'staging_review'`,
    overdue: sql`${group} = 0`,
  }
}

function countsOf(open: Open) {
  const views = viewsOf(open)
  const counted = (view: QueueView) => sql<number>`(count(*) filter (where ${views[view]}))::int`.as(view)
  return {
    ...{ all: counted('all'), ours: counted('ours'), new: counted('new'), urgent: counted('urgent') },
    ...{ waiting: counted('waiting'), staging: counted('staging'), overdue: counted('overdue') },
  }
}

function chosen(open: Open): SQL[] {
  return [
    sql`(${asked.ownerId}::uuid is null or ${open.ownerId} = ${asked.ownerId}::uuid)`,
    sql`(${asked.companyId}::uuid is null or ${open.companyId} = ${asked.companyId}::uuid)`,
    sql`(${asked.category}::text is null or ${open.category} = ${asked.category}::text)`,
  ]
}
