import { and, eq } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import { announce } from '../announce.ts'
import type { House } from '../house.ts'
import { outgoingMail } from '../schema/mail.ts'
import { file, message } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'

/** How long the letters of one of us wait here. */
export const takeBackSeconds = 10

/** A worker that is down keeps letters for longer than anybody may still unsay what the portal shows. */
const graceSeconds = 60

/** Words that were taken back, to be put right and sent again with their files. */
export type TakenBack = { body: string; files: string[] }

/**
 * Takes back a public message of one's own while none of its letters has left: message and letters are gone in one
 * transaction, as if they had never been, and its files wait for other words. Refuses once a worker has a letter in
 * hand, after a minute, and the words of others.
 */
export function takeBack(
  house: House,
  { number, messageId, actor, now }: { number: number; messageId: string; actor: Staff; now: Temporal.Instant },
): Promise<TakenBack | Refusal> {
  return house.db.transaction(async (tx) => {
    const [said] = await tx
      .select({ id: message.id, ticketId: message.ticketId, body: message.text, at: message.at })
      .from(message)
      .innerJoin(ticket, eq(ticket.id, message.ticketId))
      .where(
        and(
          ...[eq(message.id, messageId), eq(message.authorId, actor.id), eq(ticket.number, number)],
          ...[eq(message.visibility, 'public'), eq(message.purpose, 'reply')],
        ),
      )
      .for('update', { of: message })
    if (!said) return refuse('already_sent')
    // Whoever takes a letter for sending writes its row first, and so waits here, and then finds none.
    const letters = await tx
      .select({ id: outgoingMail.id, tries: outgoingMail.tries, delivery: outgoingMail.delivery })
      .from(outgoingMail)
      .where(eq(outgoingMail.threadMessageId, said.id))
      .for('update')
    const untouched = letters.every(({ tries, delivery }) => tries === 0 && delivery === 'queued')
    const late = Temporal.Instant.compare(now, said.at.add({ seconds: graceSeconds })) > 0
    if (!untouched || late) return refuse('already_sent')
    await tx.delete(outgoingMail).where(eq(outgoingMail.threadMessageId, said.id))
    const files = await tx
      .update(file)
      .set({ messageId: null, visibility: 'internal' })
      .where(eq(file.messageId, said.id))
      .returning({ id: file.id })
    await tx.delete(message).where(eq(message.id, said.id))
    await announce(tx, said.ticketId)
    return { body: said.body, files: files.map(({ id }) => id) }
  })
}
