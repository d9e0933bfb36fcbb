import { and, eq } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { person, personEmail } from '../schema/person.ts'
import { ticket } from '../schema/ticket.ts'
import { promiseMail } from './recipients.ts'

/** A letter that did not reach its reader. */
export type Unread = { ticketId: string | null; companyId: string | null; personId: string | null; address: string }

/**
 * Tells the PM that a letter did not reach its reader, with the server's words (O07). Nobody is told of a letter to one
 * of us: that alarm would fail the same way.
 */
export async function tellUndelivered(
  tx: Tx,
  house: House,
  mail: Unread,
  { said, now }: { said: string; now: Temporal.Instant },
): Promise<void> {
  if (!mail.ticketId || !mail.companyId || !mail.personId || (await isStaff(tx, mail.personId))) return
  const [pm] = await tx
    .select({
      personId: person.id,
      address: personEmail.address,
      language: person.language,
      active: person.active,
    })
    .from(ticket)
    .innerJoin(person, eq(person.id, ticket.pmId))
    .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
    .where(eq(ticket.id, mail.ticketId))
  if (!pm?.active) return
  const { personId, address, language } = pm
  await promiseMail(tx, house, [
    {
      ...{ letter: 'alarm' as const, personId, address, language, createdAt: now },
      ...{ companyId: mail.companyId, ticketId: mail.ticketId },
      facts: { because: 'undelivered', address: mail.address, said: said.slice(0, 500) },
    },
  ])
}

async function isStaff(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx.select({ kind: person.kind }).from(person).where(eq(person.id, personId))
  return row?.kind === 'staff'
}
