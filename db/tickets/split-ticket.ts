import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Purpose } from '../../domain/decision.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Staff, Ticket } from '../../domain/ticket.ts'
import { readHours } from '../agency/calendars.ts'
import { announce } from '../announce.ts'
import { findTicket } from '../change-ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { membership } from '../schema/membership.ts'
import { file, message } from '../schema/thread.ts'
import { event, participant, ticket as table } from '../schema/ticket.ts'
import { transact } from '../transact.ts'
import { startAssignClock } from './clocks.ts'
import { lockTicket } from './ticket-facts.ts'

/** Words of a ticket that are about something else, and what the ticket made of them is called. */
export type Splitting = {
  number: number
  title: string
  messageIds: string[]
  actor: Staff
  sourceKey: string
  now: Temporal.Instant
}

export type Split = { ticketId: string; number: number; acted: 'now' | 'before' }

/** What was asked, offered or decided belongs to its ticket; the rest may go. */
export const movable: readonly Purpose[] = ['reply', 'answer', 'note']

/**
 * Makes chosen words a ticket of their own: a new one of the same company, linked to this one, to which they move with
 * author, moment and files. Whoever wrote the first of them asks; those who took part still do. History of both tells
 * it, and no letter goes out: these words were told before. The same asking splits once, and the first words stay.
 */
export function splitTicket(house: House, asked: Splitting): Promise<Split | Refusal> {
  return transact(house, async (tx) => {
    const ticketId = await findTicket(tx, asked.actor, asked.number)
    const ticket = ticketId && (await lockTicket(tx, ticketId))
    if (!ticket || !mayRegroup(asked.actor)) return refuse(ticket ? 'not_yours_to_do' : 'no_such_ticket')
    const before = await alreadySplit(tx, asked)
    if (before) return before
    const going = await readGoing(tx, ticket, asked.messageIds)
    if (!going) return refuse('nothing_to_split')
    const made = await insertTicket(tx, ticket, { asked, requesterId: await askerOf(tx, ticket, going) })
    const ids = going.map(({ id }) => id)
    await tx.update(message).set({ ticketId: made.id }).where(inArray(message.id, ids))
    await tx.update(file).set({ ticketId: made.id }).where(inArray(file.messageId, ids))
    await bringParticipants(tx, ticket, made, asked.now)
    await startAssignClock(tx, made, await readHours(tx, ticket.companyId), asked.now)
    await record(tx, ticket, { made, asked, words: ids.length })
    for (const id of [ticket.id, made.id]) await announce(tx, id)
    return { ticketId: made.id, number: made.number, acted: 'now' }
  })
}

/** The same people who merge. */
function mayRegroup({ roles }: Staff): boolean {
  return roles.includes('pm') || roles.includes('triage')
}

const keyOf = ({ actor, sourceKey }: Splitting) => `${actor.id}/${sourceKey}`

async function alreadySplit(tx: Tx, asked: Splitting): Promise<Split | null> {
  const [row] = await tx
    .select({ ticketId: table.id, number: table.number })
    .from(table)
    .where(eq(table.sourceKey, keyOf(asked)))
  return row ? { ...row, acted: 'before' } : null
}

type Going = { id: string; authorKind: string; authorId: string | null }

/** The words that go, oldest first; null unless all are there, may go, and the first words stay. */
async function readGoing(tx: Tx, { id }: Ticket, messageIds: string[]): Promise<Going[] | null> {
  const wanted = new Set(messageIds)
  const words = await tx
    .select({ id: message.id, authorKind: message.authorKind, authorId: message.authorId, purpose: message.purpose })
    .from(message)
    .where(eq(message.ticketId, id))
    .orderBy(asc(message.at), asc(message.id))
  const going = words.filter((one) => wanted.has(one.id))
  const [first] = words
  const whole = going.length === wanted.size && going.length > 0 && first !== undefined && !wanted.has(first.id)
  return whole && going.every(({ purpose }) => movable.includes(purpose)) ? going : null
}

/** The contact who wrote first of what goes, while they belong to the company; else whoever asked before. */
async function askerOf(tx: Tx, { companyId, requesterId }: Ticket, going: Going[]): Promise<string> {
  const author = going.find(({ authorKind }) => authorKind === 'contact')?.authorId
  if (!author) return requesterId
  const [member] = await tx
    .select({ id: membership.personId })
    .from(membership)
    .where(and(eq(membership.companyId, companyId), eq(membership.personId, author)))
  return member?.id ?? requesterId
}

type Made = { id: string; number: number; companyId: string; category: Ticket['category']; requesterId: string }

async function insertTicket(
  tx: Tx,
  { companyId, appId, category, impact, priority, issueType, id }: Ticket,
  { asked, requesterId }: { asked: Splitting; requesterId: string },
): Promise<Made> {
  const { title, now } = asked
  const [row] = await tx
    .insert(table)
    .values({
      ...{ companyId, appId, category, impact, priority, requesterId, title, source: 'staff', sourceKey: keyOf(asked) },
      // What was said of security stays as hidden as it was (R126).
      issueType: issueType === 'security' ? issueType : null,
      ...{ linkedToId: id, stageSince: now, createdAt: now, updatedAt: now },
    })
    .returning({ id: table.id, number: table.number })
  if (!row) throw new Error(`The ticket split off #${asked.number} was not written.`)
  return { ...row, companyId, category, requesterId }
}

async function bringParticipants(tx: Tx, ticket: Ticket, made: Made, now: Temporal.Instant): Promise<void> {
  const people = new Set([ticket.requesterId, ...ticket.participantIds])
  people.delete(made.requesterId)
  if (people.size === 0) return
  await tx
    .insert(participant)
    .values([...people].map((personId) => ({ ticketId: made.id, companyId: made.companyId, personId, addedAt: now })))
}

async function record(
  tx: Tx,
  ticket: Ticket,
  { made, asked, words }: { made: Made; asked: Splitting; words: number },
): Promise<void> {
  const { actor, sourceKey, now } = asked
  const told = {
    companyId: ticket.companyId,
    action: 'split' as const,
    actorKind: 'staff' as const,
    actorId: actor.id,
    channel: 'web' as const,
    proof: 'session' as const,
    sourceKey,
    at: now,
  }
  const here = { ticketId: ticket.id, fromStage: ticket.stage, toStage: ticket.stage }
  const there = { ticketId: made.id, fromStage: null, toStage: 'new' as const }
  await tx.insert(event).values([
    { ...told, ...here, body: { into: made.number, words } },
    { ...told, ...there, body: { from: ticket.number, words } },
  ])
}
