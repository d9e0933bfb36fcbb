import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Letter } from '../domain/notify.ts'
import { reopenUntil, silenceClosesAt } from '../domain/sla.ts'
import type { Resolution, Stage } from '../domain/stage.ts'
import type { Category, Channel, Language } from '../domain/ticket.ts'
import { readHours } from './calendars.ts'
import type { Tx } from './client.ts'
import { agency, calendar, company } from './schema/company.ts'
import { outgoingMail } from './schema/mail.ts'
import { membership } from './schema/membership.ts'
import { person } from './schema/person.ts'
import { file, message } from './schema/thread.ts'
import { clock, event, participant, ticket } from './schema/ticket.ts'

/** Whoever opens the letter. */
export type Reader = { id: string; name: string; kind: 'contact' | 'staff'; language: Language; zone: string }

/** A file that goes with the words of a letter. */
export type LetterFile = { id: string; name: string; type: string; size: number; storageKey: string }

/** What somebody said on the ticket, in public. Markdown, but for words that came by mail. */
export type LetterWords = {
  by: string
  byKind: 'contact' | 'staff' | 'system' | 'unknown'
  channel: Channel
  text: string
  files: LetterFile[]
}

/** The ticket, as far as a letter speaks of it. */
export type LetterTicket = {
  id: string
  number: number
  title: string
  stage: Stage
  category: Category | null
  resolution: Resolution | null
  round: number
  company: string
  requester: string
  pm: string | null
  /** Everybody at the company who gets the words of this ticket. */
  circle: { id: string; name: string }[]
  /** By when somebody takes it; null when that is settled or stands still. */
  assignDueAt: Temporal.Instant | null
  /** When silence would close it, counted from the moment the letter was promised. */
  silenceClosesAt: Temporal.Instant
  reopenUntil: Temporal.Instant | null
}

/** All that a letter may tell. Notes are not among it: words are read as public words, or not at all. */
export type LetterFacts = {
  id: string
  letter: Letter
  address: string
  promisedAt: Temporal.Instant
  /** What was handed over with the promise, such as a code to sign in. */
  handed: Record<string, string>
  agency: string
  reader: Reader
  ticket: LetterTicket | null
  words: LetterWords | null
  /** What was done that the letter tells of, and by whom; null for the system and for mere words. */
  cause: { action: string; by: string | null; body: Record<string, unknown> } | null
}

/** Why nobody may read this letter any more. */
export type Unreadable = { unreadable: string }

/**
 * Reads what a promised letter is made of. Answers why it cannot be read when its reader may not see the ticket any
 * more, or when the words it was to carry are not public: then nothing is made of it.
 */
export async function readLetterFacts(tx: Tx, mailId: string): Promise<LetterFacts | Unreadable> {
  const [row] = await tx
    .select({
      mail: outgoingMail,
      agency: agency.name,
      agencyZone: sql<string>`${calendar.hours} ->> 'zone'`,
      companyZone: company.timeZone,
      person,
    })
    .from(outgoingMail)
    .innerJoin(agency, eq(agency.only, true))
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    .leftJoin(company, eq(company.id, outgoingMail.companyId))
    .leftJoin(person, eq(person.id, outgoingMail.personId))
    .where(eq(outgoingMail.id, mailId))
  if (!row) throw new Error(`There is no outgoing mail ${mailId}, or no agency to send it.`)
  const { mail } = row
  if (!row.person?.active) return { unreadable: 'The reader is nobody we know any more.' }
  if (row.person.kind === 'contact' && !(await belongs(tx, row.person.id, mail.companyId))) {
    return { unreadable: 'The reader no longer belongs to the company of the ticket.' }
  }
  const words = await readWords(tx, mail)
  if (mail.threadMessageId && !words) return { unreadable: 'The words of this letter are not public.' }
  const { id, name, kind, timeZone } = row.person
  const zone = timeZone ?? (kind === 'contact' ? row.companyZone : null) ?? row.agencyZone
  return {
    id: mail.id,
    letter: mail.letter,
    address: mail.address,
    promisedAt: mail.createdAt,
    handed: mail.facts,
    agency: row.agency,
    reader: { id, name, kind, language: mail.language, zone },
    ticket: mail.ticketId ? await readTicket(tx, mail.ticketId, mail.createdAt) : null,
    words,
    cause: mail.eventId ? await readCause(tx, mail.eventId) : null,
  }
}

