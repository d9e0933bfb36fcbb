import { and, eq, gt, sql } from 'drizzle-orm'
import type { Contact, Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { outgoingMail } from '../schema/mail.ts'
import { person } from '../schema/person.ts'
import { promiseMail } from './recipients.ts'

type Answer = {
  to: Contact | Staff
  /** The ticket the mail belongs to; null when it belongs to none. */
  ticket: { id: string; companyId: string } | null
  /** What the letter tells of the mail. */
  facts: Record<string, string>
  now: Temporal.Instant
}

/**
 * Tells somebody we know what became of a mail of theirs that did not do what they meant, at their registered address.
 * At most once a day (mail §6).
 */
export async function answerSender(tx: Tx, house: House, { to, ticket, facts, now }: Answer): Promise<void> {
  // Two such mails read at once are still answered once.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`answer to ${to.email}`}, 4))`)
  const answered = and(
    eq(outgoingMail.address, to.email),
    eq(outgoingMail.letter, 'mail_held'),
    gt(outgoingMail.createdAt, now.subtract({ hours: 24 })),
  )
  if ((await tx.$count(outgoingMail, answered)) > 0) return
  const [reader] = await tx.select({ language: person.language }).from(person).where(eq(person.id, to.id))
  if (!reader) return
  await promiseMail(tx, house, [
    {
      letter: 'mail_held',
      ...{ personId: to.id, address: to.email, language: reader.language, facts, createdAt: now },
      ...(ticket && { ticketId: ticket.id, companyId: ticket.companyId }),
    },
  ])
}
