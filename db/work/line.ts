import { and, asc, eq, inArray, ne, or, type SQL, sql } from 'drizzle-orm'
import type { Effect } from '../../domain/decision.ts'
import type { Priority, Ticket } from '../../domain/ticket.ts'
import { announce } from '../announce.ts'
import type { Tx } from '../client.ts'
import { appDeveloper } from '../schema/company.ts'
import { person, personEmail } from '../schema/person.ts'
import { event, ticket } from '../schema/ticket.ts'
import { firstHere, readPresent } from './present.ts'

/** Urgent before others, then by rank; a tie, if two were planned in one moment, goes to the older ticket (R025, R026). */
export const lineOrder = [
  sql`${ticket.priority} = 'urgent' desc nulls last`,
  sql`${ticket.lineRank} asc nulls last`,
  asc(ticket.number),
]

// Written out, not asked for: only so does a plan that is kept use the index of the lines.
const isBuilt = sql`${ticket.stage} in ('planned', 'in_development')`

/** Who waits in the line of a developer: planned, or begun and set aside. */
export const waitsInLine = sql`(${isBuilt} and (${ticket.stage} = 'planned' or ${ticket.interrupted}))`

type LineFacts = Pick<Ticket, 'developerBusy' | 'developerOnUrgent' | 'queuePosition'>

/** Where a ticket stands in the line of its developer, and what they work on besides (R023, R025, R026). */
export async function readLine(
  tx: Tx,
  row: { id: string; developerId: string | null },
): Promise<LineFacts & { numbers: number[] }> {
  if (row.developerId === null) {
    return { developerBusy: false, developerOnUrgent: false, queuePosition: null, numbers: [] }
  }
  const line = await tx
    .select({
      ...{ id: ticket.id, number: ticket.number, priority: ticket.priority },
      active: sql<boolean>`${ticket.stage} = 'in_development' and not ${ticket.interrupted}`,
    })
    .from(ticket)
    .where(
      and(eq(ticket.developerId, row.developerId), or(eq(ticket.stage, 'in_development'), eq(ticket.stage, 'planned'))),
    )
    .orderBy(...lineOrder)
  const other = line.find(({ id, active }) => active && id !== row.id)
  const waiting = line.filter(({ active }) => !active)
  const at = waiting.findIndex(({ id }) => id === row.id)
  return {
    developerBusy: other !== undefined,
    developerOnUrgent: other?.priority === 'urgent',
    queuePosition: at === -1 ? null : at + 1,
    numbers: waiting.map(({ number }) => number),
  }
}

/** The line of a developer: the place of each ticket that waits in it, by its id, and what they work on now. */
export type Line = { places: Map<string, number>; active: { id: string; priority: Priority | null } | null }

