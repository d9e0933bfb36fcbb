import { and, eq, isNotNull } from 'drizzle-orm'
import type { Language, Staff } from '../../domain/ticket.ts'
import type { CommandLine } from '../../domain/words/mail-commands.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { withoutTokens } from '../letters/redact-tokens.ts'
import { inboundMail, outgoingMail } from '../schema/mail.ts'
import { file, message } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'
import { type ListedMail, lineOfCame, lineOfWent, readOfCame, readOfWent } from './mail-line.ts'

/**
 * What is known of a mail that came. `text` and `folded` are the words it became in a thread, if it became any, else what
 * it says; `html` is its own, as received: never show it unsanitised.
 */
export type CameMail = ListedMail & {
  direction: 'in'
  origin: string
  mailbox: string | null
  envelopeFrom: string | null
  envelopeTo: string[]
  size: number
  level: 'P0' | 'P1' | 'P2' | 'P3' | null
  evidence: Record<string, unknown> | null
  release: typeof inboundMail.$inferSelect.release
  /** What one of us asked for in it, line by line. */
  commands: CommandLine[]
  text: string | null
  html: string | null
  folded: string | null
  /** What its HTML may show by Content-ID; kept once it belongs to a ticket. */
  pictures: { id: string; contentId: string | null }[]
  /** The words that it became in a thread, and whose they are there; null where it became none. */
  placed: { id: string; writer: string | null } | null
}

/** What is known of a mail of ours. */
export type WentMail = ListedMail & {
  direction: 'out'
  tries: number
  triedAt: Temporal.Instant | null
  deliveredAt: Temporal.Instant | null
  language: Language
  text: string | null
}

/** One mail of the log with all that is known of it; null when there is none. For staff. */
export function readMail(house: House, staff: Staff, id: string): Promise<CameMail | WentMail | null> {
  return readAs(house.db, staff, async (tx) => (await readCame(tx, id)) ?? readWent(tx, id))
}

async function readCame(tx: Tx | Db, id: string): Promise<CameMail | null> {
  const [row] = await tx
    .select({
      ...readOfCame,
      origin: inboundMail.origin,
      mailbox: inboundMail.mailbox,
      envelopeFrom: inboundMail.envelopeFrom,
      envelopeTo: inboundMail.envelopeTo,
      size: inboundMail.size,
      level: inboundMail.level,
      evidence: inboundMail.evidence,
      release: inboundMail.release,
      commands: inboundMail.commands,
      said: { text: inboundMail.text, html: inboundMail.html },
      placed: {
        id: message.id,
        writer: message.authorId,
        text: message.text,
        html: message.html,
        folded: message.folded,
      },
    })
    .from(inboundMail)
    .leftJoin(ticket, eq(ticket.id, inboundMail.ticketId))
    .leftJoin(message, eq(message.id, inboundMail.threadMessageId))
    .where(eq(inboundMail.id, id))
  if (!row) return null
  const { said, placed, ...mail } = lineOfCame(row)
  return {
    ...mail,
    envelopeTo: mail.envelopeTo.map(withoutTokens),
    // What still waits to be carried out is nobody's to read.
    commands: mail.commands?.lines ?? [],
    text: shown(placed?.text ?? said.text),
    html: shown(placed?.html ?? said.html),
    folded: shown(placed?.folded ?? null),
    pictures: placed?.html ? await readPicturesOf(tx, placed.id) : [],
    placed: placed && { id: placed.id, writer: placed.writer },
  }
}

function readPicturesOf(tx: Tx | Db, messageId: string) {
  return tx
    .select({ id: file.id, contentId: file.contentId })
    .from(file)
    .where(and(eq(file.messageId, messageId), isNotNull(file.contentId)))
}

/** What people quote of our letters holds the tokens of their readers. */
function shown(words: string | null): string | null {
  return words && withoutTokens(words)
}

async function readWent(tx: Tx | Db, id: string): Promise<WentMail | null> {
  const [row] = await tx
    .select({
      ...readOfWent,
      tries: outgoingMail.tries,
      triedAt: outgoingMail.triedAt,
      deliveredAt: outgoingMail.deliveredAt,
      language: outgoingMail.language,
      text: message.text,
    })
    .from(outgoingMail)
    .leftJoin(ticket, eq(ticket.id, outgoingMail.ticketId))
    .leftJoin(message, eq(message.id, outgoingMail.threadMessageId))
    .where(eq(outgoingMail.id, id))
  return row ? lineOfWent(row) : null
}
