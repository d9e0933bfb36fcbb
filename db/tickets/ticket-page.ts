import { and, desc, eq, sql } from 'drizzle-orm'
import type { Known } from '../../domain/asked.ts'
import type { Calendar } from '../../domain/calendar.ts'
import { type Clock, dueAt, isOverdue, isPaused } from '../../domain/clock.ts'
import { actionsFor } from '../../domain/decide.ts'
import type { GateName } from '../../domain/gate-words.ts'
import type { Action } from '../../domain/lifecycle.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { type Status, statusOf } from '../../domain/stage.ts'
import { type Actor, type Approval, holdsSlot, openApproval, type Ticket } from '../../domain/ticket.ts'
import { told } from '../../domain/told.ts'
import { readHours } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { type Named, readNames } from '../people/named.ts'
import { app, company } from '../schema/company.ts'
import { documentRevision } from '../schema/document.ts'
import { outgoingMail } from '../schema/mail.ts'
import { stagingEnvironment } from '../schema/staging.ts'
import { ticket as table } from '../schema/ticket.ts'
import { seenBy } from '../scope.ts'
import { readThread, type ShownMessage } from './shown-thread.ts'
import { readTicket } from './ticket-facts.ts'

/** A clock as it stands now. */
export type ShownClock = Clock & { dueAt: Temporal.Instant | null; breached: boolean; paused: boolean }

/** One ticket as this actor may see it: what the API tells, and what both ticket pages are made of. */
export type TicketPage = {
  /** The facts its rules ask about. A page picks from them what it shows, and never sends them whole. */
  ticket: Ticket
  status: Status
  createdAt: Temporal.Instant
  updatedAt: Temporal.Instant
  stageSince: Temporal.Instant
  company: { id: string; name: string; currency: string }
  /** `staging` names its first environment, where it has one. */
  app: {
    id: string
    name: string
    productionUrl: string | null
    staging: string | null
    stagingUrl: string | null
  } | null
  requester: Named
  participants: Named[]
  pm: Named | null
  developer: Named | null
  /** First in line is 1; null when the ticket waits in nobody's line. */
  queuePosition: number | null
  approval: Approval | null
  clocks: ShownClock[]
  slot: { environment: string; held: boolean; waitingPosition: number | null } | null
  /** What this actor may do now, each with what it still lacks. */
  offered: { action: Action; missing: GateName[] }[]
  /** The page that tells what its closing changed, and which revision of it; null without one (R048). */
  documented: { page: string; revision: number; title: string } | null
  messages: ShownMessage[]
  /** How many older messages are not among them. */
  earlier: number
  /** Addresses that did not take our last mail of this ticket; for staff alone. */
  undelivered: string[]
  calendar: Calendar
}

type Asked = { actor: Actor; number: number; now: Temporal.Instant; latest?: number }

/** Reads one ticket in a fixed number of queries. `latest` keeps so many messages of the end; strangers are refused. */
export function readTicketPage(house: House, asked: Asked): Promise<TicketPage | Refusal> {
  // Repeatable read: everything on the page is of one moment.
  return house.db.transaction((tx) => readTicketPageWithin(tx, asked), {
    accessMode: 'read only',
    isolationLevel: 'repeatable read',
  })
}

/** The same for somebody who holds a transaction already. */
export async function readTicketPageWithin(
  tx: Tx,
  { actor, number, now, latest }: Asked,
): Promise<TicketPage | Refusal> {
  const seen = await seenBy(tx, actor, (within) => readSeen(within, number, { actor, latest }))
  // From here the house reads: this ticket exists for the actor, and what it rests on is not theirs to filter.
  const ticket = seen && (await readTicket(tx, seen.id))
  if (!ticket) return refuse('no_such_ticket')
  const people = [ticket.requesterId, ...ticket.participantIds, ticket.pmId, ticket.developerId]
  const [names, around, { calendar }, undelivered] = await Promise.all([
    readNames(tx, people),
    readAround(tx, ticket.id),
    readHours(tx, ticket.companyId),
    actor.kind === 'contact' ? [] : readUndelivered(tx, ticket.id),
  ])
  const { lineRank, ...surroundings } = around
  return {
    ...seen.thread,
    documented: seen.documented,
    ...surroundings,
    ...named(ticket, names),
    // How we class and test it is between us; of the four words for a concern a customer sees theirs (spec §2).
    ticket: actor.kind === 'contact' ? { ...ticket, ...ours, ...told(ticket, lineRank !== null) } : ticket,
    status: statusOf(ticket.stage),
    queuePosition: ticket.queuePosition,
    approval: openApproval(ticket),
    clocks: ticket.clocks.map((clock) => showClock(clock, calendar, now)),
    slot: around.app?.staging
      ? {
          environment: ticket.slot?.environment ?? around.app.staging,
          held: holdsSlot(ticket),
          waitingPosition: ticket.slot?.waiting ?? null,
        }
      : null,
    offered: actionsFor({ ticket, actor, now, known: knownFor(calendar) }),
    undelivered,
    calendar,
  }
}

