import { eq } from 'drizzle-orm'
import type { Approval, Contact, Language } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { findGrants } from '../mailbox/mail-signs.ts'
import { person } from '../schema/person.ts'
import { approval, ticket } from '../schema/ticket.ts'
import { seenBy } from '../scope.ts'
import { readPerson } from './actor.ts'
import { readReplyToken } from './reply-token.ts'

/** Whom the link of a letter speaks for, and the one question that it answers. */
export type AnswerLink = {
  /** The hash of its token: names the link, and opens nothing. */
  hash: string
  contact: Contact
  language: Language
  timeZone: string | null
  number: number
  asked: Pick<Approval, 'id' | 'kind' | 'version' | 'decidedAt'> & {
    decision: 'approved' | 'declined' | 'void' | null
    by: { id: string; name: string } | null
  }
}

/**
 * Reads the link of a letter (mail §3). It holds while its person is active and may see the ticket; null for every
 * other. A token that we did not seal is told from ours before the database is asked anything.
 */
export async function readAnswerLink(
  { db }: Pick<House, 'db'>,
  { secretKey, token, now }: { secretKey: string; token: string; now: Temporal.Instant },
): Promise<AnswerLink | null> {
  const hash = readReplyToken(secretKey, 'reply', token)
  if (hash === null) return null
  return db.transaction(
    async (tx) => {
      const grant = (await findGrants(tx, [hash], now)).get(hash)
      if (!grant?.holds || grant.purpose !== 'decide' || grant.approvalId === null) return null
      const reader = await readPerson(tx, grant.personId)
      if (reader?.actor.kind !== 'contact') return null
      const { actor: contact, language, timeZone } = reader
      const [seen] = await seenBy(tx, contact, (within) =>
        within.select({ number: ticket.number }).from(ticket).where(eq(ticket.id, grant.ticketId)),
      )
      const [asked] = await tx
        .select({ approval, by: { id: person.id, name: person.name } })
        .from(approval)
        .leftJoin(person, eq(person.id, approval.decidedBy))
        .where(eq(approval.id, grant.approvalId))
      if (!seen || !asked) return null
      const { id, kind, version, decision, decidedAt } = asked.approval
      const question = { id, kind, version, decision, decidedAt, by: asked.by }
      return { hash, contact, language, timeZone, number: seen.number, asked: question }
    },
    { accessMode: 'read only' },
  )
}
