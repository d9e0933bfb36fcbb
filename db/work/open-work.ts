import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { TurnFacts } from '../../domain/turn.ts'
import type { Tx } from '../client.ts'
import { agency, app, company } from '../schema/company.ts'
import { person } from '../schema/person.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { testRow } from '../schema/testing.ts'
import { ticket } from '../schema/ticket.ts'
import { lineOrder, waitsInLine } from './line.ts'

type Named = { id: string; name: string }

/** A ticket as lists of work show it, with all that says whose turn it is. */
export type OpenWork = TurnFacts & {
  id: string
  number: number
  title: string
  round: number
  onHold: boolean
  stageSince: Temporal.Instant
  remindedAt: Temporal.Instant | null
  companyId: string
  companyName: string
  appId: string | null
  appName: string | null
  supportLeadId: string | null
  accountManagerId: string | null
  pm: Named | null
  developer: Named | null
}

/** The tickets that `which` chooses, in the order of their lines. Two queries, however many there are. */
export async function readOpenWork(tx: Tx, which: SQL | undefined, limit: number): Promise<OpenWork[]> {
  const rows = await selectWork(tx, which, limit)
  const tested = rows.filter(({ stage }) => stage === 'testing').map(({ id }) => id)
  const checks = await readChecks(tx, tested)
  return rows.map(({ developerId, held, joined, environments, appId, appName, repository, rates, active, ...row }) => ({
    ...row,
    ...{ developerId, appId, appName },
    company: rates,
    app: appId === null ? null : { hasStaging: environments > 0, hasRepository: repository !== null },
    slot: held
      ? { environment: held.name, url: held.url, waiting: null }
      : joined
        ? { environment: null, url: null, waiting: 1 }
        : null,
    developerBusy: active !== null,
    developerOnUrgent: active?.priority === 'urgent',
    rows: checks.get(row.id) ?? [],
  }))
}

function selectWork(tx: Tx, which: SQL | undefined, limit: number) {
  const [pm, developer, active] = [alias(person, 'pm'), alias(person, 'developer'), alias(ticket, 'active')]
  const line = tx
    .select({
      id: sql<string>`${ticket.id}`.as('line_id'),
      place:
        sql<number>`(row_number() over (partition by ${ticket.developerId} order by ${sql.join(lineOrder, sql`, `)}))::int`.as(
          'line_place',
        ),
    })
    .from(ticket)
    .where(and(waitsInLine, sql`${ticket.developerId} is not null`))
    .as('line')
  const environments = tx
    .select({ appId: stagingEnvironment.appId, count: sql<number>`count(*)::int`.as('environments') })
    .from(stagingEnvironment)
    .where(isNull(stagingEnvironment.retiredAt))
    .groupBy(stagingEnvironment.appId)
    .as('in_use')
  return tx
    .select({
      ...{ id: ticket.id, number: ticket.number, title: ticket.title, stage: ticket.stage, round: ticket.round },
      ...{ category: ticket.category, priority: ticket.priority, funding: ticket.funding, budget: ticket.budget },
      ...{ needsCode: ticket.needsCode, level2: ticket.level2, dueDate: ticket.dueDate, onHold: ticket.onHold },
      ...{
        scopeClearAt: ticket.scopeClearAt,
        estimateHours: ticket.estimateHours,
        price: ticket.price,
        interrupted: ticket.interrupted,
      },
      ...{ stageSince: ticket.stageSince, remindedAt: ticket.remindedAt, developerId: ticket.developerId },
      ...{ companyId: ticket.companyId, companyName: company.name, accountManagerId: company.accountManagerId },
      ...{ appId: ticket.appId, appName: app.name, supportLeadId: app.supportLeadId, repository: app.repositoryUrl },
      rates: {
        ...{ billingPolicy: company.billingPolicy, urgentNeedsPayment: company.urgentNeedsPayment },
        ...{ hourlyRate: company.hourlyRate, dmClient: company.dmClient, quoteThreshold: agency.quoteThreshold },
      },
      environments: sql<number>`coalesce(${environments.count}, 0)`,
      pm: { id: pm.id, name: pm.name },
      developer: { id: developer.id, name: developer.name },
      active: { id: active.id, priority: active.priority },
      queuePosition: line.place,
      joined: slot.id,
      held: { name: stagingEnvironment.name, url: stagingEnvironment.url },
    })
    .from(ticket)
    .innerJoin(company, eq(company.id, ticket.companyId))
    .innerJoin(agency, eq(agency.only, true))
    .leftJoin(app, eq(app.id, ticket.appId))
    .leftJoin(pm, eq(pm.id, ticket.pmId))
    .leftJoin(developer, eq(developer.id, ticket.developerId))
    .leftJoin(line, eq(line.id, ticket.id))
    .leftJoin(environments, eq(environments.appId, ticket.appId))
    .leftJoin(slot, and(eq(slot.ticketId, ticket.id), isNull(slot.freedAt)))
    .leftJoin(stagingEnvironment, eq(stagingEnvironment.id, slot.environmentId))
    .leftJoin(
      active,
      and(
        eq(active.developerId, ticket.developerId),
        eq(active.stage, 'in_development'),
        eq(active.interrupted, false),
        sql`${active.id} <> ${ticket.id}`,
      ),
    )
    .where(which)
    .orderBy(...lineOrder)
    .limit(limit)
}

/** The checks of the latest try, by ticket. */
async function readChecks(tx: Tx, ticketIds: string[]): Promise<Map<string, OpenWork['rows']>> {
  if (ticketIds.length === 0) return new Map()
  const rows = await tx
    .select({ ticketId: testRow.ticketId, attempt: testRow.attempt, kind: testRow.kind, result: testRow.result })
    .from(testRow)
    .where(inArray(testRow.ticketId, ticketIds))
    .orderBy(asc(testRow.attempt), asc(testRow.place))
  return new Map(
    [...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([ticketId, all]) => {
      const latest = all.at(-1)?.attempt
      return [ticketId, all.filter(({ attempt }) => attempt === latest).map(({ kind, result }) => ({ kind, result }))]
    }),
  )
}