const ours = { rows: [], workClass: null, issueType: null }

async function readSeen(tx: Tx, number: number, asked: { actor: Actor; latest: number | undefined }) {
  const [[found], thread] = await Promise.all([
    tx.select({ id: table.id, documentation: table.documentation }).from(table).where(eq(table.number, number)),
    readThread(tx, { number, ...asked }),
  ])
  return found ? { id: found.id, thread, documented: await readDocumented(tx, found.documentation) } : null
}

/** What a ticket keeps as `page@revision`, as its reader may read it. */
async function readDocumented(tx: Tx, documentation: string | null): Promise<TicketPage['documented']> {
  const [page, version] = documentation?.split('@') ?? []
  if (!page || !version) return null
  const [row] = await tx
    .select({ page: documentRevision.pageId, revision: documentRevision.version, title: documentRevision.title })
    .from(documentRevision)
    .where(and(eq(documentRevision.pageId, page), eq(documentRevision.version, Number(version))))
  return row ?? null
}

const firstEnvironment = (column: 'name' | 'url') =>
  sql<string | null>`(select ${stagingEnvironment[column]} from ${stagingEnvironment}
    where ${stagingEnvironment.appId} = ${app.id} and ${stagingEnvironment.retiredAt} is null
    order by ${stagingEnvironment.name} limit 1)`

async function readAround(tx: Tx, ticketId: string) {
  const [row] = await tx
    .select({
      createdAt: table.createdAt,
      updatedAt: table.updatedAt,
      stageSince: table.stageSince,
      lineRank: table.lineRank,
      company: { id: company.id, name: company.name, currency: company.currency },
      app: {
        ...{ id: app.id, name: app.name, productionUrl: app.productionUrl },
        staging: firstEnvironment('name'),
        stagingUrl: firstEnvironment('url'),
      },
    })
    .from(table)
    .innerJoin(company, eq(company.id, table.companyId))
    .leftJoin(app, eq(app.id, table.appId))
    .where(eq(table.id, ticketId))
  if (!row) throw new Error(`Ticket ${ticketId} was there a moment ago, in the same transaction.`)
  return row
}

function named(ticket: Ticket, names: Map<string, Named>) {
  const requester = names.get(ticket.requesterId)
  if (!requester) throw new Error(`The requester of ticket ${ticket.number} has no main address.`)
  return {
    requester,
    participants: ticket.participantIds.flatMap((id) => names.get(id) ?? []),
    pm: names.get(ticket.pmId ?? '') ?? null,
    developer: names.get(ticket.developerId ?? '') ?? null,
  }
}

async function readUndelivered(tx: Tx, ticketId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinctOn([outgoingMail.address], { address: outgoingMail.address, delivery: outgoingMail.delivery })
    .from(outgoingMail)
    .where(eq(outgoingMail.ticketId, ticketId))
    .orderBy(outgoingMail.address, desc(outgoingMail.createdAt))
  return rows.filter(({ delivery }) => delivery === 'bounced' || delivery === 'failed').map(({ address }) => address)
}

function showClock(clock: Clock, calendar: Calendar, now: Temporal.Instant): ShownClock {
  const due = dueAt(clock, calendar)
  return { ...clock, dueAt: due, breached: isOverdue(clock, calendar, now), paused: isPaused(clock) }
}

/** What is lacking is told from the ticket alone; the rest is known when somebody really asks. */
function knownFor(calendar: Calendar): Known {
  return {
    ...{ calendar, people: new Map(), manager: null, developer: null, appIds: new Set(), other: null },
    ...{ pictureIds: new Set(), documentationOnFile: true, line: [], slotFree: false, mailWaiting: false },
    dateTold: false,
  }
}
