import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import { findTicket } from '../change-ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { welcomeContact } from '../people/addresses.ts'
import { giveAddress } from '../people/give-address.ts'
import { promise } from '../promise.ts'
import { inboundMail } from '../schema/mail.ts'
import { person } from '../schema/person.ts'

/** What one of us decides of a held mail. */
export type Release = {
  mailId: string
  as: 'attach' | 'open' | 'alias' | 'spam'
  /** The ticket to attach to. */
  ticketNumber?: number
  /** Whose mail it is: for `alias` always, for the others when From does not say it. */
  personId?: string
  /** For `open`: the company whose new contact the sender becomes, unless somebody has the address. */
  companyId?: string
  by: Staff
  now: Temporal.Instant
}

/**
 * Releases a held mail: writes down the decision and promises the same reading again with it, in one transaction.
 * Spam is put aside at once. Refuses what is not held any more, a ticket or person nobody knows, another of us, and to
 * make an address of ours somebody's.
 */
export async function releaseMail(house: House, release: Release): Promise<{ mailId: string } | Refusal> {
  return house.db.transaction(async (tx) => {
    const [held] = await tx
      .select({ fromAddress: inboundMail.fromAddress, fromName: inboundMail.fromName })
      .from(inboundMail)
      .where(and(eq(inboundMail.id, release.mailId), eq(inboundMail.fate, 'held')))
      .for('update')
    if (!held) return refuse('not_possible_now')
    const refusal = (await objectionTo(tx, release)) ?? (await addAlias(tx, house, release, held.fromAddress))
    if (refusal) return refusal
    const welcomed = await welcome(tx, house, release, held)
    await record(tx, { ...release, ...(welcomed && { personId: welcomed }) })
    if (release.as !== 'spam') await promise(tx, house, [{ task: 'read_mail', mailIds: [release.mailId] }])
    return { mailId: release.mailId }
  })
}

/** An address of one of us opens what they may do: it is theirs to name, or an admin's. */
async function objectionTo(tx: Tx, { as, by, ticketNumber, personId }: Release): Promise<Refusal | null> {
  if (as === 'attach') {
    const found = ticketNumber !== undefined && (await findTicket(tx, by, ticketNumber))
    if (!found) return refuse('no_such_ticket')
  }
  if (as === 'alias' || personId !== undefined) {
    const [row] =
      personId === undefined
        ? []
        : await tx.select({ active: person.active, kind: person.kind }).from(person).where(eq(person.id, personId))
    if (!row?.active) return refuse('no_such_person')
    const mayName = row.kind === 'contact' || by.id === personId || by.roles.includes('admin')
    if (as === 'alias' && !mayName) return refuse('not_yours_to_do')
  }
  return null
}

/** Does nothing when the address has an owner already. */
async function addAlias(
  tx: Tx,
  house: House,
  { as, personId }: Release,
  address: string | null,
): Promise<Refusal | null> {
  if (as !== 'alias' || !personId || !address) return null
  const given = await giveAddress(tx, house, { address: address.toLowerCase(), personId, main: false })
  return isRefusal(given) && given.refused === 'our_own_address' ? given : null
}

/** The sender as a contact of the company that was named; null where nobody was to be welcomed, or nobody can be. */
async function welcome(
  tx: Tx,
  house: House,
  { as, companyId, personId, now }: Release,
  { fromAddress, fromName }: { fromAddress: string | null; fromName: string | null },
): Promise<string | null> {
  if (as !== 'open' || !companyId || personId || !fromAddress) return null
  const address = fromAddress.toLowerCase()
  const contact = await welcomeContact(tx, house, { address, name: fromName || address, companyId, now })
  return contact?.kind === 'contact' ? contact.id : null
}

/**
 * Has a held mail read once more, as if it had just come: for when what kept it back was mended. One that is held for the
 * number of those that came with it is let in, one that was put aside as spam is taken back. Refuses what is not held any
 * more.
 */
export async function readAgain(
  house: House,
  { mailId, by, now }: Pick<Release, 'mailId' | 'by' | 'now'>,
): Promise<{ mailId: string } | Refusal> {
  const letIn = JSON.stringify({ as: 'anyway', by: by.id, at: now.toString() })
  return house.db.transaction(async (tx) => {
    const [held] = await tx
      .update(inboundMail)
      .set({
        fate: null,
        reason: null,
        readAt: null,
        tries: 0,
        release: sql`case when reason = 'flood' then ${letIn}::jsonb end`,
      })
      .where(and(eq(inboundMail.id, mailId), eq(inboundMail.fate, 'held'), or(isNull(inboundMail.release), isSpam)))
      .returning({ id: inboundMail.id })
    if (!held) return refuse('not_possible_now')
    await promise(tx, house, [{ task: 'read_mail', mailIds: [mailId] }])
    return { mailId }
  })
}

const isSpam = sql`${inboundMail.release} ->> 'as' = 'spam'`

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
