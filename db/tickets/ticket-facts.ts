import { and, asc, eq, isNull, notInArray, sql } from 'drizzle-orm'
import type { Clock } from '../../domain/clock.ts'
import type { Approval, Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { agency, app, calendar, company } from '../schema/company.ts'
import { outgoingMail } from '../schema/mail.ts'
import { stagingEnvironment } from '../schema/staging.ts'
import { message } from '../schema/thread.ts'
import { approval, clock, participant, ticket } from '../schema/ticket.ts'
import { readSlot } from '../staging/slots.ts'
import { lockLine, readLine } from '../work/line.ts'
import { readSilences } from './delivered.ts'
import { readOwed } from './owed.ts'
import { readRows } from './test-rows.ts'

type TicketRow = typeof ticket.$inferSelect

/**
 * Locks a ticket, and before it the line of its developer, until the transaction ends, and reads all that its rules ask
 * about; null when there is none. The lock lets others refer to the ticket, as the letters and events of another may.
 */
export async function lockTicket(tx: Tx, ticketId: string): Promise<Ticket | null> {
  const row = await lockRow(tx, ticketId)
  return row && factsOf(tx, row)
}

/** The same for who adds words, which no rule weighs: only the ticket itself, and who takes part in it. */
export async function lockThread(
  tx: Tx,
  ticketId: string,
): Promise<(TicketRow & Pick<Ticket, 'participantIds'>) | null> {
  const row = await lockRow(tx, ticketId)
  return row && { ...row, participantIds: await readParticipants(tx, row) }
}

async function lockRow(tx: Tx, ticketId: string): Promise<TicketRow | null> {
  const ofTicket = eq(ticket.id, ticketId)
  // Most tickets that are written to have no developer yet, and so no line.
  const [outOfLine] = await tx
    .select()
    .from(ticket)
    .where(and(ofTicket, isNull(ticket.developerId)))
    .for('no key update')
  if (outOfLine) return outOfLine
  const [found] = await tx.select({ developerId: ticket.developerId }).from(ticket).where(ofTicket)
  if (!found) return null
  if (found.developerId !== null) await lockLine(tx, found.developerId)
  const [row] = await tx.select().from(ticket).where(ofTicket).for('no key update')
  // Somebody handed it to another line meanwhile: that line has to be ours as well.
  if (row?.developerId && row.developerId !== found.developerId) await lockLine(tx, row.developerId)
  return row ?? null
}

/** The same without the lock, to show what could be done; whoever does it locks. */
export async function readTicket(tx: Tx, ticketId: string): Promise<Ticket | null> {
  const [row] = await tx.select().from(ticket).where(eq(ticket.id, ticketId))
  return row ? factsOf(tx, row) : null
}

async function factsOf(tx: Tx, row: TicketRow): Promise<Ticket> {
  const [
    { documentationAsked, ...companyFacts },
    appFacts,
    participantIds,
    clocks,
    approvals,
    silences,
    line,
    informed,
    rows,
    slot,
    owed,
  ] = await Promise.all([
    readCompany(tx, row),
    row.appId === null ? null : readApp(tx, row.appId),
    readParticipants(tx, row),
    tx.select().from(clock).where(eq(clock.ticketId, row.id)).orderBy(asc(clock.startedAt)),
    tx.select().from(approval).where(eq(approval.ticketId, row.id)).orderBy(asc(approval.askedAt)),
    readSilences(tx, [row.id]),
    readLine(tx, row),
    isInformed(tx, row),
    readRows(tx, row.id),
    readSlot(tx, row.id),
    row.stage === 'awaiting_payment' || row.awaitsPayment ? readOwed(tx, row.id) : null,
  ])
  const { numbers: _, ...place } = line
  return {
    ...row,
    participantIds,
    clocks: clocks.map(clockOf),
    approvals: approvals.flatMap(approvalOf),
    documentationAsked,
    company: companyFacts,
    app: appFacts,
    rows,
    slot,
    owed,
    invoice: 'none',
    silence: silences.get(row.id) ?? null,
    informed,
    ...place,
  }
}

async function readParticipants(tx: Tx, { id }: Pick<TicketRow, 'id'>): Promise<string[]> {
  const rows = await tx.select({ id: participant.personId }).from(participant).where(eq(participant.ticketId, id))
  return rows.map(({ id }) => id)
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

async function readCompany(tx: Tx, { companyId, createdAt }: Pick<TicketRow, 'companyId' | 'createdAt'>) {
  const [row] = await tx
    .select({
      billingPolicy: company.billingPolicy,
      urgentNeedsPayment: company.urgentNeedsPayment,
      hourlyRate: company.hourlyRate,
      dmClient: company.dmClient,
      quoteThreshold: agency.quoteThreshold,
      documentationAsked: sql<boolean>`coalesce(${agency.documentationSince} <=
        (${createdAt.toString()}::timestamptz at time zone (${calendar.hours} ->> 'zone'))::date, true)`,
    })
    .from(company)
    .innerJoin(agency, eq(agency.only, true))
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    .where(eq(company.id, companyId))
  if (!row) throw new Error(`Company ${companyId} has a ticket, but neither it nor the agency can be read.`)
  return row
}

async function readApp(tx: Tx, appId: string) {
  const [row] = await tx
    .select({ repository: app.repositoryUrl, environment: stagingEnvironment.id })
    .from(app)
    .leftJoin(stagingEnvironment, and(eq(stagingEnvironment.appId, app.id), isNull(stagingEnvironment.retiredAt)))
    .where(eq(app.id, appId))
    .limit(1)
  return row ? { hasStaging: row.environment !== null, hasRepository: row.repository !== null } : null
}

/** R123: a public word of ours since the release, or the letter that says it is live, unless it never arrived. */
async function isInformed(tx: Tx, row: TicketRow): Promise<boolean> {
  if (row.releasedAt === null) return false
  const since = row.releasedAt.toString()
  const [said] = await tx
    .select({ id: message.id })
    .from(message)
    .where(
      and(
        eq(message.ticketId, row.id),
        eq(message.visibility, 'public'),
        eq(message.authorKind, 'staff'),
        sql`${message.at} >= ${since}`,
      ),
    )
    .limit(1)
  if (said) return true
  const [told] = await tx
    .select({ id: outgoingMail.id })
    .from(outgoingMail)
    .where(
      and(
        ...[
          eq(outgoingMail.ticketId, row.id),
          eq(outgoingMail.letter, 'live'),
          sql`${outgoingMail.createdAt} >= ${since}`,
        ],
        notInArray(outgoingMail.delivery, ['bounced', 'failed']),
      ),
    )
    .limit(1)
  return told !== undefined
}
