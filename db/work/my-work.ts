import { and, eq, inArray, isNull, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Calendar } from '../../domain/calendar.ts'
import { closesAfterReminder, silenceClosesAt } from '../../domain/sla.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Role, Staff } from '../../domain/ticket.ts'
import { type Turn, turnsOf } from '../../domain/turn.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { app, calendar, company } from '../schema/company.ts'
import { approval, clock, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { readSilences } from '../tickets/delivered.ts'
import { isOpenTicket } from '../tickets/is-open.ts'
import { type OpenWork, readOpenWork } from './open-work.ts'
import { readDay, readStandIns } from './present.ts'

/** A ticket with what is next, and by when if somebody waits for it by then. */
export type MyTicket = OpenWork & {
  turns: Turn[]
  /** What is mine of it now; empty when I wait for others. */
  mine: Turn[]
  dueAt: Temporal.Instant | null
}

export type MyWork = { mine: MyTicket[]; waiting: MyTicket[]; more: boolean }

/** Among so many is looked for what comes first; so much of it anybody reads. */
const most = 200
const shownAtMost = { mine: 35, waiting: 15 }
const closesBySilence: Stage[] = ['needs_info', 'staging_review']

/**
 * What one of us has to do now, derived from where the tickets stand, and what of theirs waits for others. What is due
 * first comes first, urgent before others. The deputy of a support lead who is away has what is theirs (R158).
 * A fixed number of queries, however many tickets there are.
 */
export function readMyWork(house: House, me: Staff, now: Temporal.Instant): Promise<MyWork> {
  return scoped(house.db, me, async (tx) => {
    const standIns = await readStandIns(tx, await readDay(tx, now))
    const leads = [me.id, ...[...standIns].flatMap(([away, deputy]) => (deputy === me.id ? [away] : []))]
    const work = await readOpenWork(tx, concerns(me, leads), most + 1)
    const shown = work.slice(0, most)
    const due = await readDue(tx, shown)
    const all = shown.map((one): MyTicket => {
      const turns = turnsOf(one)
      return {
        ...one,
        turns,
        mine: turns.filter((turn) => isMine(turn, one, { me, leads })),
        dueAt: due.get(one.id) ?? null,
      }
    })
    const mine = all.filter((one) => one.mine.length > 0).toSorted(byUrgency)
    const waiting = all.filter((one) => one.mine.length === 0 && isOwn(one, me)).toSorted(byUrgency)
    return {
      mine: mine.slice(0, shownAtMost.mine),
      waiting: waiting.slice(0, shownAtMost.waiting),
      more: work.length > most || mine.length > shownAtMost.mine || waiting.length > shownAtMost.waiting,
    }
  })
}

const at = (...stages: Stage[]) => inArray(ticket.stage, stages)

/** Which tickets can be this person's turn at all, or wait for others on their account; `leads` are whose lead they are. */
function concerns(me: Staff, leads: string[]): SQL | undefined {
  const named = (column: typeof app.pmId | typeof company.pmId) => eq(column, me.id)
  const where: Record<Role, SQL | undefined> = {
    pm: or(eq(ticket.pmId, me.id), and(at('new'), or(named(app.pmId), and(isNull(app.pmId), named(company.pmId))))),
    developer: eq(ticket.developerId, me.id),
    support_lead: and(
      at('estimating', 'planned', 'in_development', 'testing', 'mtp'),
      or(inArray(app.supportLeadId, leads), isNull(app.supportLeadId)),
    ),
    triage: at('new', 'validating'),
    qa: or(at('replicating'), and(at('testing'), eq(ticket.level2, true))),
    account_manager: and(
      at('estimating', 'approval', 'released'),
      or(eq(company.accountManagerId, me.id), isNull(company.accountManagerId)),
    ),
    accounts: at('invoicing', 'awaiting_payment'),
    budget_controller: and(at('planned'), eq(ticket.funding, 'budget')),
    security: undefined,
    admin: undefined,
  }
  const open = and(isOpenTicket, or(sql`false`, ...me.roles.flatMap((role) => where[role] ?? [])))
  // R116: what is not paid yet is looked after, whether its work goes on or has ended.
  return me.roles.includes('accounts') ? or(open, eq(ticket.awaitsPayment, true)) : open
}

/** A turn is that of everybody in the role, but for those that belong to somebody by name. */
function isMine(
  { role }: Turn,
  { stage, pm, developerId, supportLeadId, accountManagerId }: OpenWork,
  { me, leads }: { me: Staff; leads: string[] },
): boolean {
  if (!me.roles.includes(role)) return false
  if (role === 'pm') return stage === 'new' || pm?.id === me.id
  if (role === 'developer') return developerId === me.id
  if (role === 'support_lead') return supportLeadId === null || leads.includes(supportLeadId)
  if (role === 'account_manager') return accountManagerId === null || accountManagerId === me.id
  return true
}

function isOwn({ pm, developerId }: OpenWork, me: Staff): boolean {
  return pm?.id === me.id || developerId === me.id
}

function byUrgency(one: MyTicket, other: MyTicket): number {
  const urgent = Number(other.priority === 'urgent') - Number(one.priority === 'urgent')
  const dueOf = ({ dueAt }: MyTicket) => dueAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY
  const since = one.stageSince.epochMilliseconds - other.stageSince.epochMilliseconds
  return urgent || (dueOf(one) === dueOf(other) ? since : dueOf(one) - dueOf(other))
}

/** The first moment at which something is due: a running clock, an offer that lapses, silence that closes. */
async function readDue(tx: Tx, work: OpenWork[]): Promise<Map<string, Temporal.Instant>> {
  const ids = work.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const reminded = new Map(work.map(({ id, remindedAt }) => [id, remindedAt]))
  const silent = work.filter(({ stage, onHold }) => closesBySilence.includes(stage) && !onHold).map(({ id }) => id)
  const [agencyHours, rows, silences] = await Promise.all([
    readAgencyCalendar(tx),
    tx
      .select({
        id: ticket.id,
        dueAt: clock.dueAt,
        validUntil: approval.validUntil,
        stage: ticket.stage,
        hours: calendar.hours,
      })
      .from(ticket)
      .innerJoin(company, eq(company.id, ticket.companyId))
      .leftJoin(calendar, eq(calendar.id, company.calendarId))
      .leftJoin(clock, and(eq(clock.ticketId, ticket.id), isNull(clock.metAt), ne(clock.kind, 'report')))
      .leftJoin(approval, and(eq(approval.ticketId, ticket.id), isNull(approval.decision)))
      .where(inArray(ticket.id, ids)),
    readSilences(tx, silent),
  ])
  const closes = (id: string, hours: Calendar | null) => {
    const [silence, remindedAt, own] = [silences.get(id), reminded.get(id), hours ?? agencyHours]
    const at = silence ? silenceClosesAt(silence, own) : null
    return at && remindedAt ? closesAfterReminder(at, remindedAt, own) : at
  }
  return new Map(
    rows.flatMap(({ id, dueAt, validUntil, stage, hours }) => {
      const moment = stage === 'approval' ? validUntil : (dueAt ?? closes(id, hours))
      return moment ? [[id, moment] as const] : []
    }),
  )
}
