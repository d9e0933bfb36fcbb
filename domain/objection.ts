import type { Asked, Situation } from './asked.ts'
import type { Action } from './lifecycle.ts'
import { type Refusal, refuse } from './refusal.ts'
import { reopenUntil, undoUntil } from './sla.ts'
import { openApproval } from './ticket.ts'

type Objection = Refusal | null
const unless = (met: boolean, code: Refusal['refused']): Objection => (met ? null : refuse(code))

/** What stands against one action beyond stage, right and gate: names nobody bears, answers that come too late. */
const objections: { [A in Action]?: (asked: Asked<A>) => Objection } = {
  categorise: ({ body, known }) => unless(!body.app || known.appIds.has(body.app), 'no_such_app'),
  confirm_scope: ({ body, known }) => unless(known.appIds.has(body.app), 'no_such_app'),
  take: ({ actor, known }) => unless(isManager(actor) || known.manager !== null, 'no_manager'),
  assign: ({ ticket, body, known }) => {
    const pm = body.pm ? known.people.get(body.pm) : null
    const developer = body.developer ? known.people.get(body.developer) : null
    if (body.pm && !pm?.roles.includes('pm')) return refuse('no_such_person')
    if (body.developer && !developer?.roles.includes('developer')) return refuse('no_such_person')
    return unless(Boolean(pm || ticket.pmId || known.manager), 'no_manager')
  },
  escalate: ({ ticket, known }) => unless(Boolean(ticket.pmId || known.manager), 'no_manager'),
  approve: ({ ticket, body }) => staleDecision(ticket, body.approval),
  decline: ({ ticket, body }) => staleDecision(ticket, body.approval),
  approve_release: ({ ticket, body }) => unless(body.round === ticket.round, 'superseded'),
  request_changes: ({ ticket, body }) => unless(body.round === ticket.round, 'superseded'),
  merge: sameCompany,
  mark_duplicate: sameCompany,
  unmerge: ({ ticket }) => unless(ticket.resolution === 'merged', 'not_possible_now'),
  reopen: ({ ticket, actor, now, known }) => {
    if (ticket.mergedIntoId !== null || ticket.closedAt === null) return refuse('not_possible_now')
    const until = reopenUntil(ticket.closedAt, known.calendar)
    return unless(actor.kind !== 'contact' || Temporal.Instant.compare(now, until) <= 0, 'reopen_expired')
  },
  undo: ({ ticket, actor, now }) => {
    const decided = ticket.approvals.findLast(({ decision }) => decision !== null)
    if (!decided?.decidedAt || actor.kind !== 'contact') return refuse('not_possible_now')
    if (decided.decidedBy !== actor.id) return refuse('not_yours_to_do')
    return unless(Temporal.Instant.compare(now, undoUntil(decided.decidedAt)) <= 0, 'undo_expired')
  },
  unhold: ({ ticket }) => unless(ticket.onHold, 'not_possible_now'),
  hold: ({ ticket }) => unless(!ticket.onHold, 'not_possible_now'),
}

/** Why this cannot be done although stage and right would allow it; null when nothing stands against it. */
export function objectionTo<A extends Action>(asked: Asked<A> & { action: A }): Refusal | null {
  const objection: ((asked: Asked<A>) => Objection) | undefined = objections[asked.action]
  return objection?.(asked) ?? null
}

/** A decision is taken on what the person saw: an older version acts no more, and none acts twice. */
function staleDecision(ticket: Asked['ticket'], approvalId: string): Objection {
  if (ticket.approvals.some(({ id, decision }) => id === approvalId && decision !== null))
    return refuse('already_decided')
  return unless(openApproval(ticket)?.id === approvalId, 'superseded')
}

function sameCompany({ ticket, known: { other } }: Situation): Objection {
  if (!other || other.id === ticket.id) return refuse('no_such_ticket')
  return unless(other.companyId === ticket.companyId, 'other_company')
}

function isManager(actor: Asked['actor']): boolean {
  return actor.kind === 'staff' && actor.roles.includes('pm')
}
