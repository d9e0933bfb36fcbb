import type { Decider } from '../../../db/people/deciders.ts'
import type { ShownOffer } from '../../../db/tickets/offers.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import type { Verdict } from '../../../db/tickets/verdicts.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { Eyes } from './entries.server.ts'

/** A ticket, whoever looks at it, and what its card rests on. */
export type Asked = {
  page: TicketPage
  actor: Contact
  eyes: Eyes
  /** The fix that was offered last. */
  fix: ShownOffer | null
  /** Those at the company who may decide. */
  deciders: Pick<Decider, 'name' | 'email'>[]
  /** Where the ticket's page is, for a colleague; null where the reader is not signed in. */
  url: string | null
  /** Who released it; null until somebody did. */
  releasedBy: string | null
  /** Whether its closing solved it, as one of the company said; null while nobody did. */
  verdict: Verdict | null
  /** Pages of documentation that the ticket changed. */
  documented: { id: string; title: string }[]
  /** Names of the company's people, by id. */
  names: Map<string, string>
}
