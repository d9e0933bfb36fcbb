import { and, asc, eq, gt, inArray, isNull, lt, lte, ne, or, type SQL, sql } from 'drizzle-orm'
import { silenceClosesAt, silenceRemindsAt } from '../../domain/sla.ts'
import { readHours } from '../agency/calendars.ts'
import type { Db } from '../client.ts'
import { approval, clock, ticket } from '../schema/ticket.ts'
import { readSilences } from './delivered.ts'

type Instant = Temporal.Instant

/** A clock of a ticket on which something is due. */
export type DueClock = {
  clockId: string
  kind: (typeof clock.$inferSelect)['kind']
  dueAt: Instant
  ticketId: string
  number: number
}

/** Tickets nobody took by the moment the job acts for us (R011). */
export function findUnassigned(db: Db, asOf: Instant): Promise<DueClock[]> {
  return findClocks(
    db,
    and(isNull(clock.metAt), eq(clock.kind, 'assign'), lte(clock.actsAt, asOf), eq(ticket.stage, 'new')),
  )
}

/** Clocks that used three quarters of their window, have not run out, and were not warned of. */
export function findDueSoon(db: Db, asOf: Instant): Promise<DueClock[]> {
  return findClocks(
    db,
    and(isNull(clock.metAt), isNull(clock.warnedAt), lte(clock.dueSoonAt, asOf), gt(clock.dueAt, asOf), isOpen),
  )
}

/** Clocks that ran out before they were met, and whose breach is not on record: also those met since (R13). */
export function findBreached(db: Db, asOf: Instant): Promise<DueClock[]> {
  const running = and(isNull(clock.metAt), lt(clock.dueAt, asOf), isOpen)
  const metLate = sql`${clock.metAt} > ${clock.dueAt} and ${clock.breachedAt} is null`
  return findClocks(db, and(isNull(clock.breachedAt), or(running, metLate)))
}

const isOpen = ne(ticket.stage, 'closed')

async function findClocks(db: Db, which: SQL | undefined): Promise<DueClock[]> {
  const rows = await db
    .select({ clockId: clock.id, kind: clock.kind, dueAt: clock.dueAt, ticketId: ticket.id, number: ticket.number })
    .from(clock)
    .innerJoin(ticket, eq(ticket.id, clock.ticketId))
    .where(which)
    .orderBy(asc(clock.dueAt), asc(ticket.number))
  return rows.flatMap(({ dueAt, ...row }) => (dueAt ? [{ ...row, dueAt }] : []))
}

/** A ticket on which our word was delivered and nobody has answered: when it was, and what follows from it. */
export type Silence = {
  ticketId: string
  number: number
  companyId: string
  askedAt: Instant
  remindsAt: Instant
  closesAt: Instant
  remindedAt: Instant | null
}

/** Every silence that runs, oldest first; on hold none does. */
export async function findSilences(db: Db): Promise<Silence[]> {
  const waiting = await db
    .select({ ticketId: ticket.id, number: ticket.number, companyId: ticket.companyId, remindedAt: ticket.remindedAt })
    .from(ticket)
    .where(and(inArray(ticket.stage, ['staging_review', 'needs_info']), eq(ticket.onHold, false)))
    .orderBy(asc(ticket.stageSince), asc(ticket.number))
  return db.transaction(
    async (tx) => {
      const silences = await readSilences(
        tx,
        waiting.map(({ ticketId }) => ticketId),
      )
      const companies = [...new Set(waiting.map(({ companyId }) => companyId))]
      const hours = new Map(
        await Promise.all(companies.map(async (id) => [id, (await readHours(tx, id)).calendar] as const)),
      )
      return waiting.flatMap((row) => {
        const [silence, calendar] = [silences.get(row.ticketId), hours.get(row.companyId)]
        const remindsAt = silence && calendar && silenceRemindsAt(silence, calendar)
        const closesAt = silence && calendar && silenceClosesAt(silence, calendar)
        if (!silence || !remindsAt || !closesAt) return []
        return [
          {
            ...row,
            askedAt: silence.since,
            remindsAt,
            closesAt,
          },
        ]
      })
    },
    { accessMode: 'read only' },
  )
}

export type OpenApproval = {
  approvalId: string
  ticketId: string
  number: number
  companyId: string
  askedAt: Instant
  validUntil: Instant
}

/** Every approval that waits for its decision, the oldest first. */
export function findOpenApprovals(db: Db): Promise<OpenApproval[]> {
  return db
    .select({
      approvalId: approval.id,
      ticketId: ticket.id,
      number: ticket.number,
      companyId: ticket.companyId,
      askedAt: approval.askedAt,
      validUntil: approval.validUntil,
    })
    .from(approval)
    .innerJoin(ticket, eq(ticket.id, approval.ticketId))
    .where(and(isNull(approval.decision), eq(ticket.stage, 'approval')))
    .orderBy(asc(approval.askedAt), asc(ticket.number))
}
