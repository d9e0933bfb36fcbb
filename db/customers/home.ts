import { and, asc, desc, eq, gt, isNull, not, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Calendar } from '../../domain/calendar.ts'
import type { Silence } from '../../domain/clock.ts'
import { isTurnOf } from '../../domain/permission.ts'
import { silenceClosesAt } from '../../domain/sla.ts'
import { type Resolution, type Stage, type Status, statusOf } from '../../domain/stage.ts'
import type { ApprovalKind, Contact } from '../../domain/ticket.ts'
import { readHours } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { type Named, readNames } from '../people/named.ts'
import { company, plan } from '../schema/company.ts'
import { slot } from '../schema/staging.ts'
import { approval, clock, ticket } from '../schema/ticket.ts'
import { seenBy } from '../scope.ts'
import { readSilences } from '../tickets/delivered.ts'
import { isClosedTicket, isOpenTicket, waitsForCustomer } from '../tickets/is-open.ts'
import { readWaiting } from '../tickets/turns.ts'
import { readLines } from '../work/line.ts'

type Asked = { kind: ApprovalKind; hours: number | null; price: number | null }

/** A ticket that waits for the company's word; `until` is when the offer lapses or silence closes it, if it does. */
export type Turn = {
  number: number
  title: string
  companyId: string
  stage: Stage
  asked: Asked | null
  until: Temporal.Instant | null
}
/** A ticket that we work on; a new one is taken by `takenBy` at the latest. */
export type Working = {
  number: number
  title: string
  stage: Stage
  status: Status
  dueDate: string | null
  takenBy: Temporal.Instant | null
  queuePosition: number | null
  waitsForStaging: boolean
}
/** `releasedAt` is null for what was answered, or ended without work. */
export type Done = {
  number: number
  title: string
  resolution: Resolution | null
  releasedAt: Temporal.Instant | null
  at: Temporal.Instant
}
/** What goes for the contact's (first) company: its plan, who looks after it, its business hours. */
export type Around = {
  company: { id: string; name: string; currency: string }
  plan: { name: string; tier: 'basic' | 'business' | 'enterprise'; hours: number }
  pm: Named | null
  calendar: Calendar
}
/** The first of each group; `colleagues` wait for the word of somebody else at the company, `count` is how many there are. */
export type Home = {
  turns: Turn[]
  colleagues: Turn[]
  working: Working[]
  done: Done[]
  count: Count
  around: Around | null
}
type Count = { turns: number; colleagues: number; working: number }

/** Among so many of the oldest the first are looked for: a company with more open tickets has other cares. */
const openAtMost = 200
const shownAtMost = 10
const doneAtMost = 5
const doneWithinDays = 30

/** A contact's first page: the open tickets they may see by whose turn it is, soonest first, and what was done of late. */
export function readHome(house: House, contact: Contact, now: Temporal.Instant): Promise<Home> {
  return house.db.transaction(
    async (tx) => {
      const [open, done, count] = await seenBy(tx, contact, (seen) =>
        Promise.all([readOpen(seen), readDone(seen, now), countOpen(seen, contact)]),
      )
      const companyId = contact.memberships[0]?.companyId
      const around = companyId ? await readAround(tx, companyId) : null
      const waits = ({ stage }: OpenRow) => statusOf(stage) === 'feedback'
      const turns = (await turnsOf(tx, open.filter(waits), around?.calendar)).toSorted(soonestFirst)
      const working = open.filter((row) => !waits(row)).slice(0, shownAtMost)
      return {
        turns: turns.filter((one) => isTurnOf(contact, one)).slice(0, shownAtMost),
        colleagues: turns.filter((one) => !isTurnOf(contact, one)).slice(0, shownAtMost),
        working: await workingOf(tx, working),
        ...{ done, count, around },
      }
    },
    { accessMode: 'read only' },
  )
}

async function countOpen(tx: Tx, contact: Contact): Promise<Count> {
  const [waiting, working] = await Promise.all([
    readWaiting(tx),
    tx.$count(ticket, and(isOpenTicket, not(waitsForCustomer))),
  ])
  const turns = waiting.filter((one) => isTurnOf(contact, one)).length
  return { turns, colleagues: waiting.length - turns, working }
}

type OpenRow = Awaited<ReturnType<typeof readOpen>>[number]

async function turnsOf(tx: Tx, rows: OpenRow[], calendar: Calendar | undefined): Promise<Turn[]> {
  const deliveries = await readSilences(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...{ number: row.number, title: row.title, companyId: row.companyId, stage: row.stage, asked: row.asked },
    // A round of testing ends by silence, long before its approval would lapse (R030).
    until: row.stage === 'approval' ? row.validUntil : silenceOf(row, deliveries.get(row.id), calendar),
  }))
}

