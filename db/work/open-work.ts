import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { TurnFacts } from '../../domain/turn.ts'
import type { Tx } from '../client.ts'
import { agency, app, company } from '../schema/company.ts'
import { person } from '../schema/person.ts'
import { slot, stagingEnvironment } from '../schema/staging.ts'
import { testRow } from '../schema/testing.ts'
import { ticket } from '../schema/ticket.ts'
import { lineOrder, readLines } from './line.ts'

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

/**
 * The tickets that `which` chooses, in the order of their lines. A fixed number of queries, however many there are: one
 * over all these tables would take longer to plan than to run.
 */
export async function readOpenWork(tx: Tx, which: SQL | undefined, limit: number): Promise<OpenWork[]> {
  const rows = await selectWork(tx, which, limit)
  const [names, lines, places, staged, checks] = await Promise.all([
    readPeople(tx, rows),
    readLines(
      tx,
      rows.map(({ developerId }) => developerId),
    ),
    readPlaces(tx, rows),
    readStaged(tx, rows),
    readChecks(tx, rows),
  ])
  return rows.map(({ repository, rates, pmId, ...row }) => {
    const { id, developerId, appId } = row
    const line = lines.get(developerId)
    const other = line?.active?.id === id ? null : line?.active
    return {
      ...row,
      company: rates,
      app: appId === null ? null : { hasStaging: staged.has(appId), hasRepository: repository !== null },
      slot: places.get(id) ?? null,
      pm: names.get(pmId) ?? null,
      developer: names.get(developerId) ?? null,
      developerBusy: Boolean(other),
      developerOnUrgent: other?.priority === 'urgent',
      queuePosition: line?.places.get(id) ?? null,
      rows: checks.get(id) ?? [],
    }
  })
}

type Row = Awaited<ReturnType<typeof selectWork>>[number]

function selectWork(tx: Tx, which: SQL | undefined, limit: number) {
  return tx
    .select({
      ...{ id: ticket.id, number: ticket.number, title: ticket.title, stage: ticket.stage, round: ticket.round },
      ...{ category: ticket.category, priority: ticket.priority, funding: ticket.funding, budget: ticket.budget },
      awaitsPayment: ticket.awaitsPayment,
      ...{ needsCode: ticket.needsCode, level2: ticket.level2, dueDate: ticket.dueDate, onHold: ticket.onHold },
      ...{
        scopeClearAt: ticket.scopeClearAt,
        estimateHours: ticket.estimateHours,
        price: ticket.price,
        interrupted: ticket.interrupted,
      },
      ...{ stageSince: ticket.stageSince, remindedAt: ticket.remindedAt },
      ...{ pmId: ticket.pmId, developerId: ticket.developerId },
      ...{ companyId: ticket.companyId, companyName: company.name, accountManagerId: company.accountManagerId },
      ...{ appId: ticket.appId, appName: app.name, supportLeadId: app.supportLeadId, repository: app.repositoryUrl },
      rates: {
        ...{ billingPolicy: company.billingPolicy, urgentNeedsPayment: company.urgentNeedsPayment },
        ...{ hourlyRate: company.hourlyRate, dmClient: company.dmClient, quoteThreshold: agency.quoteThreshold },
      },
    })
    .from(ticket)
    .innerJoin(company, eq(company.id, ticket.companyId))
    .innerJoin(agency, eq(agency.only, true))
    .leftJoin(app, eq(app.id, ticket.appId))
    .where(which)
    .orderBy(...lineOrder)
    .limit(limit)
}

async function readPeople(tx: Tx, rows: Row[]): Promise<Map<string | null, Named>> {
  const ids = sql.param([...new Set(rows.flatMap(({ pmId, developerId }) => [pmId, developerId]))])
  const people = await tx
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(sql`${person.id} = any(${ids}::uuid[])`)
  return new Map(people.map((one) => [one.id, one]))
}

/** Their places on staging, by ticket: an environment, or a place in the line for one. */
async function readPlaces(tx: Tx, rows: Row[]): Promise<Map<string, OpenWork['slot']>> {
  const ids = sql.param(rows.map(({ id }) => id))
  const places = await tx
    .select({ ticketId: slot.ticketId, held: { name: stagingEnvironment.name, url: stagingEnvironment.url } })
    .from(slot)
    .leftJoin(stagingEnvironment, eq(stagingEnvironment.id, slot.environmentId))
    .where(and(sql`${slot.ticketId} = any(${ids}::uuid[])`, isNull(slot.freedAt)))
  return new Map(
    places.map(({ ticketId, held }) => [
      ticketId,
      held ? { environment: held.name, url: held.url, waiting: null } : { environment: null, url: null, waiting: 1 },
    ]),
  )
}

/** Which of their apps have a staging environment. */
async function readStaged(tx: Tx, rows: Row[]): Promise<Set<string>> {
  const ids = sql.param([...new Set(rows.flatMap(({ appId }) => appId ?? []))])
  const staged = await tx
    .selectDistinct({ id: stagingEnvironment.appId })
    .from(stagingEnvironment)
    .where(and(sql`${stagingEnvironment.appId} = any(${ids}::uuid[])`, isNull(stagingEnvironment.retiredAt)))
  return new Set(staged.map(({ id }) => id))
}

/** The checks of the latest try of those that are tested, by ticket. */
async function readChecks(tx: Tx, work: Row[]): Promise<Map<string, OpenWork['rows']>> {
  const tested = work.filter(({ stage }) => stage === 'testing').map(({ id }) => id)
  if (tested.length === 0) return new Map()
  const rows = await tx
    .select({ ticketId: testRow.ticketId, attempt: testRow.attempt, kind: testRow.kind, result: testRow.result })
    .from(testRow)
    .where(sql`${testRow.ticketId} = any(${sql.param(tested)}::uuid[])`)
    .orderBy(asc(testRow.attempt), asc(testRow.place))
  return new Map(
    [...Map.groupBy(rows, ({ ticketId }) => ticketId)].map(([ticketId, all]) => {
      const latest = all.at(-1)?.attempt
      return [ticketId, all.filter(({ attempt }) => attempt === latest).map(({ kind, result }) => ({ kind, result }))]
    }),
  )
}
