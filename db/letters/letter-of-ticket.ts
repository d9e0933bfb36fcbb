import { and, desc, eq } from 'drizzle-orm'
import type { Letter } from '../../domain/notify.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { outgoingMail } from '../schema/mail.ts'
import { ticket } from '../schema/ticket.ts'
import { readAs } from '../scope.ts'

/** The latest letter of this kind that was promised on a ticket; null when there is none that they may see. */
export async function findLetterOf(
  db: Db,
  actor: Staff,
  { letter, number }: { letter: Letter; number: number },
): Promise<string | null> {
  const [row] = await readAs(db, actor, (on) =>
    on
      .select({ id: outgoingMail.id })
      .from(outgoingMail)
      .innerJoin(ticket, eq(ticket.id, outgoingMail.ticketId))
      .where(and(eq(ticket.number, number), eq(outgoingMail.letter, letter)))
      .orderBy(desc(outgoingMail.createdAt), desc(outgoingMail.id))
      .limit(1),
  )
  return row?.id ?? null
}
