import type { Stage } from './stage.ts'
import { standsAt, type Ticket } from './ticket.ts'

/** Stages in which hours are still being worked out; what was offered goes by the stage that asks, and those after it. */
const workingOut: readonly Stage[] = ['new', 'investigating', 'validating', 'replicating', 'estimating']

type Known = Pick<Ticket, 'stage' | 'cameFrom' | 'closedFrom' | 'estimateHours' | 'dueDate'>

/**
 * What a customer reads of our figures: hours once they are offered, not while the lead and the PM work on them (R019,
 * R020), and a date once work was planned, which is when we tell it (R148).
 * @param wasPlanned whether it ever had a place in a line
 */
export function told(
  { stage, cameFrom, closedFrom, estimateHours, dueDate }: Known,
  wasPlanned: boolean,
): Pick<Ticket, 'estimateHours' | 'dueDate'> {
  const stood = standsAt({ stage: closedFrom ?? stage, cameFrom })
  return {
    estimateHours: workingOut.includes(stood) ? null : estimateHours,
    dueDate: wasPlanned ? dueDate : null,
  }
}