/** The lines of these developers, by developer; who has nothing to do has none. One query, however many lines. */
export async function readLines(tx: Tx, developerIds: (string | null)[]): Promise<Map<string | null, Line>> {
  const wanted = [...new Set(developerIds.filter((id) => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await tx
    .select({
      ...{ id: ticket.id, developerId: ticket.developerId, priority: ticket.priority },
      waits: sql<boolean>`${waitsInLine}`,
    })
    .from(ticket)
    .where(and(isBuilt, sql`${ticket.developerId} = any(${sql.param(wanted)}::uuid[])`))
    .orderBy(...lineOrder)
  const lines = Map.groupBy(rows, ({ developerId }) => developerId)
  return new Map([...lines].map(([developerId, line]) => [developerId, lineOf(line)]))
}

function lineOf(rows: { id: string; priority: Priority | null; waits: boolean }[]): Line {
  const waiting = rows.filter(({ waits }) => waits)
  return {
    places: new Map(waiting.map(({ id }, at) => [id, at + 1])),
    active: rows.find(({ waits }) => !waits) ?? null,
  }
}

/**
 * Locks the line of a developer until the transaction ends. Whoever changes a ticket that has a developer takes this
 * lock before that of the ticket, so that two who change one line wait for each other and never in a circle.
 */
export async function lockLine(tx: Tx, developerId: string): Promise<void> {
  await tx.select({ id: person.id }).from(person).where(eq(person.id, developerId)).for('no key update')
}

/**
 * Locks the lines between which a ticket is handed on, before the ticket and always in the same order, so that two who
 * hand tickets to each other do not wait in a circle.
 * @param to the address of who gets it
 */
export async function lockLinesBetween(tx: Tx, ticketId: string, to: string): Promise<void> {
  const [of] = await tx.select({ developerId: ticket.developerId }).from(ticket).where(eq(ticket.id, ticketId))
  const receiver = tx
    .select({ id: personEmail.personId })
    .from(personEmail)
    .where(eq(personEmail.address, to.toLowerCase()))
  await tx
    .select({ id: person.id })
    .from(person)
    .where(or(inArray(person.id, receiver), of?.developerId ? eq(person.id, of.developerId) : undefined))
    .orderBy(asc(person.id))
    .for('no key update')
}

/**
 * Gives a ticket its place in a line. Ranks are numbers with any number of digits, so there is always room between two.
 * Needs the lock of the line.
 */
export async function lineUp(
  tx: Tx,
  after: Ticket,
  at: Extract<Effect, { effect: 'line_up' }>['at'],
  now: Temporal.Instant,
): Promise<void> {
  const planned = sql`${now.epochMilliseconds / 1000}::numeric`
  if (after.developerId === null) return setRank(tx, after.id, planned)
  const others = and(eq(ticket.developerId, after.developerId), waitsInLine, ne(ticket.id, after.id))
  if (at === 'end') {
    // Two planned in one moment stand one behind the other, and there is room between them.
    const sameMoment = sql`(select max(${ticket.lineRank}) + 0.0001 from ${ticket} where ${others}
      and ${ticket.lineRank} >= ${planned} and ${ticket.lineRank} < ${planned} + 1)`
    return setRank(tx, after.id, sql`coalesce(${sameMoment}, ${planned})`)
  }
  if (at === 'front') {
    const first = sql`(select min(${ticket.lineRank}) - 1 from ${ticket} where ${others})`
    return setRank(tx, after.id, sql`coalesce(${first}, ${planned})`)
  }
  return setRank(tx, after.id, await rankBehind(tx, after, { others, mark: at.after, planned }))
}

/**
 * The rank behind another ticket of the line, among those as urgent as the ticket itself: behind an urgent one means
 * before all that are not, and an urgent one never comes behind those (R026).
 */
async function rankBehind(
  tx: Tx,
  { priority }: Ticket,
  { others, mark, planned }: { others: SQL | undefined; mark: number; planned: SQL },
): Promise<SQL> {
  const urgent = priority === 'urgent'
  const line = await tx
    .select({ number: ticket.number, priority: ticket.priority, rank: ticket.lineRank })
    .from(ticket)
    .where(others)
    .orderBy(...lineOrder)
  const alike = (part: typeof line) => part.filter((one) => (one.priority === 'urgent') === urgent)
  const at = line.findIndex(({ number }) => number === mark)
  const [before, behind] = [alike(line.slice(0, at + 1)).at(-1)?.rank, alike(line.slice(at + 1))[0]?.rank]
  if (before && behind) return sql`(${before}::numeric + ${behind}::numeric) * 0.5`
  if (before) return sql`${before}::numeric + 1`
  return behind ? sql`${behind}::numeric - 1` : planned
}

/** What the developer works on steps aside, to the front of the line, and its history says for whom (R026). */
export async function setAsideOther(
  tx: Tx,
  urgent: Ticket,
  { sourceKey, now }: { sourceKey: string; now: Temporal.Instant },
): Promise<void> {
  const rows = await tx
    .update(ticket)
    .set({ interrupted: true, updatedAt: now })
    .where(
      and(
        eq(ticket.developerId, urgent.developerId ?? ''),
        eq(ticket.stage, 'in_development'),
        eq(ticket.interrupted, false),
        sql`${ticket.id} <> ${urgent.id}`,
      ),
    )
    .returning()
  for (const row of rows) {
    await lineUp(tx, { ...urgent, id: row.id }, 'front', now)
    await announce(tx, row.id)
    await tx.insert(event).values({
      ...{ ticketId: row.id, companyId: row.companyId, action: 'set_aside', fromStage: row.stage, toStage: row.stage },
      ...{ actorKind: 'system', channel: 'job', proof: 'job', sourceKey: `${sourceKey}/set-aside`, at: now },
      body: { for: urgent.number },
    })
  }
}

/** The urgent ticket that waits first in the line of a developer, by its number; null when none does (R026). */
export async function findUrgent(tx: Tx, developerId: string): Promise<number | null> {
  const [first] = await tx
    .select({ number: ticket.number })
    .from(ticket)
    .where(and(eq(ticket.developerId, developerId), eq(ticket.priority, 'urgent'), waitsInLine))
    .orderBy(...lineOrder)
    .limit(1)
  return first?.number ?? null
}

/**
 * Who develops for an app on a day, YYYY-MM-DD of the agency: the first of its specialised developers who is here, else
 * the first stand-in of one who is not, else the least loaded developer (R022). An app that names nobody gets nobody:
 * its support lead chooses.
 */
export async function chooseDeveloper(tx: Tx, appId: string, day: string): Promise<string | null> {
  const named = await tx
    .select({ id: appDeveloper.personId })
    .from(appDeveloper)
    .where(eq(appDeveloper.appId, appId))
    .orderBy(asc(appDeveloper.place))
  if (named.length === 0) return null
  const present = await readPresent(tx, 'developer', day)
  const specialised = named.map(({ id }) => id)
  return firstHere(present, specialised) ?? present.here[0] ?? null
}

async function setRank(tx: Tx, ticketId: string, rank: SQL): Promise<void> {
  await tx
    .update(ticket)
    .set({ lineRank: sql`${rank}` })
    .where(eq(ticket.id, ticketId))
}