/** What has no end to it comes last. */
function soonestFirst(one: Turn, other: Turn): number {
  const at = ({ until }: Turn) => until?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER
  return at(one) - at(other)
}

async function workingOf(tx: Tx, rows: OpenRow[]): Promise<Working[]> {
  const planned = rows.filter(({ stage }) => stage === 'planned')
  const lines = await readLines(
    tx,
    planned.map(({ developerId }) => developerId),
  )
  return rows.map(({ id, number, title, stage, dueDate, takenBy, waitsForStaging, developerId }) => ({
    ...{ number, title, stage, dueDate, takenBy, waitsForStaging },
    status: statusOf(stage),
    queuePosition: stage === 'planned' ? (lines.get(developerId)?.places.get(id) ?? null) : null,
  }))
}

/** The tickets first and what belongs to them by their keys: over four guarded tables a plan takes longer than its run. */
async function readOpen(tx: Tx) {
  const rows = await tx
    .select({
      id: ticket.id,
      number: ticket.number,
      title: ticket.title,
      companyId: ticket.companyId,
      stage: ticket.stage,
      // A date is told once work is planned.
      dueDate: sql<string | null>`case when ${ticket.lineRank} is not null then ${ticket.dueDate} end`,
      onHold: ticket.onHold,
      developerId: ticket.developerId,
    })
    .from(ticket)
    .where(isOpenTicket)
    .orderBy(asc(ticket.createdAt))
    .limit(openAtMost)
  const ids = sql.param(rows.map(({ id }) => id))
  const among = (column: AnyPgColumn) => sql`${column} = any(${ids}::uuid[])`
  const [approvals, waiting, clocks] = await Promise.all([
    tx
      .select({
        id: approval.ticketId,
        asked: { kind: approval.kind, hours: approval.hours, price: approval.price },
        validUntil: approval.validUntil,
      })
      .from(approval)
      .where(and(among(approval.ticketId), isNull(approval.decision))),
    tx
      .select({ id: slot.ticketId })
      .from(slot)
      .where(and(among(slot.ticketId), isNull(slot.freedAt), isNull(slot.takenAt))),
    tx
      .select({ id: clock.ticketId, takenBy: clock.dueAt })
      .from(clock)
      .where(and(among(clock.ticketId), sql`${clock.kind} = 'assign'`, isNull(clock.metAt))),
  ])
  const [byApproval, byClock] = [
    new Map(approvals.map((row) => [row.id, row])),
    new Map(clocks.map((row) => [row.id, row])),
  ]
  const waits = new Set(waiting.map(({ id }) => id))
  return rows.map((row) => ({
    ...row,
    asked: byApproval.get(row.id)?.asked ?? null,
    validUntil: byApproval.get(row.id)?.validUntil ?? null,
    takenBy: byClock.get(row.id)?.takenBy ?? null,
    waitsForStaging: waits.has(row.id),
  }))
}

function readDone(tx: Tx, now: Temporal.Instant): Promise<Done[]> {
  return tx
    .select({
      number: ticket.number,
      title: ticket.title,
      resolution: ticket.resolution,
      releasedAt: ticket.releasedAt,
      at: ticket.updatedAt,
    })
    .from(ticket)
    .where(and(isClosedTicket, gt(ticket.closedAt, now.subtract({ hours: 24 * doneWithinDays }))))
    .orderBy(desc(ticket.closedAt))
    .limit(doneAtMost)
}

/** Silence closes what we asked of the customer; an open offer has a date of its own, and an invoice has none. */
function silenceOf(
  { stage, onHold }: { stage: Stage; onHold: boolean },
  silence: Silence | undefined,
  calendar: Calendar | undefined,
): Temporal.Instant | null {
  const closes = (stage === 'needs_info' || stage === 'staging_review') && !onHold
  return closes && silence && calendar ? silenceClosesAt(silence, calendar) : null
}

async function readAround(tx: Tx, companyId: string): Promise<Around | null> {
  const [row] = await tx
    .select({
      company: { id: company.id, name: company.name, currency: company.currency },
      plan: { name: plan.name, tier: plan.tier, hours: plan.hours },
      pmId: company.pmId,
    })
    .from(company)
    .innerJoin(plan, eq(plan.id, company.planId))
    .where(eq(company.id, companyId))
  if (!row) return null
  const [names, { calendar }] = await Promise.all([readNames(tx, [row.pmId]), readHours(tx, companyId)])
  return { company: row.company, plan: row.plan, pm: names.get(row.pmId ?? '') ?? null, calendar }
}
