import { createHash } from 'node:crypto'
import type { Tx } from '../../db/client.ts'
import type { TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { readPerson } from '../../db/people/actor.ts'
import { addNoteWithin } from '../../db/thread.ts'
import { readTicket } from '../../db/tickets/ticket-facts.ts'
import { noteForSuggested } from '../../domain/words/suggested.ts'
import { isOurAddress } from '../evidence/our-address.ts'
import type { Identity } from './identify-sender.ts'
import type { Reading } from './reading.ts'

const most = 10

/**
 * Suggests to staff, in a note, whom a customer wrote to besides us and who does not join a ticket by that: strangers, and
 * people of other companies. They are added by nobody and told nothing (T11). The same people are suggested once.
 */
export async function suggestPeople(
  tx: Tx,
  { house, mail, context }: Reading,
  {
    sender,
    ticket,
    now,
  }: { sender: Identity; ticket: Pick<TicketSketch, 'id' | 'number' | 'companyId'>; now: Temporal.Instant },
): Promise<void> {
  const joins = (address: string) => {
    const other = sender.copied.get(address)?.actor
    if (other?.kind !== 'contact') return other?.kind === 'staff'
    return other.memberships.some(({ companyId }) => companyId === ticket.companyId)
  }
  const written = [...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase())
  const others = [...new Set(written)]
    .filter((address) => address !== mail.from?.address && !isOurAddress(address, context) && !joins(address))
    .slice(0, most)
    .toSorted()
  if (others.length === 0) return
  const pmId = (await readTicket(tx, ticket.id))?.pmId
  const language = (pmId && (await readPerson(tx, pmId))?.language) || 'en'
  await addNoteWithin(tx, house, {
    ...{ number: ticket.number, actor: { kind: 'system' }, body: noteForSuggested(others, language), files: [], now },
    ...{ channel: 'mail', proof: 'job', sourceKey: keyOf(others) },
  })
}

/** Addresses may be of any length, a key not. */
function keyOf(addresses: string[]): string {
  return `suggested/${createHash('sha256').update(addresses.join(' ')).digest('base64url')}`
}
