import { and, asc, desc, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import { type Stage, type Status, stagesOf, statusOf } from '../../domain/stage.ts'
import type { Actor, Category, Priority } from '../../domain/ticket.ts'
import { told } from '../../domain/told.ts'
import type { Tx } from '../client.ts'
import { type Cursor, readCursor, writeCursor } from '../cursor.ts'
import type { House } from '../house.ts'
import { type Named, readNames } from '../people/named.ts'
import { app, company } from '../schema/company.ts'
import { personEmail } from '../schema/person.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { matching, searched } from '../search.ts'
import { isOpenTicket } from './is-open.ts'
import { readTurns } from './turns.ts'

export const ticketSorts = ['-created_at', 'created_at', '-updated_at', 'updated_at', '-number', 'number'] as const
export type TicketSort = (typeof ticketSorts)[number]

export type TicketFilter = {
  status?: Status | undefined
  stage?: Stage | undefined
  /** Everything that is not closed. */
  open?: boolean | undefined
  /** Of that, what waits for the word of the contact who asks; what only a colleague may decide is left out. */
  turn?: boolean | undefined
  /** Of that, what does not wait for the customer. */
  ours?: boolean | undefined
  /** Opened in this month, YYYY-MM, of a time zone. */
  opened?: { month: string; timeZone: string } | undefined
  category?: Category | undefined
  /** The PM's or developer's address; `none` is nobody. */
  assignee?: string | undefined
  companyId?: string | undefined
  requesterId?: string | undefined
  q?: string | undefined
  sort?: TicketSort | undefined
  limit: number
  cursor?: string | undefined
}

const columns = {
  id: ticket.id,
  number: ticket.number,
  title: ticket.title,
  category: ticket.category,
  impact: ticket.impact,
  workClass: ticket.workClass,
  priority: ticket.priority,
  stage: ticket.stage,
  stageSince: ticket.stageSince,
  resolution: ticket.resolution,
  round: ticket.round,
  estimateHours: ticket.estimateHours,
  funding: ticket.funding,
  dueDate: ticket.dueDate,
  onHold: ticket.onHold,
  requesterId: ticket.requesterId,
  pmId: ticket.pmId,
  developerId: ticket.developerId,
  releasedAt: ticket.releasedAt,
  closedAt: ticket.closedAt,
  cameFrom: ticket.cameFrom,
  closedFrom: ticket.closedFrom,
  lineRank: ticket.lineRank,
  createdAt: ticket.createdAt,
  updatedAt: ticket.updatedAt,
  company: { id: company.id, name: company.name },
  app: { id: app.id, name: app.name },
}

type Row = Awaited<ReturnType<typeof select>>[number]

export type ListedTicket = Omit<
  Row,
  'requesterId' | 'pmId' | 'developerId' | 'cameFrom' | 'closedFrom' | 'lineRank'
> & {
  status: Status
  category: Category | null
  priority: Priority | null
  requester: Named | null
  pm: Named | null
  developer: Named | null
}

export type TicketList = { items: ListedTicket[]; next: string | null }

/**
 * A page of the tickets this actor may see, newest first unless sorted otherwise; `next` leads to the following page.
 * Refuses a search that takes too long. A cursor that is not ours counts as none.
 */
export async function listTickets(house: House, actor: Actor, filter: TicketFilter): Promise<TicketList | Refusal> {
  const read = async (tx: Tx) => {
    const turns = filter.turn && actor.kind === 'contact' ? await readTurns(tx, actor) : null
    return select(tx, actor, filter, turns && inArray(ticket.id, turns))
  }
  const rows = await (filter.q ? searched(house.db, actor, read) : scoped(house.db, actor, read))
  if (isRefusal(rows)) return rows
  const page = rows.slice(0, filter.limit)
  // Names of the people of tickets that this actor sees; a contact's own eyes end at colleagues.
  const names = await readNames(
    house.db,
    page.flatMap(({ requesterId, pmId, developerId }) => [requesterId, pmId, developerId]),
  )
  const last = rows.length > filter.limit ? page.at(-1) : undefined
  return {
    items: page.map(({ requesterId, pmId, developerId, cameFrom, closedFrom, lineRank, ...row }) => ({
      ...row,
      // Ours to know (spec §2).
      ...(actor.kind === 'contact' && {
        workClass: null,
        ...told({ ...row, cameFrom, closedFrom }, lineRank !== null),
      }),
      status: statusOf(row.stage),
      requester: names.get(requesterId) ?? null,
      pm: names.get(pmId ?? '') ?? null,
      developer: names.get(developerId ?? '') ?? null,
    })),
    next: last ? writeCursor(cursorOf(last, filter.sort)) : null,
  }
}

function select(tx: Tx, actor: Actor, filter: TicketFilter, among: SQL | null) {
  const { column, order } = ordering(filter.sort)
  return tx
    .select(columns)
    .from(ticket)
    .innerJoin(company, eq(company.id, ticket.companyId))
    .leftJoin(app, eq(app.id, ticket.appId))
    .where(and(...conditions(tx, actor, filter), among ?? undefined, after(filter)))
    .orderBy(order(column), order(ticket.number))
    .limit(filter.limit + 1)
}

function conditions(tx: Tx, actor: Actor, filter: TicketFilter): (SQL | undefined)[] {
  return [
    filter.status && inArray(ticket.stage, stagesOf(filter.status)),
    filter.open && isOpenTicket,
    filter.ours && inArray(ticket.stage, [...stagesOf('new'), ...stagesOf('progress')]),
    filter.opened && openedIn(filter.opened),
    filter.stage && eq(ticket.stage, filter.stage),
    filter.category && eq(ticket.category, filter.category),
    filter.companyId && eq(ticket.companyId, filter.companyId),
    isOfOnlyCompany(actor),
    filter.requesterId && eq(ticket.requesterId, filter.requesterId),
    filter.assignee && assignedTo(tx, filter.assignee),
    filter.q && matching(actor, filter.q),
  ].filter((condition) => typeof condition === 'object')
}

/**
 * What row-level security holds a contact of one company to. Said here as well, the newest come in order by the index of
 * that company: without it a search looks through all of its tickets before it shows the first page.
 */
function isOfOnlyCompany(actor: Actor): SQL | undefined {
  const [only, ...others] = actor.kind === 'contact' ? actor.memberships : []
  return only && others.length === 0 ? eq(ticket.companyId, only.companyId) : undefined
}

function openedIn({ month, timeZone }: NonNullable<TicketFilter['opened']>): SQL | undefined {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 })
  const start = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).toInstant()
  return and(gte(ticket.createdAt, start(first)), lt(ticket.createdAt, start(first.add({ months: 1 }))))
}

