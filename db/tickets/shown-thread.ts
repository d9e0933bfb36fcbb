import { and, asc, count, desc, eq, sql } from 'drizzle-orm'
import type { Purpose } from '../../domain/decision.ts'
import { maySeeNotes } from '../../domain/permission.ts'
import type { Actor, Channel } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { withoutTokens } from '../letters/redact-tokens.ts'
import { file, message } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'

/** A file of a thread. What is `inWords` is a picture that a letter in its own shape shows already. */
export type ShownFile = {
  id: string
  name: string
  type: string
  size: number
  contentId: string | null
  inWords: boolean
}

/** Words of a thread as this actor may read them. A letter with `ownShape` is shown by its HTML, which `own-shape.ts` reads. */
export type ShownMessage = {
  id: string
  author: { id: string | null; name: string; email: string | null; kind: 'contact' | 'staff' | 'system' | 'unknown' }
  visibility: 'public' | 'internal'
  purpose: Purpose
  channel: Channel
  text: string
  ownShape: boolean
  remotePictures: boolean
  folded: string | null
  files: ShownFile[]
  at: Temporal.Instant
}

/**
 * The words of a ticket, oldest first, of the `latest` so many; of none, how many are earlier stays unasked. Notes are for
 * staff; call it as the actor.
 */
export async function readThread(
  tx: Tx,
  { number, actor, latest }: { number: number; actor: Actor; latest: number | undefined },
): Promise<{ messages: ShownMessage[]; earlier: number }> {
  const mine = and(eq(ticket.number, number), maySeeNotes(actor) ? undefined : eq(message.visibility, 'public'))
  const total = tx
    .select({ count: count() })
    .from(message)
    .innerJoin(ticket, eq(ticket.id, message.ticketId))
    .where(mine)
  const words = tx
    // Asked once for all rows, because it is about none of them.
    .select({ ...columns, total: sql<number>`${total}`.mapWith(Number) })
    .from(message)
    .innerJoin(ticket, eq(ticket.id, message.ticketId))
    .where(mine)
    .orderBy(desc(message.at), desc(message.id))
  const [rows, files] = await Promise.all([latest === undefined ? words : words.limit(latest), readFiles(tx, number)])
  const filesOf = Map.groupBy(files, ({ messageId }) => messageId)
  const messages = rows.reverse().map(({ total: _, ...row }) =>
    show(
      row,
      actor,
      (filesOf.get(row.id) ?? []).map(({ messageId: _, ...rest }) => rest),
    ),
  )
  return { messages, earlier: (rows[0]?.total ?? 0) - messages.length }
}

const columns = {
  id: message.id,
  authorId: message.authorId,
  authorName: message.authorName,
  authorEmail: message.authorEmail,
  authorKind: message.authorKind,
  visibility: message.visibility,
  purpose: message.purpose,
  channel: message.channel,
  text: message.text,
  ownShape: message.ownShape,
  remotePictures: message.remotePictures,
  folded: message.folded,
  at: message.at,
}

function readFiles(tx: Tx, number: number) {
  return tx
    .select({
      id: file.id,
      name: file.name,
      type: file.type,
      size: file.size,
      contentId: file.contentId,
      messageId: file.messageId,
      inWords: sql<boolean>`case when ${message.ownShape} and ${file.contentId} <> ''
        then strpos(${message.html}, 'cid:' || ${file.contentId}) > 0 else false end`,
    })
    .from(file)
    .innerJoin(ticket, eq(ticket.id, file.ticketId))
    .leftJoin(message, eq(message.id, file.messageId))
    .where(eq(ticket.number, number))
    .orderBy(asc(file.createdAt), asc(file.id))
}

type Row = { authorId: string | null; authorName: string; authorEmail: string | null } & Omit<
  ShownMessage,
  'author' | 'files'
> & { authorKind: ShownMessage['author']['kind'] }

function show(row: Row, actor: Actor, files: ShownFile[]): ShownMessage {
  const { authorId, authorName, authorEmail, authorKind, ...words } = row
  // One of us answering by mail may have quoted a note below: to a contact only the new words exist (H08).
  const guarded =
    authorKind === 'staff' && !maySeeNotes(actor) ? { ownShape: false, remotePictures: false, folded: null } : {}
  const shown = { ...(words.channel === 'mail' ? discreet(words) : words), ...guarded }
  return {
    ...shown,
    author: { id: authorId, name: authorName, email: authorEmail, kind: authorKind },
    files: files.map((file) => ({ ...file, inWords: file.inWords && shown.ownShape })),
  }
}

/** A mail quotes our letters, with what their reader alone may answer and decide by. */
function discreet<Words extends Pick<ShownMessage, 'text' | 'folded'>>(words: Words): Words {
  const { text, folded } = words
  return { ...words, text: withoutTokens(text), folded: folded && withoutTokens(folded) }
}
