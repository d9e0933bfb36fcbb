import type { Asked, Situation } from './asked.ts'
import { analysis } from './consequence/analysis.ts'
import { triage } from './consequence/triage.ts'
import { work } from './consequence/work.ts'
import type { Consequence, Decision, Effect } from './decision.ts'
import type { GateName } from './gate-words.ts'
import { missingFacts, missingFor } from './gates.ts'
import { type Action, actions, destinationsOf } from './lifecycle.ts'
import { lettersFor } from './notify.ts'
import { isOpenTo, objectionTo } from './objection.ts'
import { mayDo, maySee } from './permission.ts'
import { type Refusal, refuse } from './refusal.ts'
import { skippedBy } from './skipped.ts'
import { stageWindow } from './sla.ts'
import type { Stage } from './stage.ts'
import type { Ticket } from './ticket.ts'

const consequences: { [A in Action]: (asked: Asked<A>) => Consequence } = { ...triage, ...analysis, ...work }

/**
 * Applies one action to a ticket: what changes, what is written beside it and who is told; or a refusal, and then
 * nothing. Pure: the same question always has the same answer. To strangers the ticket does not exist.
 */
export function decide<A extends Action>(asked: Asked<A> & { action: A }): Decision | Refusal {
  const { action, ticket } = asked
  const refusal = refusalOf(asked)
  if (refusal) return refusal
  const { to, changes = {}, effects = [] } = consequences[action](asked)
  if (!destinationsOf(action, ticket.stage).includes(to)) {
    throw new Error(`${action} led from ${ticket.stage} to ${to}; the lifecycle table has no such way`)
  }
  return {
    action,
    from: ticket.stage,
    to,
    changes: { ...changes, stage: to },
    effects: [...effects, ...stageClock({ ...ticket, ...changes }, { action, from: ticket.stage, to })],
    promises: [...lettersFor(asked, to)],
    skipped: skippedBy(action, to, ticket),
  }
}

/** The actions this actor may ask for at this stage, each with the facts it still lacks: the buttons of a page. */
export function actionsFor(seen: Situation): { action: Action; missing: GateName[] }[] {
  return actions
    .filter((action) => destinationsOf(action, seen.ticket.stage).length > 0 && mayDo(seen.actor, action, seen.ticket))
    .filter((action) => isOpenTo(action, seen))
    .map((action) => ({ action, missing: missingFacts(action, seen) }))
}

/**
 * Level 2 promises a time for some stages (R134, R139, R143, R152): the promise ends with its stage, however that is
 * left, and the next begins. While the customer is asked or the ticket is merged it only stands still.
 */
function stageClock(after: Ticket, { action, from, to }: { action: Action; from: Stage; to: Stage }): Effect[] {
  const asks = to === 'needs_info' || (from === 'needs_info' && to !== 'closed')
  const runs = after.clocks.some(({ kind, metAt }) => kind === 'stage' && metAt === null)
  if (from === to || asks || action === 'merge' || (action === 'unmerge' && runs)) return []
  return [
    ...(runs ? [{ effect: 'meet_clock', kind: 'stage' } as const] : []),
    ...(after.level2 && stageWindow(to) ? [{ effect: 'start_clock', kind: 'stage' } as const] : []),
  ]
}

function refusalOf<A extends Action>(asked: Asked<A> & { action: A }): Refusal | null {
  const { actor, action, ticket } = asked
  if (!maySee(actor, ticket)) return refuse('no_such_ticket')
  const possible = destinationsOf(action, ticket.stage).length > 0
  // A late answer to something already decided is told so, whatever the stage has become since.
  const objection = objectionTo(asked)
  if (!possible) return objection?.refused === 'already_decided' ? objection : refuse('not_possible_now')
  if (!mayDo(actor, action, ticket)) return refuse('not_yours_to_do')
  if (objection) return objection
  const missing = missingFor(asked)
  return missing.length > 0 ? refuse('gate_not_met', missing) : null
}
