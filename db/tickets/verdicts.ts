import { and, eq } from 'drizzle-orm'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor, Contact, Ticket } from '../../domain/ticket.ts'
import { verdictRefused } from '../../domain/verdict.ts'
import { readHours } from '../agency/calendars.ts'
import { announce } from '../announce.ts'
import { findTicket } from '../change-ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { person } from '../schema/person.ts'
import { event, ticket as table } from '../schema/ticket.ts'
import { verdict } from '../schema/verdict.ts'
import { scoped } from '../scope.ts'
import { addMessageWithin } from '../thread.ts'
import { transact } from '../transact.ts'
import { lockTicket } from './ticket-facts.ts'

type Given = {
  number: number
  actor: Contact
  solved: boolean
  /** What the thread says of it, so that the PM hears of it; null where nothing has to be heard. */
  body: string | null
  sourceKey: string
  now: Temporal.Instant
}

/**
 * Keeps what a customer says of a closed ticket: whether it is solved. Once for each closing, by whoever is first of
 * those who may see it; it changes no stage. Refuses strangers, what nobody claimed to be solved, and a second answer.
 */
export function giveVerdict(house: House, given: Given): Promise<null | Refusal> {
  return transact(house, async (tx) => {
    const { number, actor, body, sourceKey, now } = given
    const ticketId = await findTicket(tx, actor, number)
    const ticket = ticketId && (await lockTicket(tx, ticketId))
    if (!ticket) return refuse('no_such_ticket')
    const { calendar } = await readHours(tx, ticket.companyId)
    const refused = verdictRefused(ticket, calendar, now)
    if (refused) return refused
    if (!(await keep(tx, ticket, given))) return refuse('already_decided')
    if (body === null) return null
    const onPage = { channel: 'web', proof: 'session' } as const
    const said = await addMessageWithin(tx, house, { number, actor, body, files: [], ...onPage, sourceKey, now })
    // Whoever may judge the ticket may speak on it. Were it otherwise, a refusal now would keep half of what was given.
    if (isRefusal(said)) throw new Error(`A verdict on ticket ${number} cannot be told in its thread: ${said.refused}.`)
    return null
  })
}

/** Writes it with its place in history. The same form sent twice is one answer; somebody else's is another. */
async function keep(tx: Tx, ticket: Ticket, { actor, solved, sourceKey, now }: Given): Promise<boolean> {
  const { id: ticketId, companyId, stage, closedAt } = ticket
  if (closedAt === null) return false
  const written = await tx
    .insert(verdict)
    .values({ ticketId, companyId, closedAt, solved, personId: actor.id, at: now })
    .onConflictDoNothing()
    .returning({ solved: verdict.solved })
  if (written.length === 0) {
    const same = and(eq(event.ticketId, ticketId), eq(event.sourceKey, sourceKey))
    return (await tx.select({ id: event.id }).from(event).where(same)).length > 0
  }
  await tx.insert(event).values({
    ...{ ticketId, companyId, action: 'verdict', fromStage: stage, toStage: stage, actorKind: actor.kind },
    ...{ actorId: actor.id, channel: 'web', proof: 'session', sourceKey, body: { solved }, at: now },
  })
  await announce(tx, ticketId)
  return true
}

/** What was said of a closing, by whom and when. */
export type Verdict = { solved: boolean; by: { id: string; name: string }; at: Temporal.Instant }

/** What the customer said of the last closing of a ticket, as its reader may see it; null until somebody did. */
export function readVerdict(house: House, actor: Actor, number: number): Promise<Verdict | null> {
  return scoped(house.db, actor, async (tx) => {
    const [said] = await tx
      .select({ solved: verdict.solved, by: { id: person.id, name: person.name }, at: verdict.at })
      .from(verdict)
      .innerJoin(table, and(eq(table.id, verdict.ticketId), eq(table.closedAt, verdict.closedAt)))
      .innerJoin(person, eq(person.id, verdict.personId))
      .where(eq(table.number, number))
    return said ?? null
  })
}
