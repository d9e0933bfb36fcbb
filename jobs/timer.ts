import type { House } from '../db/house.ts'
import type { MailReadUpTo } from '../db/tickets/known.ts'

/**
 * The moment a timer acts at. `running` in the worker, which was perhaps down when things fell due and is then patient;
 * `rehearsal` when an operator vouches for the moment and for the mailboxes.
 */
export type Moment = {
  asOf: Temporal.Instant
  mailReadUpTo: MailReadUpTo
  upSince: Temporal.Instant | 'rehearsal'
}

/** One thing that was done, as a line of JSON tells it. */
export type Done = {
  done: 'assigned' | 'alarmed' | 'warned' | 'breached' | 'reminded' | 'closed' | 'lapsed' | 'digested' | 'resumed'
  /** null where it concerns no single ticket. */
  ticket: number | null
  at: string
  because?: string
}

/** Does what is due at a moment, once, and tells of each thing. Running it again does nothing more. */
export type Timer = (house: House, moment: Moment) => AsyncIterable<Done>

/** Whether a due moment has come, that moment included. */
export function isReached(due: Temporal.Instant, { asOf }: Pick<Moment, 'asOf'>): boolean {
  return Temporal.Instant.compare(due, asOf) <= 0
}