/** A letter of no company (to sign in) is anybody's who gets it. */
async function belongs(tx: Tx, personId: string, companyId: string | null): Promise<boolean> {
  if (companyId === null) return true
  const [row] = await tx
    .select({ id: membership.personId })
    .from(membership)
    .where(and(eq(membership.personId, personId), eq(membership.companyId, companyId)))
  return row !== undefined
}

type Mail = typeof outgoingMail.$inferSelect

/** The words that caused the letter; for a reminder those that wait for an answer. */
async function readWords(tx: Tx, mail: Mail): Promise<LetterWords | null> {
  if (!mail.threadMessageId && mail.letter !== 'reminder') return null
  const wanted = mail.threadMessageId
    ? eq(message.id, mail.threadMessageId)
    : and(eq(message.ticketId, mail.ticketId ?? ''), eq(message.authorKind, 'staff'), lte(message.at, mail.createdAt))
  const [said] = await tx
    .select()
    .from(message)
    .where(and(wanted, eq(message.visibility, 'public')))
    .orderBy(desc(message.at), desc(message.id))
    .limit(1)
  if (!said) return null
  const files = await tx
    .select({ id: file.id, name: file.name, type: file.type, size: file.size, storageKey: file.storageKey })
    .from(file)
    .where(and(eq(file.messageId, said.id), eq(file.visibility, 'public')))
    .orderBy(asc(file.createdAt), asc(file.id))
  return { by: said.authorName, byKind: said.authorKind, channel: said.channel, text: said.text, files }
}

async function readTicket(tx: Tx, ticketId: string, promisedAt: Temporal.Instant): Promise<LetterTicket> {
  const pm = alias(person, 'pm')
  const [row] = await tx
    .select({ ticket, company: company.name, requester: person.name, pm: pm.name, assignDueAt: clock.dueAt })
    .from(ticket)
    .innerJoin(company, eq(company.id, ticket.companyId))
    .innerJoin(person, eq(person.id, ticket.requesterId))
    .leftJoin(pm, eq(pm.id, ticket.pmId))
    .leftJoin(clock, and(eq(clock.ticketId, ticket.id), eq(clock.kind, 'assign'), sql`${clock.metAt} is null`))
    .where(eq(ticket.id, ticketId))
  if (!row) throw new Error(`There is no ticket ${ticketId} for its letter.`)
  const { calendar: hours } = await readHours(tx, row.ticket.companyId)
  const participants = await tx
    .select({ id: person.id, name: person.name })
    .from(participant)
    .innerJoin(person, eq(person.id, participant.personId))
    .where(eq(participant.ticketId, ticketId))
  const { id, number, title, stage, category, resolution, round, closedAt, requesterId } = row.ticket
  return {
    ...{ id, number, title, stage, category, resolution, round },
    company: row.company,
    requester: row.requester,
    pm: row.pm,
    circle: [{ id: requesterId, name: row.requester }, ...participants],
    assignDueAt: row.assignDueAt,
    silenceClosesAt: silenceClosesAt(promisedAt, hours),
    reopenUntil: closedAt && reopenUntil(closedAt, hours),
  }
}

async function readCause(tx: Tx, eventId: string): Promise<LetterFacts['cause']> {
  const [row] = await tx
    .select({ action: event.action, by: person.name, body: event.body })
    .from(event)
    .leftJoin(person, eq(person.id, event.actorId))
    .where(eq(event.id, eventId))
  return row ?? null
}
