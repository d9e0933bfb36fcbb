import { and, desc, eq, isNotNull, or, sql } from 'drizzle-orm'
import {
  type Audience,
  asWished,
  dateLetterWaits,
  type Letter,
  type LetterWish,
  type Promised,
} from '../../domain/notify.ts'
import type { Actor, Role, Ticket } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { findSilentDeciders } from '../people/deciders.ts'
import { gathered } from '../postgres/gather.ts'
import { insertsRow } from '../postgres/insert-rows.ts'
import { promise } from '../promise.ts'
import { app, company } from '../schema/company.ts'
import { outgoingMail } from '../schema/mail.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { approval } from '../schema/ticket.ts'
import { readWatcher } from '../work/duty.ts'
import { firstHere, readDay, readPresent } from '../work/present.ts'
import { coalesceDates } from './date-letters.ts'
import { calmStorm } from './storm.ts'

type Told = Pick<
  Ticket,
  'id' | 'companyId' | 'appId' | 'issueType' | 'requesterId' | 'participantIds' | 'pmId' | 'developerId'
> & {
  dueDate?: string | null
}

/** What a letter is about: the event or the words that caused it. */
export type Cause = {
  eventId: string | null
  threadMessageId: string | null
  now: Temporal.Instant
  /** The letters stay here until then, for somebody who may take their words back. */
  notBefore?: Temporal.Instant | undefined
}

/**
 * Writes down the letters that something promises, one row and one job a recipient, in the caller's transaction.
 * The actor himself is never told, unless it is a receipt; nobody is told the same thing twice of one cause. What may wait
 * goes by the wishes of its reader.
 * @param before the ticket before the change, where the letters tell of one
 */
export async function promiseLetters(
  tx: Tx,
  house: House,
  {
    promises,
    ticket,
    before = null,
    actor,
    cause,
    facts = {},
  }: {
    promises: readonly Promised[]
    ticket: Told
    before?: Told | null
    actor: Actor
    cause: Cause
    /** What the letters tell besides. */
    facts?: Record<string, string>
  },
): Promise<void> {
  const addressed = await Promise.all(
    promises.map(async ({ letter, to }) =>
      (await recipientsOf(tx, to, { ticket, before, now: cause.now })).map(({ wish, ...recipient }) => ({
        ...{ letter, delivery: asWished(letter, to, wish) },
        ...recipient,
      })),
    ),
  )
  const rows = addressed
    .flat()
    .filter(({ letter, personId }) => actor.kind === 'system' || personId !== actor.id || letter === 'receipt')
    .map((addressed) => ({
      ...addressed,
      facts,
      companyId: ticket.companyId,
      ticketId: ticket.id,
      eventId: cause.eventId,
      threadMessageId: cause.threadMessageId,
      createdAt: cause.now,
    }))
  const calm = await calmStorm(tx, rows, cause.now)
  await promiseMail(tx, house, await coalesceDates(tx, calm, { ticket, before, now: cause.now }), cause.notBefore)
}

/**
 * Writes outgoing mail, and the jobs that send what is to be sent now. Answers the ids of the letters, without those
 * that were promised before.
 */
export async function promiseMail(
  tx: Tx,
  house: House,
  rows: (typeof outgoingMail.$inferInsert & { letter: Letter })[],
  notBefore?: Temporal.Instant,
): Promise<string[]> {
  if (rows.length === 0) return []
  const written = await Promise.all(
    rows.map(async (row) => {
      const mail = await insertMail(tx, row)
      return mail ? [{ ...row, id: mail.id }] : []
    }),
  )
  const sent = written.flat().filter(({ delivery = 'queued' }) => delivery === 'queued')
  await promise(
    tx,
    house,
    sent.map(({ id, letter, createdAt }) => ({
      ...{ task: 'send_mail' as const, mailId: id },
      ...(notBefore && { notBefore }),
      ...(letter === 'new_date' && { notBefore: createdAt.add(dateLetterWaits) }),
    })),
  )
  return written.flat().map(({ id }) => id)
}

const insertMail = insertsRow(outgoingMail, 'on conflict do nothing returning id')

type Recipient = { personId: string; address: string; language: 'en' | 'pt'; wish: LetterWish }

type Change = { ticket: Told; before: Told | null; now: Temporal.Instant }

async function recipientsOf(tx: Tx, audience: Audience, change: Change): Promise<Recipient[]> {
  const people = await peopleOf(tx, audience, change)
  return addressesOf(tx, ofCustomers.includes(audience) ? people : await namedAmong(tx, people, change.ticket))
}

