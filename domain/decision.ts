import type { Asked } from './asked.ts'
import type { ClockKind } from './clock.ts'
import type { Action } from './lifecycle.ts'
import type { Promised } from './notify.ts'
import type { Stage } from './stage.ts'
import type { ApprovalKind, Ticket } from './ticket.ts'

/** The facts a decision may write on the ticket itself; what surrounds a ticket is written by effects. */
export type TicketChanges = Partial<
  Omit<
    Ticket,
    | 'id'
    | 'number'
    | 'companyId'
    | 'requesterId'
    | 'participantIds'
    | 'clocks'
    | 'company'
    | 'app'
    | 'approvals'
    | 'rows'
    | 'holdsSlot'
    | 'invoice'
    | 'developerBusy'
    | 'nextInLine'
    | 'informed'
    | 'silence'
  >
>

/** Why words were said: it decides which letter carries them and how the thread shows them. */
export const purposes = [
  'reply',
  'question',
  'answer',
  'resolution',
  'proceed',
  'estimate',
  'staging',
  'release',
  'closing',
  'note',
] as const
export type Purpose = (typeof purposes)[number]

/** A row beside the ticket that a decision writes, in the same transaction. */
export type Effect =
  | { effect: 'say'; visibility: 'public' | 'internal'; purpose: Purpose; body: string; files: string[] }
  | { effect: 'start_clock'; kind: ClockKind }
  | { effect: 'meet_clock'; kind: ClockKind }
  | { effect: 'pause_clocks' }
  | { effect: 'resume_clocks' }
  | { effect: 'rewindow_assign' }
  | {
      effect: 'ask_approval'
      kind: ApprovalKind
      hours: number | null
      price: number | null
      validUntil: Temporal.Instant
    }
  | { effect: 'decide_approval'; approvalId: string; decision: 'approved' | 'declined'; comment: string | null }
  | { effect: 'void_approvals' }
  | { effect: 'reopen_approval' }

/** What an action does to a ticket, before its letters are known. */
export type Consequence = { to: Stage; changes?: TicketChanges; effects?: Effect[] }

/** One function an action, for a part of the table. */
export type Consequences<A extends Action> = { [K in A]: (asked: Asked<K>) => Consequence }

/** The whole answer of the rules: what changes, what is written beside it, and whom it tells. */
export type Decision = {
  action: Action
  from: Stage
  to: Stage
  changes: TicketChanges
  effects: Effect[]
  promises: Promised[]
}
