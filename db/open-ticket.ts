import { and, eq, sql } from 'drizzle-orm'
import { lettersOn } from '../domain/notify.ts'
import type { Proof } from '../domain/proof.ts'
import { type Refusal, refuse } from '../domain/refusal.ts'
import type { Actor, Category, Channel, Impact } from '../domain/ticket.ts'
import { readHoursToKeep } from './agency/calendars.ts'
import { announce } from './announce.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { promiseLetters } from './letters/recipients.ts'
import { gathered } from './postgres/gather.ts'
import { insertsRow } from './postgres/insert-rows.ts'
import { app } from './schema/company.ts'
import { membership } from './schema/membership.ts'
import { event, participant, type sources, ticket as table } from './schema/ticket.ts'
import { startAssignClock } from './tickets/clocks.ts'
import { type MailWords, writeMessage } from './tickets/write-message.ts'

/** A ticket as it is asked for: by a contact, or by one of us for a contact (R001, R002). */
export type Opening = {
  companyId: string
  requesterId: string
  /** null for a mail: it runs on the clock of an issue with error until triage sets one. */
  category: Category | null
  impact: Impact[]
  title: string
  body: string
  appId: string | null
  /** Contacts of the same company who get its words too. */
  participantIds: string[]
  files: string[]
  source: (typeof sources)[number]
  actor: Actor
  channel: Channel
  proof: Proof
  sourceKey: string
  now: Temporal.Instant
  mail?: MailWords
  /** Withheld from senders who flood us, and who may be machines (mail §6); the `last` before that says so. */
  acknowledgement?: 'owed' | 'last' | 'withheld'
  linkedToId?: string | null
}

export type Opened = { ticketId: string; number: number; acted: 'now' | 'before'; messageId: string | null }

/**
 * The door by which a ticket comes into being: ticket, first message, assign clock, event and acknowledgement in one
 * transaction. The same asking opens nothing twice. Refuses apps and people of other companies.
 */
export async function openTicket(house: House, opening: Opening): Promise<Opened | Refusal> {
  return house.db.transaction((tx) => openWithin(tx, house, opening))
}

/** The same for somebody who holds a transaction already. */
export async function openWithin(tx: Tx, house: House, opening: Opening): Promise<Opened | Refusal> {
  const { companyId, now } = opening
  const colleagues = opening.participantIds.filter((id) => id !== opening.requesterId)
  // What does not wait for an answer goes out together: a connection works it off in the same order.
  const [isTheirApp, areTheirs, hours] = await Promise.all([
    opening.appId === null || isAppOf(tx, opening.appId, companyId),
    areContactsOf(tx, { people: [opening.requesterId, ...colleagues], companyId }),
    readHoursToKeep(tx, companyId),
  ])
  if (!isTheirApp) return refuse('no_such_app')
  if (!areTheirs) return refuse('no_such_person')

  const inserted = await insertTicket(tx, rowOf(opening, await kindAfter(tx, opening)))
  if (!inserted) return alreadyOpened(tx, opening)
  const opened = { id: inserted.id, number: Number(inserted.number) }
  const ticket = { ...opened, companyId, category: opening.category }
  const [messageId, eventId] = await Promise.all([
    writeMessage(tx, { ...opening, ticket, visibility: 'public', purpose: 'reply' }),
    recordOpening(tx, opened.id, opening),
    addParticipants(tx, ticket, colleagues, now),
    startAssignClock(tx, ticket, hours, now),
    announce(tx, opened.id),
  ])
  const promises = opening.acknowledgement === 'withheld' ? [] : lettersOn('open')
  // The acknowledgement goes to the requester too when they asked themselves: it says by when they hear from us.
  await promiseLetters(tx, house, {
    ...{ promises, actor: { kind: 'system' } },
    ticket: {
      ...ticket,
      requesterId: opening.requesterId,
      appId: opening.appId,
      participantIds: colleagues,
      ...{ issueType: null, pmId: null, developerId: null },
    },
    cause: { eventId, threadMessageId: messageId, now },
    ...(opening.acknowledgement === 'last' && { facts: { last_for: opening.requesterId } }),
  })
  return { ticketId: opened.id, number: opened.number, acted: 'now', messageId }
}

