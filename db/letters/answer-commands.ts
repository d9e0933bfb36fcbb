import { and, eq, gt, sql } from 'drizzle-orm'
import type { Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { outgoingMail } from '../schema/mail.ts'
import { person } from '../schema/person.ts'
import { promiseMail } from './recipients.ts'

/** More answers than this to one person in a day are no conversation of a person. */
const mostADay = 50

type Answer = {
  to: Staff
  ticket: { id: string; companyId: string }
  /** What the letter tells, in the reader's language. */
  facts: Record<string, string>
  now: Temporal.Instant
}

/**
 * Answers the commands in a mail of one of us, at their registered address. Each is answered, because each was asked for
 * by a person we know through an address only they have; who asks too much in a day hears no more, person or not (B13).
 */
export async function answerCommands(tx: Tx, house: House, { to, ticket, facts, now }: Answer): Promise<void> {
  // Their mails may come from several addresses, and be read at once.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`answer to ${to.email}`}, 4))`)
  const answered = and(
    eq(outgoingMail.address, to.email),
    eq(outgoingMail.letter, 'mail_commands'),
    gt(outgoingMail.createdAt, now.subtract({ hours: 24 })),
  )
  if ((await tx.$count(outgoingMail, answered)) >= mostADay) return
  const [reader] = await tx.select({ language: person.language }).from(person).where(eq(person.id, to.id))
  if (!reader) return
  await promiseMail(tx, house, [
    {
      ...{ letter: 'mail_commands', personId: to.id, address: to.email, language: reader.language, facts },
      ...{ ticketId: ticket.id, companyId: ticket.companyId, createdAt: now },
    },
  ])
}
