import { and, eq } from 'drizzle-orm'
import { type Refusal, refuse } from '../domain/refusal.ts'
import type { Staff } from '../domain/ticket.ts'
import { addAddress } from './addresses.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { promise } from './promise.ts'
import { inboundMail } from './schema/mail.ts'
import { person } from './schema/person.ts'
import { ticket } from './schema/ticket.ts'

/** What one of us decides of a held mail. */
export type Release = {
  mailId: string
  as: 'attach' | 'open' | 'alias' | 'spam'
  /** The ticket to attach to. */
  ticketNumber?: number
  /** Whose mail it is: for `alias` always, for the others when From does not say it. */
  personId?: string
  by: Staff
  now: Temporal.Instant
}

/**
 * Releases a held mail: writes down the decision and promises the same reading again with it, in one transaction.
 * Spam is put aside at once. Refuses what is not held any more, and a ticket or person nobody knows.
 */
export async function releaseMail(house: House, release: Release): Promise<{ mailId: string } | Refusal> {
  return house.db.transaction(async (tx) => {
    const [held] = await tx
      .select({ fromAddress: inboundMail.fromAddress })
      .from(inboundMail)
      .where(and(eq(inboundMail.id, release.mailId), eq(inboundMail.fate, 'held')))
      .for('update')
    if (!held) return refuse('not_possible_now')
    const refusal = await objectionTo(tx, release)
    if (refusal) return refusal
    if (release.as === 'alias') await addAlias(tx, release, held.fromAddress)
    await record(tx, release)
    if (release.as !== 'spam') await promise(tx, house, [{ task: 'read_mail', mailIds: [release.mailId] }])
    return { mailId: release.mailId }
  })
}

async function objectionTo(tx: Tx, { as, ticketNumber, personId }: Release): Promise<Refusal | null> {
  if (as === 'attach') {
    const [row] =
      ticketNumber === undefined
        ? []
        : await tx.select({ id: ticket.id }).from(ticket).where(eq(ticket.number, ticketNumber))
    if (!row) return refuse('no_such_ticket')
  }
  if (as === 'alias' || personId !== undefined) {
    const [row] =
      personId === undefined
        ? []
        : await tx.select({ active: person.active }).from(person).where(eq(person.id, personId))
    if (!row?.active) return refuse('no_such_person')
  }
  return null
}

async function addAlias(tx: Tx, { personId }: Release, address: string | null) {
  if (personId && address) await addAddress(tx, personId, address.toLowerCase())
}

async function record(tx: Tx, { mailId, as, ticketNumber, personId, by, now }: Release) {
  const decision = {
    ...{ as, by: by.id, at: now.toString() },
    ...(ticketNumber !== undefined && { ticketNumber }),
    ...(personId !== undefined && { personId }),
  }
  const fate = as === 'spam' ? { reason: 'spam' } : { fate: null, reason: null, readAt: null, tries: 0 }
  await tx
    .update(inboundMail)
    .set({ release: decision, ...fate })
    .where(eq(inboundMail.id, mailId))
}
