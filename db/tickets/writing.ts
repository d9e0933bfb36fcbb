import { eq, sql } from 'drizzle-orm'
import type { Staff } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'

/** One of us at a ticket, whose words are not sent yet. */
export type Writer = { personId: string; name: string; since: Temporal.Instant; until: Temporal.Instant }

/** So long do we believe that somebody writes who said so. */
const lasts = { seconds: 30 }

/** What this process heard, by ticket. It is of the moment, so no table keeps it. */
const heard = new WeakMap<House, Map<string, Map<string, Writer>>>()

type Writing = { number: number; actor: Staff; now: Temporal.Instant }

/** Tells every process that one of us writes at a ticket. Answers whether there is such a ticket. */
export async function announceWriting({ db }: House, { number, actor, now }: Writing): Promise<boolean> {
  const [found] = await readAs(db, actor, (tx) =>
    tx.select({ id: ticket.id }).from(ticket).where(eq(ticket.number, number)),
  )
  if (!found) return false
  const said = [found.id, actor.id, now.epochMilliseconds, actor.name].join(' ')
  await db.execute(sql`select pg_notify('ticket_writing', ${said})`)
  return true
}

/** That somebody began to write at a ticket. */
export type Began = { ticketId: string; personId: string }

/** Keeps what was announced. Answers who began where that is news: who writes on is none. */
export function hearWriting(house: House, said: string): Began | null {
  const [ticketId = '', personId = '', at, ...name] = said.split(' ')
  const now = Temporal.Instant.fromEpochMilliseconds(Number(at))
  const byTicket = heard.get(house) ?? new Map<string, Map<string, Writer>>()
  heard.set(house, byTicket)
  const writers = byTicket.get(ticketId) ?? new Map<string, Writer>()
  byTicket.set(ticketId, writers)
  const known = writers.get(personId)
  const goesOn = known !== undefined && Temporal.Instant.compare(now, known.until) < 0
  const writer = { personId, name: name.join(' '), since: goesOn ? known.since : now, until: now.add(lasts) }
  writers.set(personId, writer)
  return goesOn ? null : { ticketId, personId }
}

/** Who of us writes at a ticket now. What is over is forgotten. */
export function whoWrites(house: House, ticketId: string, now: Temporal.Instant): Writer[] {
  const byTicket = heard.get(house)
  const writers = [...(byTicket?.get(ticketId)?.values() ?? [])]
  const writing = writers.filter(({ until }) => Temporal.Instant.compare(now, until) < 0)
  if (writing.length === 0) byTicket?.delete(ticketId)
  return writing
}
