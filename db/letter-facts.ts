import { and, asc, desc, eq, isNull, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { addBusinessTime, type Calendar } from '../domain/calendar.ts'
import type { Letter } from '../domain/notify.ts'
import { reopenUntil, silenceWindow } from '../domain/sla.ts'
import type { Resolution, Stage } from '../domain/stage.ts'
import type { Category, Channel, Language } from '../domain/ticket.ts'
import type { Db } from './client.ts'
import { type LetterApproval, readLetterApproval } from './letter-approval.ts'
import { agency, calendar, company } from './schema/company.ts'
import { outgoingMail, threadId } from './schema/mail.ts'
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
  /** The decision it tells of, or that waits for its reader; null for letters that speak of none. */
  approval: LetterApproval | null
  /** What was done that the letter tells of, and by whom; null for the system and for mere words. */
  cause: { action: string; by: string | null; to: Stage; at: Temporal.Instant; body: Record<string, unknown> } | null
  /** The Message-IDs of the ticket's mails so far, oldest first. */
  threadIds: string[]
}

/** Why nobody may read this letter any more. */
export type Unreadable = { unreadable: string }

/**
 * Reads what a promised letter is made of. Answers why it cannot be read when its reader may not see the ticket any
 * more, or when the words it was to carry are not public: then nothing is made of it.
 */
export async function readLetterFacts(db: Db, mailId: string): Promise<LetterFacts | Unreadable> {
  const row = await readRow(db, mailId)
  const { mail } = row
  if (!row.reader?.active) return { unreadable: 'The reader is nobody we know any more.' }
  if (!row.belongs) return { unreadable: 'The reader no longer belongs to the company of the ticket.' }
  const words = wordless.includes(mail.letter) ? null : await readWords(db, mail)
  if (mail.threadMessageId && !words && !wordless.includes(mail.letter)) {
    return { unreadable: 'The words of this letter are not public.' }
  }
  const { id, name, kind, timeZone } = row.reader
  const zone = timeZone ?? (kind === 'contact' ? row.company?.timeZone : null) ?? row.hours.zone
  return {
    id: mail.id,
    letter: mail.letter,
    address: mail.address,
    promisedAt: mail.createdAt,
    handed: mail.facts,
    agency: row.agency,
    reader: { id, name, kind, language: mail.language, zone },
    ticket: ticketOf(row),
    words,
    approval: await readApproval(db, row),
    cause: row.cause,
    threadIds: row.threadIds,
  }
}

const aboutDecision: readonly Letter[] = [
  'proceed',
  'estimate',
  'staging',
  'receipt',
  'lapsed',
  'withdrawn',
  'reminder',
]

/** Read where the letter is about a decision, and where its reader could take one by answering it. */
async function readApproval(db: Db, { mail, ticket: of, reader: to, cause }: Row): Promise<LetterApproval | null> {
  if (!of || !to) return null
  const isOpen = to.kind === 'contact' && (of.stage === 'approval' || of.stage === 'staging_review')
  if (!isOpen && !aboutDecision.includes(mail.letter)) return null
  return readLetterApproval(db, { ticketId: of.id, readerId: to.id, at: cause?.at ?? null })
}

/** Letters that tell what happened and carry nobody's words. */
const wordless: readonly Letter[] = [
  'acknowledgement',
  'working_on_it',
  'assigned_to_you',
  'closed_silent',
  'alarm',
  'sign_in',
  'test',
]

const [reader, requester, pm, doer] = [
  alias(person, 'reader'),
  alias(person, 'requester'),
  alias(person, 'pm'),
  alias(person, 'doer'),
]
const own = alias(calendar, 'own')

type Row = Awaited<ReturnType<typeof readRow>>

/** All but the words in one question: there are many letters, and each question costs more than the letter. */
async function readRow(db: Db, mailId: string) {
  const question = questions.get(db) ?? askForRow(db)
  questions.set(db, question)
  const [row] = await question.execute({ mailId })
  if (!row) throw new Error(`There is no outgoing mail ${mailId}, or no agency to send it.`)
  const { action, by, to, at, body } = row.cause
  const known = action === null || body === null || to === null || at === null
  return { ...row, cause: known ? null : { action, by, to, at, body } }
}

