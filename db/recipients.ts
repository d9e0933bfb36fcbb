import { and, eq, or, sql } from 'drizzle-orm'
import type { Audience, Letter, Promised } from '../domain/notify.ts'
import type { Actor, Ticket } from '../domain/ticket.ts'
import type { Tx } from './client.ts'
import { gathered } from './gather.ts'
import type { House } from './house.ts'
import { insertsRow } from './insert-rows.ts'
import { promise } from './promise.ts'
import { outgoingMail } from './schema/mail.ts'
import { person, personEmail, staffRole } from './schema/person.ts'

type Told = Pick<Ticket, 'id' | 'companyId' | 'requesterId' | 'participantIds' | 'pmId' | 'developerId'>

/** What a letter is about: the event or the words that caused it. */
export type Cause = { eventId: string | null; threadMessageId: string | null; now: Temporal.Instant }

/**
 * Writes down the letters that something promises, one row and one job a recipient, in the caller's transaction.
 * The actor himself is never told; nobody is told the same thing twice of one cause.
 */
export async function promiseLetters(
  tx: Tx,
  house: House,
  { promises, ticket, actor, cause }: { promises: readonly Promised[]; ticket: Told; actor: Actor; cause: Cause },
): Promise<void> {
  const addressed = await Promise.all(
    promises.map(async ({ letter, to }) =>
      (await recipientsOf(tx, to, ticket)).map((recipient) => ({ letter, ...recipient })),
    ),
  )
  const rows = addressed
    .flat()
    .filter(({ personId }) => actor.kind === 'system' || personId !== actor.id)
    .map(({ letter, personId, address, language }) => ({
      letter,
      personId,
      address,
      language,
      companyId: ticket.companyId,
      ticketId: ticket.id,
      eventId: cause.eventId,
      threadMessageId: cause.threadMessageId,
      createdAt: cause.now,
    }))
  await promiseMail(tx, house, rows)
}

/** Writes outgoing mail and the jobs that send it. */
export async function promiseMail(
  tx: Tx,
  house: House,
  rows: (typeof outgoingMail.$inferInsert & { letter: Letter })[],
): Promise<void> {
  if (rows.length === 0) return
  const written = await Promise.all(rows.map((row) => insertMail(tx, row)))
  await promise(
    tx,
    house,
    written.flatMap((mail) => (mail ? { task: 'send_mail' as const, mailId: mail.id } : [])),
  )
}

const insertMail = insertsRow(outgoingMail, 'on conflict do nothing returning id')

type Recipient = { personId: string; address: string; language: 'en' | 'pt' }

async function recipientsOf(tx: Tx, audience: Audience, ticket: Told): Promise<Recipient[]> {
  if (audience === 'duty') return addressesOf(tx, await onDuty(tx))
  const ids: Record<Exclude<Audience, 'duty'>, (string | null)[]> = {
    watchers: [ticket.requesterId, ...ticket.participantIds],
    pm: [ticket.pmId],
    new_pm: [ticket.pmId],
    developer: [ticket.developerId],
  }
  return addressesOf(
    tx,
    ids[audience].filter((id) => id !== null),
  )
}

/** Where letters to these people go: the main address of everybody who is active. */
const addressesOf = gathered<string[], Recipient[]>(async (tx, asked) => {
  const everybody = [...new Set(asked.flat())]
  if (everybody.length === 0) return asked.map(() => [])
  const rows = await tx
    .select({ personId: person.id, address: personEmail.address, language: person.language })
    .from(person)
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(and(sql`${person.id} = any(${sql.param(everybody)}::uuid[])`, eq(person.active, true)))
  return asked.map((ids) => rows.filter(({ personId }) => ids.includes(personId)))
})

/** Who hears an alarm: everybody in triage, and the admins. */
async function onDuty(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ id: staffRole.personId })
    .from(staffRole)
    .where(or(eq(staffRole.role, 'triage'), eq(staffRole.role, 'admin')))
  return rows.map(({ id }) => id)
}
