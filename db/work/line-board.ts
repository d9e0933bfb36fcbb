import { and, asc, desc, eq, inArray, type SQL } from 'drizzle-orm'
import type { Stage } from '../../domain/stage.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { app, company } from '../schema/company.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { event, ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { type OpenWork, readOpenWork } from './open-work.ts'

/** Someone who builds, with the ticket they work on now and those that wait for them, in order. */
export type DeveloperLine = { id: string; name: string; email: string; now: OpenWork | null; next: OpenWork[] }

export type LineBoard = {
  lines: DeveloperLine[]
  /** Planned, and nobody's yet. */
  unassigned: OpenWork[]
  urgent: OpenWork[]
  testing: OpenWork[]
  release: OpenWork[]
  /** For which ticket one was set aside, by the id of the one set aside (R026). */
  asideFor: Map<string, number>
  apps: { id: string; name: string; company: string }[]
}

const building: Stage[] = ['planned', 'in_development']
const behind: Stage[] = ['testing', 'staging_review']
const toRelease: Stage[] = ['approved', 'mtp']
/** More than this nobody looks through; each column says how many it has. */
const most = 1_000

/** The lines of all developers, and what is behind them. A fixed number of queries. For staff. */
export function readLineBoard(
  house: House,
  actor: Staff,
  { developerId, appId }: { developerId?: string | undefined; appId?: string | undefined },
): Promise<LineBoard> {
  const chosen: (SQL | undefined)[] = [
    developerId ? eq(ticket.developerId, developerId) : undefined,
    appId ? eq(ticket.appId, appId) : undefined,
  ]
  return scoped(house.db, actor, async (tx) => {
    const [work, developers, apps] = await Promise.all([
      readOpenWork(tx, and(inArray(ticket.stage, [...building, ...behind, ...toRelease]), ...chosen), most),
      readDevelopers(tx),
      tx
        .select({ id: app.id, name: app.name, company: company.name })
        .from(app)
        .innerJoin(company, eq(company.id, app.companyId))
        .orderBy(asc(app.name)),
    ])
    const asideFor = await readAside(tx, work)
    const inWork = work.filter(({ stage }) => building.includes(stage))
    const waits = ({ stage, interrupted }: OpenWork) => stage === 'planned' || interrupted
    return {
      lines: developers
        .filter(({ id }) => !developerId || id === developerId)
        .map((one) => {
          const own = inWork.filter((each) => each.developerId === one.id)
          return { ...one, now: own.find((each) => !waits(each)) ?? null, next: own.filter(waits) }
        }),
      unassigned: inWork.filter((one) => one.developerId === null),
      urgent: inWork.filter(({ priority }) => priority === 'urgent'),
      testing: work.filter(({ stage }) => behind.includes(stage)),
      release: work.filter(({ stage }) => toRelease.includes(stage)),
      asideFor,
      apps,
    }
  })
}

function readDevelopers(tx: Tx) {
  return tx
    .select({ id: person.id, name: person.name, email: personEmail.address })
    .from(person)
    .innerJoin(staffRole, and(eq(staffRole.personId, person.id), eq(staffRole.role, 'developer')))
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(eq(person.active, true))
    .orderBy(asc(person.name))
}

async function readAside(tx: Tx, work: OpenWork[]): Promise<Map<string, number>> {
  const aside = work.filter(({ interrupted }) => interrupted).map(({ id }) => id)
  if (aside.length === 0) return new Map()
  const rows = await tx
    .selectDistinctOn([event.ticketId], { ticketId: event.ticketId, body: event.body })
    .from(event)
    .where(and(inArray(event.ticketId, aside), eq(event.action, 'set_aside')))
    .orderBy(event.ticketId, desc(event.at))
  return new Map(rows.map(({ ticketId, body }) => [ticketId, Number(body.for)]))
}