/** Put into words once for each connection: to build this question costs more than to answer it. */
const questions = new WeakMap<Db, ReturnType<typeof askForRow>>()

function askForRow(db: Db) {
  return db
    .select({
      mail: outgoingMail,
      agency: agency.name,
      hours: sql<Calendar>`coalesce(${own.hours}, ${calendar.hours})`,
      company: { name: company.name, timeZone: company.timeZone },
      reader,
      belongs: sql<boolean>`${reader.kind} = 'staff' or ${outgoingMail.companyId} is null or exists (
        select from ${membership} where ${membership.personId} = ${reader.id} and ${membership.companyId} = ${outgoingMail.companyId})`,
      ticket,
      requester: requester.name,
      pm: pm.name,
      assignDueAt: clock.dueAt,
      participants: sql<{ id: string; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', ${person.id}, 'name', ${person.name})) from ${participant}
        join ${person} on ${person.id} = ${participant.personId} where ${participant.ticketId} = ${ticket.id}), '[]')`,
      cause: { action: event.action, by: doer.name, to: event.toStage, at: event.at, body: event.body },
      threadIds: sql<string[]>`array(select ${threadId.messageId} from ${threadId}
        where ${threadId.ticketId} = ${ticket.id} order by ${threadId.at}, ${threadId.messageId})`,
    })
    .from(outgoingMail)
    .innerJoin(agency, eq(agency.only, true))
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    .leftJoin(company, eq(company.id, outgoingMail.companyId))
    .leftJoin(own, eq(own.id, company.calendarId))
    .leftJoin(reader, eq(reader.id, outgoingMail.personId))
    .leftJoin(ticket, eq(ticket.id, outgoingMail.ticketId))
    .leftJoin(requester, eq(requester.id, ticket.requesterId))
    .leftJoin(pm, eq(pm.id, ticket.pmId))
    .leftJoin(clock, and(eq(clock.ticketId, ticket.id), eq(clock.kind, 'assign'), isNull(clock.metAt)))
    .leftJoin(event, eq(event.id, outgoingMail.eventId))
    .leftJoin(doer, eq(doer.id, event.actorId))
    .where(eq(outgoingMail.id, sql.placeholder('mailId')))
    .prepare('letter_facts')
}

function ticketOf({
  ticket: row,
  mail,
  hours,
  company: owner,
  requester: asker,
  pm: manager,
  participants,
  assignDueAt,
}: Row): LetterTicket | null {
  if (!row || !owner || asker === null) return null
  const { id, number, title, stage, category, resolution, round, closedAt, requesterId } = row
  return {
    ...{ id, number, title, stage, category, resolution, round },
    company: owner.name,
    requester: asker,
    pm: manager,
    circle: [{ id: requesterId, name: asker }, ...participants],
    assignDueAt,
    silenceClosesAt: addBusinessTime(hours, mail.createdAt, silenceWindow),
    reopenUntil: closedAt && reopenUntil(closedAt, hours),
  }
}

/** The words that caused the letter; for a reminder those that wait for an answer. */
async function readWords(db: Db, mail: Row['mail']): Promise<LetterWords | null> {
  if (!mail.threadMessageId && mail.letter !== 'reminder') return null
  const wanted = mail.threadMessageId
    ? eq(message.id, mail.threadMessageId)
    : and(eq(message.ticketId, mail.ticketId ?? ''), eq(message.authorKind, 'staff'), lte(message.at, mail.createdAt))
  const [said] = await db
    .select()
    .from(message)
    .where(and(wanted, eq(message.visibility, 'public')))
    .orderBy(desc(message.at), desc(message.id))
    .limit(1)
  if (!said) return null
  const files = await db
    .select({ id: file.id, name: file.name, type: file.type, size: file.size, storageKey: file.storageKey })
    .from(file)
    .where(and(eq(file.messageId, said.id), eq(file.visibility, 'public')))
    .orderBy(asc(file.createdAt), asc(file.id))
  return { by: said.authorName, byKind: said.authorKind, channel: said.channel, text: said.text, files }
}