function assignedTo(tx: Tx, assignee: string): SQL | undefined {
  if (assignee === 'none') return and(isNull(ticket.pmId), isNull(ticket.developerId))
  const person = tx
    .select({ id: personEmail.personId })
    .from(personEmail)
    .where(eq(personEmail.address, assignee.toLowerCase()))
  return or(inArray(ticket.pmId, person), inArray(ticket.developerId, person))
}

function ordering(sort: TicketSort = '-created_at') {
  const column = { created_at: ticket.createdAt, updated_at: ticket.updatedAt, number: ticket.number }
  const falls = sort.startsWith('-')
  const name = sort.replace('-', '')
  const by = name === 'updated_at' ? column.updated_at : name === 'number' ? column.number : column.created_at
  return { column: by, order: falls ? desc : asc, falls }
}

/** Where a page goes on: behind the last row of the one before, by the sorted column and then by number. */
function after(filter: TicketFilter): SQL | undefined {
  const cursor = filter.cursor === undefined ? null : readCursor(filter.cursor)
  if (!cursor || !/^\d{1,9}$/.test(cursor.key)) return undefined
  const { column, falls } = ordering(filter.sort)
  const beyond = sql.raw(falls ? '<' : '>')
  const number = Number(cursor.key)
  if (column === ticket.number || cursor.at === null) return sql`${ticket.number} ${beyond} ${number}`
  return sql`(${column}, ${ticket.number}) ${beyond} (${cursor.at.toString()}::timestamptz, ${number})`
}

function cursorOf(row: Row, sort: TicketSort | undefined): Cursor {
  const { column } = ordering(sort)
  const at = column === ticket.updatedAt ? row.updatedAt : column === ticket.createdAt ? row.createdAt : null
  return { at, key: String(row.number) }
}
