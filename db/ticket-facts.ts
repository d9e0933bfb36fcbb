import { and, asc, desc, eq, or, sql } from 'drizzle-orm'
import type { Clock } from '../domain/clock.ts'
import type { Approval, Ticket } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { readSilences } from './delivered.ts'
import { agency, app, company } from './schema/company.ts'
import { message } from './schema/thread.ts'
import { approval, clock, participant, ticket } from './schema/ticket.ts'

type TicketRow = typeof ticket.$inferSelect

/** Locks a ticket until the transaction ends and reads all that its rules ask about; null when there is none. */
export async function lockTicket(tx: Tx, ticketId: string): Promise<Ticket | null> {
  const [row] = await tx.select().from(ticket).where(eq(ticket.id, ticketId)).for('update')
  return row ? factsOf(tx, row) : null
}

/** The same without the lock, to show what could be done; whoever does it locks. */
export async function readTicket(tx: Tx, ticketId: string): Promise<Ticket | null> {
  const [row] = await tx.select().from(ticket).where(eq(ticket.id, ticketId))
  return row ? factsOf(tx, row) : null
}

async function factsOf(tx: Tx, row: TicketRow): Promise<Ticket> {
  const [companyFacts, appFacts, participantIds, clocks, approvals, silences, line, informed] = await Promise.all([
    readCompany(tx, row.companyId),
    row.appId === null ? null : readApp(tx, row.appId),
    tx.select({ id: participant.personId }).from(participant).where(eq(participant.ticketId, row.id)),
    tx.select().from(clock).where(eq(clock.ticketId, row.id)).orderBy(asc(clock.startedAt)),
    tx.select().from(approval).where(eq(approval.ticketId, row.id)).orderBy(asc(approval.askedAt)),
    readSilences(tx, [row.id]),
    readLine(tx, row),
    isInformed(tx, row),
  ])
  return {
    ...row,
    participantIds: participantIds.map(({ id }) => id),
    clocks: clocks.map(clockOf),
    approvals: approvals.flatMap(approvalOf),
    company: companyFacts,
    app: appFacts,
    rows: [],
    holdsSlot: false,
    invoice: 'none',
    silence: silences.get(row.id) ?? null,
    informed,
    ...line,
  }
}

/** A clock as the rules know it. */
export function clockOf(
  row: Pick<typeof clock.$inferSelect, 'kind' | 'startedAt' | 'window' | 'pausedSpans' | 'metAt' | 'carried'>,
): Clock {
  return {
    kind: row.kind,
    startedAt: row.startedAt,
    window: row.window,
    pausedSpans: row.pausedSpans.map(({ from, to }) => ({
      from: Temporal.Instant.from(from),
      to: to === null ? null : Temporal.Instant.from(to),
    })),
    metAt: row.metAt,
    carried: row.carried && { at: Temporal.Instant.from(row.carried.at), used: row.carried.used },
  }
}

function approvalOf({ decision, ...row }: typeof approval.$inferSelect): Approval[] {
  // A void approval counts for nothing: neither open nor decided.
  return decision === 'void' ? [] : [{ ...row, decision }]
}

async function readCompany(tx: Tx, companyId: string) {
  const [row] = await tx
    .select({
      billingPolicy: company.billingPolicy,
      urgentNeedsPayment: company.urgentNeedsPayment,
      hourlyRate: company.hourlyRate,
      dmClient: company.dmClient,
      quoteThreshold: agency.quoteThreshold,
    })
    .from(company)
    .innerJoin(agency, eq(agency.only, true))
    .where(eq(company.id, companyId))
  if (!row) throw new Error(`Company ${companyId} has a ticket, but neither it nor the agency can be read.`)
  return row
}

async function readApp(tx: Tx, appId: string) {
  const [row] = await tx
    .select({ staging: app.stagingUrl, repository: app.repositoryUrl })
    .from(app)
    .where(eq(app.id, appId))
  return row ? { hasStaging: row.staging !== null, hasRepository: row.repository !== null, workflows: 0 } : null
}

/** Where the ticket stands in its developer's line: whether the developer is busy, and whether it is next (R025, R026). */
async function readLine(tx: Tx, row: TicketRow): Promise<Pick<Ticket, 'developerBusy' | 'nextInLine'>> {
  if (row.developerId === null) return { developerBusy: false, nextInLine: false }
  const line = await tx
    .select({ id: ticket.id, stage: ticket.stage, interrupted: ticket.interrupted })
    .from(ticket)
    .where(
      and(eq(ticket.developerId, row.developerId), or(eq(ticket.stage, 'in_development'), eq(ticket.stage, 'planned'))),
    )
    .orderBy(sql`${ticket.priority} = 'urgent' desc nulls last`, desc(ticket.interrupted), asc(ticket.stageSince))
  const active = line.find(({ stage, interrupted }) => stage === 'in_development' && !interrupted)
  const waiting = line.filter(({ id }) => id !== active?.id)
  return { developerBusy: active !== undefined && active.id !== row.id, nextInLine: waiting[0]?.id === row.id }
}

async function isInformed(tx: Tx, row: TicketRow): Promise<boolean> {
  if (row.releasedAt === null) return false
  const [told] = await tx
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        eq(message.ticketId, row.id),
        eq(message.visibility, 'public'),
        eq(message.authorKind, 'staff'),
        sql`${message.at} >= ${row.releasedAt.toString()}`,
      ),
    )
    .limit(1)
  return told !== undefined
}
