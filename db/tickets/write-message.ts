import { and, eq, sql } from 'drizzle-orm'
import type { Purpose } from '../../domain/decision.ts'
import { wantsRemote } from '../../domain/letter-shape.ts'
import type { Actor, Channel } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson, insertsRow } from '../postgres/insert-rows.ts'
import { message } from '../schema/thread.ts'

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
  return (await writeOnce(tx, words)).messageId
}

/** The same for who has more to do for new words only: says whether they were written now, or stood there before. */
export async function writeOnce(tx: Tx, words: Words): Promise<{ messageId: string; acted: 'now' | 'before' }> {
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
    remotePictures: words.mail?.ownShape === true && wantsRemote(words.mail.html ?? ''),
    folded: words.mail?.folded ?? null,
    at: words.now,
  })
  if (!written) return { messageId: await alreadyWritten(tx, key), acted: 'before' }
  const { files, visibility } = words
  await tieFiles(tx, { ticketId: ticket.id, files, visibility, messageId: written.id })
  return { messageId: written.id, acted: 'now' }
}

const insertMessage = insertsRow(message, 'on conflict do nothing returning id')

type Tied = { ticketId: string; files: readonly string[]; visibility: Words['visibility']; messageId: string }

/** Ties files to words: each waits on the same ticket, or at its company, and belongs to no words yet. */
export const tieFiles = gathered<Tied, void>(async (tx, asked) => {
  const given = asked.flatMap(({ files, ...words }) => files.map((fileId) => ({ fileId, ...words })))
  if (given.length > 0)
    await tx.execute(sql`update file
      set message_id = given."messageId", ticket_id = given."ticketId", visibility = given.visibility
      from json_to_recordset(${asJson(given)}::json)
        as given ("fileId" uuid, "messageId" uuid, "ticketId" uuid, visibility text)
      join ticket on ticket.id = given."ticketId"
      where file.id = given."fileId" and file.company_id = ticket.company_id and file.message_id is null
        and (file.ticket_id is null or file.ticket_id = ticket.id)`)
  return asked.map(() => undefined)
})

async function alreadyWritten(tx: Tx, key: { ticketId: string; sourceKey: string }): Promise<string> {
  const [row] = await tx
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.ticketId, key.ticketId), eq(message.sourceKey, key.sourceKey)))
  if (!row)
    throw new Error(`Words with the key ${key.sourceKey} were refused on ticket ${key.ticketId}, yet none are there.`)
  return row.id
}
