import type { Asked, Situation } from './asked.ts'
import { type Action, destinationsOf, whoMay } from './lifecycle.ts'
import { mayDecide } from './permission.ts'
import { type Refusal, refuse } from './refusal.ts'
import { reopenUntil, undoUntil } from './sla.ts'
import { type Approval, holdsSlot, lastDecided, openApproval, standsAt, type Ticket } from './ticket.ts'

type Objection = Refusal | null
const unless = (met: boolean, code: Refusal['refused']): Objection => (met ? null : refuse(code))

/** What stands against an action as the ticket is and whoever acts, whatever they would say: it is not offered then. */
const standing: { [A in Action]?: (seen: Situation) => Objection } = {
  // Asking the customer something opens nothing anew: what could not be done where it was asked cannot be done now.
  categorise: ({ ticket }) => unless(destinationsOf('categorise', standsAt(ticket)).length > 0, 'not_possible_now'),
  cancel: ({ ticket, actor }) =>
    unless(actor.kind !== 'contact' || whoMay('cancel', standsAt(ticket)).includes('requester'), 'not_possible_now'),
  // Work that is under way is begun already; what was set aside goes on.
  start: (seen) =>
    ownWork(seen) ?? unless(seen.ticket.stage !== 'in_development' || seen.ticket.interrupted, 'not_possible_now'),
  finish: ownWork,
  de_escalate: (seen) => (seen.ticket.stage === 'in_development' ? ownWork(seen) : null),
  // R153: QA closes what it verified, and that is level 2.
  close: ({ ticket, actor }) => unless(ticket.level2 || !isOnlyQa(actor), 'not_yours_to_do'),
  unmerge: ({ ticket }) => unless(ticket.resolution === 'merged', 'not_possible_now'),
  reopen: ({ ticket, actor, now, known }) => {
    if (ticket.resolution === 'merged' || ticket.closedAt === null) return refuse('not_possible_now')
    const until = reopenUntil(ticket.closedAt, known.calendar)
    return unless(actor.kind !== 'contact' || Temporal.Instant.compare(now, until) <= 0, 'reopen_expired')
  },
  undo: againstUndo,
  unhold: ({ ticket }) => unless(ticket.onHold, 'not_possible_now'),
  hold: ({ ticket }) => unless(!ticket.onHold, 'not_possible_now'),
}

/** What stands against what was said with it: names nobody bears, answers that come too late. */
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
  approve: (asked) => staleDecision(asked.ticket, asked.body.approval) ?? onBehalf(asked),
  decline: ({ ticket, body }) => staleDecision(ticket, body.approval),
  approve_release: (asked) => staleRound(asked.ticket, asked.body.round) ?? onBehalf(asked),
  request_changes: (asked) => staleRound(asked.ticket, asked.body.round) ?? onBehalf(asked),
  reorder: ({ ticket, body, known }) =>
    unless(body.after === null || (body.after !== ticket.number && known.line.includes(body.after)), 'not_in_line'),
  offer_fix: ({ body, known }) =>
    unless(
      body.screenshots.every(({ file }) => known.pictureIds.has(file)),
      'no_such_picture',
    ),
  resolve: documentedPage,
  close: documentedPage,
  close_unresolved: documentedPage,
  cancel: documentedPage,
  merge: (asked) => sameCompany(asked) ?? documentedPage(asked),
  mark_duplicate: (asked) => sameCompany(asked) ?? documentedPage(asked),
}

/** Why this cannot be done although stage and right would allow it; null when nothing stands against it. */
export function objectionTo<A extends Action>(asked: Asked<A> & { action: A }): Refusal | null {
  const objection: ((asked: Asked<A>) => Objection) | undefined = objections[asked.action]
  return standing[asked.action]?.(asked) ?? objection?.(asked) ?? null
}

/** Whether an action could be done by this actor as things are, if the right words came with it. */
export function isOpenTo(action: Action, seen: Situation): boolean {
  return (standing[action]?.(seen) ?? null) === null
}

