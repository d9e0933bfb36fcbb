import type { Calendar } from './calendar.ts'
import { type Refusal, refuse } from './refusal.ts'
import { reopenUntil } from './sla.ts'
import type { Resolution } from './stage.ts'
import type { Ticket } from './ticket.ts'

/** The ends of which we claim that the concern is solved; of the others its customer knows better than to be asked. */
const claimed: readonly (Resolution | null)[] = ['resolved', 'answered']

/**
 * Whether a customer may be asked if a closed ticket is solved: while it may be reopened, so that a "not really" can
 * lead somewhere. Gives what stands against it, else null.
 */
export function verdictRefused(
  { stage, resolution, closedAt }: Pick<Ticket, 'stage' | 'resolution' | 'closedAt'>,
  calendar: Calendar,
  now: Temporal.Instant,
): Refusal | null {
  if (stage !== 'closed' || closedAt === null || !claimed.includes(resolution)) return refuse('not_possible_now')
  return mayReopen({ stage, closedAt }, calendar, now) ? null : refuse('reopen_expired')
}

/** Whether a contact may reopen a ticket: it is closed, for ten business days at the most. */
export function mayReopen(
  { stage, closedAt }: Pick<Ticket, 'stage' | 'closedAt'>,
  calendar: Calendar,
  now: Temporal.Instant,
): boolean {
  return stage === 'closed' && closedAt !== null && Temporal.Instant.compare(now, reopenUntil(closedAt, calendar)) <= 0
}
