import type { Calendar } from './calendar.ts'
import type { Bodies } from './command.ts'
import type { Action } from './lifecycle.ts'
import type { Actor, Membership, Role, Ticket } from './ticket.ts'

/** A person named in a command by address, as the door found them. */
export type NamedPerson = {
  id: string
  kind: 'contact' | 'staff'
  name: string
  email: string
  roles: Role[]
  memberships: Membership[]
}

/** The manager a new ticket would go to (R011), and why this one. */
export type ManagerChoice = { id: string; because: 'app' | 'company' | 'deputy' | 'least_loaded' }

/** What a decision may need to know beside the ticket; the door reads it in the same transaction. */
export type Known = {
  calendar: Calendar
  people: Map<string, NamedPerson>
  manager: ManagerChoice | null
  /** The specialised developer who is there, for a ticket that joins a line and has none (R022). */
  developer: string | null
  /** Apps of the ticket's company, by id. */
  appIds: Set<string>
  /** Pictures on this ticket, among the files that an offer names. */
  pictureIds: Set<string>
  /** Whether a page of documentation with this revision is on file for the app (R048); true where none is named. */
  documentationOnFile: boolean
  /** Numbers of the tickets that wait in the same line, in its order. */
  line: number[]
  /** Whether staging has a free place for this ticket now. */
  slotFree: boolean
  /** The other ticket of `merge` and `mark_duplicate`, and whether it was itself merged into this one. */
  other: { id: string; companyId: string; leadsBack: boolean } | null
  /** Whether the customer was ever told a date for this ticket (R148). */
  dateTold: boolean
  /** Whether any mail of this ticket is unread, held or not fetched yet at the moment asked about (B20). */
  mailWaiting: boolean
}

/** The situation a rule looks at: the ticket, who acts, when, and what is known beside. */
export type Situation = { ticket: Ticket; actor: Actor; now: Temporal.Instant; known: Known }

/** One question put to the rules: may this be done to this ticket, by this actor, at this moment? */
export type Asked<A extends Action = Action> = { [K in A]: Situation & { action: K; body: Bodies[K] } }[A]
