import type { Situation } from '../asked.ts'
import type { Effect, TicketChanges } from '../decision.ts'
import type { FreedBecause } from '../staging.ts'
import { holdsSlot, type Ticket } from '../ticket.ts'

type Place = Extract<Effect, { effect: 'line_up' }>['at']

/** A place in the line of its developer: the one it has, else the first of the app who is there (R022, R025). */
export function queued({ ticket, known }: Situation, at: Place = 'end') {
  return {
    changes: { developerId: ticket.developerId ?? known.developer } satisfies TicketChanges,
    effects: [{ effect: 'line_up', at }] satisfies Effect[],
  }
}

/** Work that comes back: the developer goes on with it, or has begun something else and it waits at the front (spec §5). */
export function backInWork({ developerBusy }: Ticket) {
  const effects: Effect[] = developerBusy ? [{ effect: 'line_up', at: 'front' }] : []
  return { changes: { interrupted: developerBusy } satisfies TicketChanges, effects }
}

/** Gives up staging, held or waited for. What lay there unapproved lies there still, until somebody takes it away. */
export function leaveStaging(ticket: Ticket, because: FreedBecause): Effect[] {
  if (ticket.slot === null) return []
  const codeLeft = holdsSlot(ticket) && because !== 'released' && because !== 'test_failed'
  return [{ effect: 'free_slot', because, codeLeft }]
}

/** Whether a fix of this ticket is tested by the customer on staging (spec §2). */
export function goesToStaging({ needsCode, app }: Pick<Ticket, 'needsCode' | 'app'>): boolean {
  return needsCode !== false && app?.hasStaging === true
}