/** The page that a closing names is on file (R048). */
function documentedPage({ known }: Situation): Objection {
  return unless(known.documentationOnFile, 'no_such_page')
}

/** Whether this actor may still take back what was decided last (spec §5, `undo`). */
export function mayUndo(seen: Pick<Situation, 'ticket' | 'actor' | 'now'>): boolean {
  return destinationsOf('undo', seen.ticket.stage).length > 0 && againstUndo(seen) === null
}

function againstUndo({ ticket, actor, now }: Pick<Situation, 'ticket' | 'actor' | 'now'>): Objection {
  const decided = lastDecided(ticket)
  if (!decided?.decidedAt || actor.kind !== 'contact') return refuse('not_possible_now')
  if ((decided.kind === 'release') !== decidedOnRelease(ticket)) return refuse('not_possible_now')
  if (decided.decidedBy !== actor.id) return refuse('not_yours_to_do')
  if (hasBegun(ticket, decided)) return refuse('undo_expired')
  // A fix that was taken off staging meanwhile cannot be tested there again by a press of a button.
  if (decided.kind === 'release' && !holdsSlot(ticket)) return refuse('undo_expired')
  return unless(Temporal.Instant.compare(now, undoUntil(decided.decidedAt)) <= 0, 'undo_expired')
}

/** Whether somebody has gone on from a decision: the ticket has moved since, or there is a newer estimate. */
function hasBegun(ticket: Ticket, { kind, decidedAt, hours }: Approval): boolean {
  const moved = decidedAt === null || !ticket.stageSince.equals(decidedAt)
  return moved || (kind !== 'release' && kind !== 'proceed' && hours !== ticket.estimateHours)
}

/** A decision is taken on what the person saw: an older version acts no more, and none acts twice. */
function staleDecision(ticket: Asked['ticket'], approvalId: string): Objection {
  if (ticket.approvals.some(({ id, decision }) => id === approvalId && decision !== null))
    return refuse('already_decided')
  return unless(openApproval(ticket)?.id === approvalId, 'superseded')
}

/** Whether the stage follows from a round of testing: after it work is approved, or planned anew (spec §5, `undo`). */
function decidedOnRelease(ticket: Ticket): boolean {
  return ticket.stage === 'approved' || (ticket.stage === 'planned' && lastDecided(ticket)?.kind === 'release')
}

/** The same of a round of testing, whose number the person saw. */
function staleRound(ticket: Asked['ticket'], round: number): Objection {
  const decided = ticket.approvals.some(
    ({ kind, version, decision }) => kind === 'release' && version === round && decision !== null,
  )
  return decided ? refuse('already_decided') : unless(round === ticket.round, 'superseded')
}

/** Whoever decided on the phone must be a contact with the right, as if they had pressed the button (spec §5). */
function onBehalf({ ticket, body, actor, known }: Asked<'approve' | 'approve_release' | 'request_changes'>): Objection {
  if (actor.kind !== 'staff' || !body.by) return null
  const named = known.people.get(body.by)
  if (named?.kind !== 'contact') return refuse('no_such_person')
  return unless(mayDecide({ ...named, kind: 'contact' }, ticket), 'may_not_decide')
}

/** Work is begun and finished by whose it is (R025); the job begins an urgent one for them. */
function ownWork({ ticket, actor }: Situation): Objection {
  const others = actor.kind === 'staff' && ticket.developerId !== null && ticket.developerId !== actor.id
  return unless(!others, 'not_yours_to_do')
}

function sameCompany({ ticket, known: { other } }: Situation): Objection {
  if (!other || other.id === ticket.id) return refuse('no_such_ticket')
  // Replies follow the chain of merged tickets, so that it has to end somewhere.
  if (other.leadsBack) return refuse('in_a_circle')
  return unless(other.companyId === ticket.companyId, 'other_company')
}

function isOnlyQa(actor: Asked['actor']): boolean {
  return actor.kind === 'staff' && !actor.roles.some((role) => role === 'pm' || role === 'account_manager')
}

function isManager(actor: Asked['actor']): boolean {
  return actor.kind === 'staff' && actor.roles.includes('pm')
}
