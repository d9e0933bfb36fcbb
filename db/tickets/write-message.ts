import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import type { Purpose } from '../../domain/decision.ts'
import type { Actor, Channel } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { insertsRow } from '../postgres/insert-rows.ts'
import { file, message } from '../schema/thread.ts'
import { ticket as table } from '../schema/ticket.ts'

/**
 * What a mail adds to its words: its HTML as received, whether that says more than the words and so is shown in their
 * place, and the quote and signature that are folded.
 */
export type MailWords = { html: string | null; ownShape: boolean; folded: string | null }

/** Words on their way into a thread. */
export type Words = {
  ticket: { id: string; companyId: string }
  actor: Actor
  visibility: 'public' | 'internal'
  purpose: Purpose
  channel: Channel
  body: string
  files: readonly string[]
  sourceKey: string
  mail?: MailWords | undefined
  now: Temporal.Instant
}

/**
 * Writes words into a thread and ties the files they name to them, in the caller's transaction. A file counts only
 * when it waits on the same ticket. Answers the id of the message; for words already written, theirs.
 */
export async function writeMessage(tx: Tx, words: Words): Promise<string> {
  const { ticket, actor } = words
  const key = { ticketId: ticket.id, sourceKey: `${words.sourceKey}/${words.visibility}` }
  const written = await insertMessage(tx, {
    ...key,
    companyId: ticket.companyId,
    authorKind: actor.kind,
    authorId: actor.kind === 'system' ? null : actor.id,
    authorName: actor.kind === 'system' ? '' : actor.name,
    authorEmail: actor.kind === 'system' ? null : actor.email,
    // A contact has no private words with us: what they write, both sides see.
    visibility: actor.kind === 'contact' ? 'public' : words.visibility,
    purpose: words.purpose,
    channel: words.channel,
    text: words.body,
    html: words.mail?.html ?? null,
    ownShape: words.mail?.ownShape ?? false,
    folded: words.mail?.folded ?? null,
    at: words.now,
  })
  if (!written) return alreadyWritten(tx, key)
  await tieFiles(tx, { ...words, ticketId: ticket.id }, written.id)
  return written.id
}

const insertMessage = insertsRow(message, 'on conflict do nothing returning id')

/** Ties files to words: each waits on the same ticket, or at its company, and belongs to no words yet. */
export async function tieFiles(
  tx: Tx,
  { ticketId, files, visibility }: { ticketId: string; files: readonly string[]; visibility: Words['visibility'] },
  messageId: string,
) {
  if (files.length === 0) return
  const ofCompany = tx.select({ id: table.companyId }).from(table).where(eq(table.id, ticketId))
  await tx
    .update(file)
    .set({ messageId, ticketId, visibility })
    .where(
      and(
        inArray(file.id, files),
        inArray(file.companyId, ofCompany),
        isNull(file.messageId),
        or(isNull(file.ticketId), eq(file.ticketId, ticketId)),
      ),
    )
}

async function alreadyWritten(tx: Tx, key: { ticketId: string; sourceKey: string }): Promise<string> {
  const [row] = await tx
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.ticketId, key.ticketId), eq(message.sourceKey, key.sourceKey)))
  if (!row)
    throw new Error(`Words with the key ${key.sourceKey} were refused on ticket ${key.ticketId}, yet none are there.`)
  return row.id
}
