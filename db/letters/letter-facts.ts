import { and, asc, desc, eq, lte } from 'drizzle-orm'
import { addBusinessTime } from '../../domain/calendar.ts'
import type { Letter } from '../../domain/notify.ts'
import type { PictureShows } from '../../domain/offer.ts'
import { reopenUntil, silenceWindow } from '../../domain/sla.ts'
import type { Resolution, Stage } from '../../domain/stage.ts'
import type { Category, Channel, Language } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { file, message } from '../schema/thread.ts'
import { type LetterRow, readRow } from './letter-row.ts'
import { readSurroundings, type Surroundings } from './letter-surroundings.ts'
import { withoutTokens } from './redact-tokens.ts'
import { countRounds, roundsAtMost } from './rounds.ts'

/** Whoever opens the letter. */
export type Reader = { id: string; name: string; kind: 'contact' | 'staff'; language: Language; zone: string }

/** A file that goes with the words of a letter. */
export type LetterFile = {
  id: string
  name: string
  type: string
  size: number
  storageKey: string
  /** Which side of a change it shows, where it is a picture of a fix. */
  shows: PictureShows | null
}

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
  level2: boolean
  dueDate: string | null
  releasedAt: Temporal.Instant | null
  company: string
  /** ISO 4217; prices of the company are in it. */
  currency: string
  app: { name: string; productionUrl: string | null } | null
  requester: string
  pm: string | null
  developer: string | null
  /** What the reader is to this ticket, where they are one of us. */
  readerIs: { pm: boolean; developer: boolean }
  /** Everybody at the company who gets the words of this ticket. */
  circle: { id: string; name: string }[]
  /** By when somebody takes it; null when that is settled or stands still. */
  assignDueAt: Temporal.Instant | null
  /** When silence would close it, counted from the moment the letter was promised. */
  silenceClosesAt: Temporal.Instant
  reopenUntil: Temporal.Instant | null
}

/** All that a letter may tell. Notes are not among it: words are read as public words, or not at all. */
export type LetterFacts = Surroundings & {
  id: string
  letter: Letter
  address: string
  promisedAt: Temporal.Instant
  /** What was handed over with the promise, such as a code to sign in. */
  handed: Record<string, string>
  agency: string
  /** Its colour, `#rrggbb`; null is the house's. */
  accent: string | null
  /** The mailbox that its ticket came by, by name; null for what was opened otherwise. */
  mailbox: string | null
  /** The company it is about, where it is about one; a ticket names its own. */
  company: string | null
  reader: Reader
  ticket: LetterTicket | null
  words: LetterWords | null
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
  const reader = readerOf(row)
  if ('unreadable' in reader) return reader
  const words = wordless.includes(mail.letter) ? null : await readWords(db, mail)
  if (mail.threadMessageId && !words && !wordless.includes(mail.letter) && !mayLackWords.includes(mail.letter)) {
    return { unreadable: 'The words of this letter are not public.' }
  }
  const around = await readSurroundings(db, row)
  const { id, name, kind, timeZone } = reader
  const zone = timeZone ?? (kind === 'contact' ? row.company?.timeZone : null) ?? row.hours.zone
  return {
    id: mail.id,
    letter: mail.letter,
    address: mail.address,
    promisedAt: mail.createdAt,
    handed: (await isLastTurn(db, row)) ? { ...mail.facts, last_for: id } : mail.facts,
    ...{ agency: row.agency, accent: row.accent, mailbox: row.mailbox },
    company: row.company?.name ?? null,
    reader: { id, name, kind, language: mail.language, zone },
    ticket: ticketOf(row),
    words: words && withSides(words, around.offer),
    ...around,
    cause: row.cause,
    threadIds: row.threadIds,
  }
}

/** Why the letter is not its reader's to read any more, whatever was made of it already; null while it is. */
export async function readObstacle(db: Db, mailId: string): Promise<Unreadable | null> {
  const reader = readerOf(await readRow(db, mailId))
  return 'unreadable' in reader ? reader : null
}

function readerOf({ reader, isTheirs, belongs }: LetterRow): NonNullable<LetterRow['reader']> | Unreadable {
  if (!reader?.active) return { unreadable: 'The reader is nobody we know any more.' }
  if (!isTheirs) return { unreadable: 'The address is not its reader’s any more.' }
  return belongs ? reader : { unreadable: 'The reader may not see the ticket any more.' }
}

/** Letters that tell what happened and carry nobody's words. */
const wordless: readonly Letter[] = [
  'acknowledgement',
  'working_on_it',
  'assigned_to_you',
  'closed_silent',
  'alarm',
  'sign_in',
  'receipt',
  'lapsed',
  'planned',
  'new_date',
  'live',
  'invoice',
  'paid',
  'slot_free',
  'digest',
  'invitation',
  'mail_held',
  'mail_commands',
  'test',
]

/** Letters to us that show the customer's words where there are any, and make sense without. */
const mayLackWords: readonly Letter[] = ['your_turn']

function ticketOf({
  ticket: row,
  mail,
  hours,
  company: owner,
  requester: asker,
  pm: manager,
  developer: worker,
  app: project,
  participants,
  assignDueAt,
}: LetterRow): LetterTicket | null {
  if (!row || !owner || asker === null) return null
  const { id, number, title, stage, category, resolution, round, closedAt, requesterId } = row
  return {
    ...{ id, number, title, stage, category, resolution, round },
    ...{ level2: row.level2, dueDate: row.dueDate, releasedAt: row.releasedAt },
    company: owner.name,
    currency: owner.currency,
    app: project,
    requester: asker,
    pm: manager,
    developer: worker,
    readerIs: { pm: row.pmId === mail.personId, developer: row.developerId === mail.personId },
    circle: [{ id: requesterId, name: asker }, ...participants],
    assignDueAt,
    silenceClosesAt: addBusinessTime(hours, mail.createdAt, silenceWindow),
    reopenUntil: closedAt && reopenUntil(closedAt, hours),
  }
}

/** Whether what a contact answers by mail to what colleagues said is sent on to none of them from now on (B13). */
async function isLastTurn(db: Db, { mail, reader }: LetterRow): Promise<boolean> {
  const { letter, ticketId, personId, address, createdAt: moment } = mail
  if (reader?.kind !== 'contact' || !ticketId || !personId || !ofColleagues.includes(letter)) return false
  return (await countRounds(db, { personId, address, isOurs: false, ticketId, moment })) >= roundsAtMost - 1
}

const ofColleagues: readonly Letter[] = ['notice', 'reopened']

/** The pictures of a fix stand in the order they were offered in, each with the side of the change that it shows. */
function withSides(words: LetterWords, offer: Surroundings['offer']): LetterWords {
  const placeOf = ({ id }: LetterFile) => offer?.pictures.findIndex(({ fileId }) => fileId === id) ?? -1
  const files = words.files
    .map((one) => ({ ...one, shows: offer?.pictures[placeOf(one)]?.shows ?? null }))
    .toSorted((one, other) => placeOf(one) - placeOf(other))
  return { ...words, files }
}

/** The words that caused the letter; for a reminder those that wait for an answer. */
async function readWords(db: Db, mail: LetterRow['mail']): Promise<LetterWords | null> {
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
  const { authorName: by, authorKind: byKind, channel, text } = said
  // Whoever quoted a letter of ours would hand its reader's tokens to everybody who gets these words.
  return { by, byKind, channel, text: withoutTokens(text), files: files.map((one) => ({ ...one, shows: null })) }
}
