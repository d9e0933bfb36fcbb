import type { Asked } from './asked.ts'
import type { ClockKind } from './clock.ts'
import type { Action } from './lifecycle.ts'
import type { Promised } from './notify.ts'
import type { Picture } from './offer.ts'
import type { Skipped } from './skipped.ts'
import type { Stage } from './stage.ts'
import type { FreedBecause } from './staging.ts'
import type { ApprovalKind, Ticket } from './ticket.ts'

/** The facts a decision may write on the ticket itself; what surrounds a ticket is written by effects. */
export type TicketChanges = Partial<
  Omit<
    Ticket,
    | 'id'
    | 'number'
    | 'companyId'
    | 'requesterId'
    | 'stageSince'
    | 'remindedAt'
    | 'participantIds'
    | 'clocks'
    | 'company'
    | 'app'
    | 'approvals'
    | 'rows'
    | 'slot'
    | 'invoice'
    | 'owed'
    | 'developerBusy'
    | 'developerOnUrgent'
    | 'queuePosition'
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
  | {
      effect: 'decide_approval'
      approvalId: string
      decision: 'approved' | 'declined'
      comment: string | null
      /** The contact for whom one of us wrote it down; null when the actor decided. */
      onBehalfOf: string | null
    }
  /** What waits for a decision does so no more; with `all`, what was decided counts no more either. */
  | { effect: 'void_approvals'; which: 'open' | 'all' }
  /** The last one decided, or with `void` the last one made void, waits for its decision again. */
  | { effect: 'reopen_approval'; last: 'decided' | 'void' }
  /** Joins the line of its developer: at its end, before everybody, or after the ticket of that number (R025). */
  | { effect: 'line_up'; at: 'end' | 'front' | { after: number } }
  /** What its developer works on now steps aside for this ticket, to the front of the line (R026). */
  | { effect: 'set_aside_other' }
  | { effect: 'write_rows' }
  | { effect: 'mark_row'; rowId: string; result: 'passed' | 'failed'; note: string | null }
  | {
      effect: 'offer'
      round: number
      summary: string
      steps: string[]
      url: string
      pictures: Picture[]
      noPicturesReason: string | null
    }
  | { effect: 'join_slot_line' }
  /** Gives up its place on staging or in the line for one. `codeLeft`: unapproved code still lies there (R031). */
  | { effect: 'free_slot'; because: FreedBecause; codeLeft: boolean }

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
  /** Gates that urgent work left aside; history keeps them. */
  skipped: Skipped[]
}
