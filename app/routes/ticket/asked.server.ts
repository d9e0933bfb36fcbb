import type { ShownOffer } from '../../../db/offers.ts'
import type { TicketPage } from '../../../db/ticket-page.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { Eyes } from './entries.server.ts'

/** A ticket, whoever looks at it, and what its card rests on. */
export type Asked = {
  page: TicketPage
  actor: Contact
  eyes: Eyes
  /** The fix that was offered last. */
  fix: ShownOffer | null
  /** Names of those at the company who may decide. */
  deciders: string[]
  /** Pages of documentation that the ticket changed. */
  documented: { id: string; title: string }[]
  /** Names of the company's people, by id. */
  names: Map<string, string>
}