const ofCustomers: readonly Audience[] = ['watchers', 'decider', 'silent_deciders']

/** Of security only who is named for it hears, and who works on the ticket; where none of these may, its PM or an admin who can name somebody (R126). */
async function namedAmong(tx: Tx, people: string[], { issueType, pmId, developerId }: Told): Promise<string[]> {
  if (issueType !== 'security' || people.length === 0) return people
  const may = [pmId, developerId, ...(await withRole(tx, 'security'))]
  const named = people.filter((id) => may.includes(id))
  if (named.length > 0) return named
  return pmId === null ? withRole(tx, 'admin') : [pmId]
}

async function peopleOf(tx: Tx, audience: Audience, { ticket, before, now }: Change): Promise<string[]> {
  const { requesterId, participantIds, pmId, developerId } = ticket
  const some = (...ids: (string | null)[]) => ids.filter((id) => id !== null)
  switch (audience) {
    case 'watchers':
      return [requesterId, ...participantIds]
    case 'pm':
      return some(pmId)
    case 'new_pm':
      return some(pmId === before?.pmId ? null : pmId)
    case 'developer':
      return some(developerId)
    case 'new_developer':
      return some(developerId === before?.developerId ? null : developerId)
    case 'silent_deciders':
      return findSilentDeciders(tx, ticket.id)
    case 'decider':
      return some(await deciderOf(tx, ticket.id))
    case 'duty':
      return onDuty(tx, now)
    case 'support_lead':
      return some(...(await leadOf(tx, ticket.appId, now)))
    case 'account_manager':
      return some(...(await accountManagerOf(tx, ticket.companyId)))
    default:
      return withRole(tx, audience)
  }
}

/** Whoever took the latest decision on a ticket: theirs is the receipt, also when one of us wrote it down. */
async function deciderOf(tx: Tx, ticketId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: approval.decidedBy })
    .from(approval)
    .where(and(eq(approval.ticketId, ticketId), isNotNull(approval.decidedBy)))
    .orderBy(desc(approval.decidedAt))
    .limit(1)
  return row?.id ?? null
}

/** The support lead of the app, else their stand-in while they are away, else everybody who is one (R050, R158). */
async function leadOf(tx: Tx, appId: string | null, now: Temporal.Instant): Promise<string[]> {
  if (appId === null) return withRole(tx, 'support_lead')
  const [row] = await tx.select({ id: app.supportLeadId }).from(app).where(eq(app.id, appId))
  if (!row?.id) return withRole(tx, 'support_lead')
  const lead = firstHere(await readPresent(tx, 'support_lead', await readDay(tx, now)), [row.id])
  return lead === null ? withRole(tx, 'support_lead') : [lead]
}

async function accountManagerOf(tx: Tx, companyId: string): Promise<(string | null)[]> {
  const [row] = await tx.select({ id: company.accountManagerId }).from(company).where(eq(company.id, companyId))
  return row?.id ? [row.id] : withRole(tx, 'account_manager')
}

/** Everybody of us with this role. */
export async function withRole(tx: Tx, role: Role): Promise<string[]> {
  const rows = await tx.select({ id: staffRole.personId }).from(staffRole).where(eq(staffRole.role, role))
  return rows.map(({ id }) => id)
}

/** Where letters to these people go: the main address of everybody who is active. */
export const addressesOf = gathered<string[], Recipient[]>(async (tx, asked) => {
  const everybody = [...new Set(asked.flat())]
  if (everybody.length === 0) return asked.map(() => [])
  const rows = await tx
    .select({
      ...{ personId: person.id, address: personEmail.address },
      ...{ language: person.language, wish: person.letters },
    })
    .from(person)
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(and(sql`${person.id} = any(${sql.param(everybody)}::uuid[])`, eq(person.active, true)))
  return asked.map((ids) => rows.filter(({ personId }) => ids.includes(personId)))
})

/** Who hears an alarm: whoever is on duty today, then everybody in triage, and the admins. */
export async function onDuty(tx: Tx, now: Temporal.Instant): Promise<string[]> {
  const watcher = await readWatcher(tx, now)

  const rows = await tx
    .selectDistinct({ id: staffRole.personId })
    .from(staffRole)
    .where(or(eq(staffRole.role, 'triage'), eq(staffRole.role, 'admin')))
  return [...(watcher ? [watcher.id] : []), ...rows.map(({ id }) => id)]
}