const insertTicket = insertsRow(table, 'on conflict (source_key) do nothing returning id, number')
const insertEvent = insertsRow(event, 'returning id')

/** What goes on from a ticket about security stays as hidden as that was (R126). */
async function kindAfter(tx: Tx, { linkedToId }: Opening): Promise<'security' | null> {
  if (!linkedToId) return null
  const [row] = await tx.select({ issueType: table.issueType }).from(table).where(eq(table.id, linkedToId))
  return row?.issueType === 'security' ? row.issueType : null
}

function rowOf(opening: Opening, issueType: 'security' | null): typeof table.$inferInsert {
  return {
    companyId: opening.companyId,
    appId: opening.appId,
    requesterId: opening.requesterId,
    source: opening.source,
    sourceKey: sourceKeyOf(opening),
    title: opening.title,
    category: opening.category,
    // "Other" categories say nothing of urgency; an urgent issue is top priority from the start (R004).
    priority: opening.category === 'urgent_issue' ? 'urgent' : null,
    impact: opening.category === 'urgent_issue' ? opening.impact : [],
    linkedToId: opening.linkedToId ?? null,
    issueType,
    stageSince: opening.now,
    createdAt: opening.now,
    updatedAt: opening.now,
  }
}

/** Keys are the actor's own: nobody finds another's ticket by guessing a key. */
function sourceKeyOf({ actor, sourceKey }: Opening): string {
  return `${actor.kind === 'system' ? 'system' : actor.id}/${sourceKey}`
}

async function alreadyOpened(tx: Tx, opening: Opening): Promise<Opened | Refusal> {
  const [row] = await tx
    .select({ id: table.id, number: table.number, title: table.title })
    .from(table)
    .where(eq(table.sourceKey, sourceKeyOf(opening)))
  if (!row) throw new Error(`The key ${opening.sourceKey} is taken, yet no ticket bears it.`)
  if (row.title !== opening.title) return refuse('key_reused')
  return { ticketId: row.id, number: row.number, acted: 'before', messageId: null }
}

async function recordOpening(tx: Tx, ticketId: string, opening: Opening): Promise<string | null> {
  const { actor, now } = opening
  const row = await insertEvent(tx, {
    ticketId,
    companyId: opening.companyId,
    action: 'open',
    fromStage: null,
    toStage: 'new',
    actorKind: actor.kind,
    actorId: actor.kind === 'system' ? null : actor.id,
    channel: opening.channel,
    proof: opening.proof,
    sourceKey: opening.sourceKey,
    body: { category: opening.category, title: opening.title },
    at: now,
  })
  return row?.id ?? null
}

async function addParticipants(
  tx: Tx,
  { id, companyId }: { id: string; companyId: string },
  people: string[],
  now: Temporal.Instant,
) {
  if (people.length === 0) return
  await tx
    .insert(participant)
    .values(people.map((personId) => ({ ticketId: id, companyId, personId, addedAt: now })))
    .onConflictDoNothing()
}

async function isAppOf(tx: Tx, appId: string, companyId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: app.id })
    .from(app)
    .where(and(eq(app.id, appId), eq(app.companyId, companyId)))
  return row !== undefined
}

const areContactsOf = gathered<{ people: string[]; companyId: string }, boolean>(async (tx, asked) => {
  const everybody = [...new Set(asked.flatMap(({ people }) => people))]
  const rows = await tx
    .select({ companyId: membership.companyId, personId: membership.personId })
    .from(membership)
    .where(sql`${membership.personId} = any(${sql.param(everybody)}::uuid[])`)
  const there = new Set(rows.map(({ companyId, personId }) => `${companyId} ${personId}`))
  return asked.map(({ people, companyId }) => people.every((id) => there.has(`${companyId} ${id}`)))
})
