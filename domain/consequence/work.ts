import type { Consequences, TicketChanges } from '../decision.ts'
import { needsDecision } from '../funding.ts'
import { approvalValidUntil } from '../sla.ts'
import { allPass, rowsAfter } from '../testing.ts'
import { type Actor, type Funding, openApproval, type Ticket } from '../ticket.ts'
import { backInWork, goesToStaging, leaveStaging, queued } from './line.ts'
import { decided, documented, remarked, say } from './words.ts'

/** What follows from money, line, work, tests, staging, release and closing (R022–R044, R062–R065, R112–R123). */
export const work: Consequences<
  | 'check_budget'
  | 'raise_invoice'
  | 'record_payment'
  | 'work_before_payment'
  | 'change_funding'
  | 'set_due_date'
  | 'clear_scope'
  | 'reorder'
  | 'start'
  | 'revise'
  | 'finish'
  | 'tick'
  | 'fail_test'
  | 'offer_fix'
  | 'skip_review'
  | 'approve_release'
  | 'request_changes'
  | 'close_silent'
  | 'move_to_production'
  | 'release'
  | 'return_to_development'
  | 'close'
  | 'reopen'
  | 'hold'
  | 'unhold'
> = {
  check_budget: ({ ticket, body }) => ({
    to: ticket.stage,
    changes: { budget: body.ok ? 'yes' : 'no' },
    effects: body.note ? [say('internal', 'note', body.note)] : [],
  }),

  raise_invoice: () => ({ to: 'awaiting_payment' }),

  record_payment: (asked) => {
    const { ticket, body } = asked
    const paid = ticket.paid + body.amount
    // Where work went on before any invoice was sent, the price is what is owed.
    const settled = ticket.owed === null ? paid >= (ticket.price ?? 0) : body.amount >= ticket.owed
    const line = ticket.stage === 'awaiting_payment' && settled ? queued(asked) : null
    return {
      to: line ? 'planned' : ticket.stage,
      changes: { paid, ...(settled && { awaitsPayment: false }), ...line?.changes },
      effects: line?.effects ?? [],
    }
  },

  work_before_payment: (asked) => {
    const { changes, effects } = queued(asked)
    return {
      to: 'planned',
      changes: { ...changes, awaitsPayment: true },
      effects: [say('internal', 'note', asked.body.reason), ...effects],
    }
  },

  change_funding: ({ ticket, body, actor }) => {
    const anew = ticket.stage === 'planned' && needsDecision(ticket, body.funding)
    return {
      to: anew ? 'estimating' : ticket.stage,
      changes: { funding: body.funding, budget: budgetAfter(ticket, body.funding, actor) },
      effects: [
        say('internal', 'note', body.reason),
        ...(anew
          ? [{ effect: 'void_approvals', which: 'all' } as const, ...leaveStaging(ticket, 'changed_scope')]
          : []),
      ],
    }
  },

  set_due_date: ({ ticket, body }) => ({ to: ticket.stage, changes: { dueDate: body.date } }),
  clear_scope: ({ ticket, now }) => ({ to: ticket.stage, changes: { scopeClearAt: now } }),
  reorder: ({ ticket, body }) => ({
    to: ticket.stage,
    effects: [
      say('internal', 'note', body.reason),
      { effect: 'line_up', at: body.after === null ? 'front' : { after: body.after } },
    ],
  }),

  start: ({ ticket }) => ({
    to: 'in_development',
    changes: { interrupted: false },
    effects: ticket.developerBusy ? [{ effect: 'set_aside_other' }] : [],
  }),

  revise: ({ ticket, body }) => ({
    to: 'estimating',
    changes: { ...unestimated, interrupted: false, awaitsPayment: false },
    effects: [
      say('public', 'reply', body.reason),
      { effect: 'void_approvals', which: 'all' },
      ...leaveStaging(ticket, 'changed_scope'),
    ],
  }),

  finish: ({ ticket, body }) => ({
    to: 'testing',
    changes: { pullRequest: body.pull_request ?? ticket.pullRequest, interrupted: false },
    effects: [{ effect: 'write_rows' }, ...(body.notes ? [say('internal', 'note', body.notes)] : [])],
  }),

  tick: ({ ticket, body }) => {
    const done = allPass(rowsAfter(ticket.rows, body.row, 'passed'))
    return {
      to: ticket.stage,
      effects: [
        { effect: 'mark_row', rowId: body.row, result: 'passed', note: body.note ?? null },
        ...(done && goesToStaging(ticket) ? [{ effect: 'join_slot_line' } as const] : []),
      ],
    }
  },

  fail_test: ({ ticket, body }) => {
    const { changes, effects } = backInWork(ticket)
    return {
      to: 'in_development',
      changes,
      effects: [
        { effect: 'mark_row', rowId: body.row, result: 'failed', note: body.note },
        say('internal', 'note', body.note),
        ...leaveStaging(ticket, 'test_failed'),
        ...effects,
      ],
    }
  },

  offer_fix: ({ ticket, body, now, known }) => {
    const round = ticket.round + 1
    const { summary, steps, url, screenshots: pictures, no_screenshots_reason: reason } = body
    const validUntil = approvalValidUntil('release', now, known.calendar)
    const files = pictures.map(({ file }) => file)
    return {
      to: 'staging_review',
      changes: { round, onHold: false },
      effects: [
        say('public', 'staging', summary, files),
        { effect: 'offer', round, summary, steps, url, pictures, noPicturesReason: reason ?? null },
        { effect: 'ask_approval', kind: 'release', hours: null, price: null, validUntil },
      ],
    }
  },

  skip_review: ({ body }) => ({ to: 'approved', effects: body.reason ? [say('internal', 'note', body.reason)] : [] }),
  approve_release: ({ ticket, body, known }) => ({
    to: 'approved',
    effects: [
      ...remarked(body),
      ...decidedRound(ticket, 'approved', { comment: body.comment ?? body.evidence, by: body.by, known }),
    ],
  }),

  request_changes: (asked) => {
    const { ticket, body, known } = asked
    const { changes, effects } = queued(asked, 'front')
    return {
      to: 'planned',
      changes,
      effects: [
        say('public', 'reply', body.reason, body.files),
        ...decidedRound(ticket, 'declined', { comment: body.reason, by: body.by, known }),
        ...effects,
      ],
    }
  },

  close_silent: ({ ticket, now }) => ({
    to: 'closed',
    changes: {
      resolution: 'no_feedback',
      closedAt: now,
      // Nothing of it is released, so nothing that is documented has changed.
      documentation: documented(undefined),
      closedFrom: ticket.stage,
    },
    effects: [{ effect: 'void_approvals', which: 'open' }, ...leaveStaging(ticket, 'silence')],
  }),

  move_to_production: ({ body }) => ({
    to: 'mtp',
    effects: [
      { effect: 'void_approvals', which: 'open' },
      ...(body.override_reason ? [say('internal', 'note', body.override_reason)] : []),
    ],
  }),

  release: ({ ticket, body, now }) => ({
    to: 'released',
    changes: {
      releasedAt: now,
      pullRequest: body.pull_request ?? ticket.pullRequest,
      ...(body.merged && { mergedAt: now }),
    },
    effects: [...leaveStaging(ticket, 'released'), ...(body.upgrades ? [say('internal', 'note', body.upgrades)] : [])],
  }),

  return_to_development: (asked) => {
    const { changes, effects } = queued(asked, 'front')
    const wasLive = asked.ticket.stage === 'released'
    return {
      to: 'planned',
      changes: { ...changes, releasedAt: null, mergedAt: null },
      effects: [say(wasLive ? 'public' : 'internal', wasLive ? 'reply' : 'note', asked.body.reason), ...effects],
    }
  },

  close: ({ ticket, body, now }) => ({
    to: 'closed',
    changes: {
      resolution: 'resolved',
      closedAt: now,
      documentation: body.documentation === undefined ? null : documented(body.documentation),
      resolutionNotes: body.notes ?? ticket.resolutionNotes,
      ...(body.merged && { mergedAt: now }),
    },
    effects: [...(body.notes ? [say('public', 'closing', body.notes)] : []), ...leaveStaging(ticket, 'closed')],
  }),

  reopen: ({ ticket, body, known }) => {
    const goesOn = ticket.resolution === 'no_feedback'
    const stood = ticket.closedFrom === 'staging_review' ? 'testing' : ticket.cameFrom
    const wanted = goesOn ? (stood ?? 'investigating') : 'investigating'
    // One that was closed before anybody had it goes to whom a new one would go, and without anybody waits in triage.
    const pmId = ticket.pmId ?? known.manager?.id ?? null
    const to = pmId === null ? 'new' : wanted
    const work = to === 'in_development' ? backInWork(ticket) : null
    const tested = to === 'testing' && allPass(ticket.rows) && goesToStaging(ticket)
    return {
      to,
      changes: {
        ...{ resolution: null, closedAt: null, closedFrom: null, cameFrom: null, mergedIntoId: null },
        ...{ documentation: null, onHold: false },
        ...(!goesOn && { ...unestimated, interrupted: false, mergedAt: null, releasedAt: null }),
        // What was paid for finished work is spent; for work that never came it still counts.
        ...(ticket.resolution === 'resolved' && { paid: 0 }),
        ...(to !== 'new' && { pmId }),
        ...work?.changes,
      },
      effects: [
        ...(body.body ? [say('public', 'reply', body.body)] : []),
        { effect: 'resume_clocks' },
        ...(goesOn ? [] : [{ effect: 'void_approvals', which: 'all' } as const]),
        ...(tested ? [{ effect: 'join_slot_line' } as const] : []),
        ...(work?.effects ?? []),
      ],
    }
  },

  hold: ({ ticket, body }) => ({
    to: ticket.stage,
    changes: { onHold: true },
    effects: [say('internal', 'note', body.reason)],
  }),
  unhold: ({ ticket }) => ({ to: ticket.stage, changes: { onHold: false } }),
}

/** Work that is looked at anew: neither its estimate, nor its clear scope, nor the check of its budget hold any more. */
const unestimated = {
  ...{ scopeClearAt: null, budget: 'unchecked' },
  ...{ estimateHours: null, estimateBy: null, price: null },
} as const satisfies TicketChanges

/** A budget checked with no is overruled by the PM who keeps the plan as its funding, with a reason (R111). */
function budgetAfter(ticket: Ticket, funding: Funding, actor: Actor): Ticket['budget'] {
  if (funding !== ticket.funding) return 'unchecked'
  const overruled = ticket.budget === 'no' && actor.kind === 'staff' && actor.roles.includes('pm')
  return overruled && funding === 'budget' ? 'exception' : ticket.budget
}

/** The decision on the round that is being tested. A round from before rounds were approvals has none to write down. */
function decidedRound(ticket: Ticket, decision: 'approved' | 'declined', given: Parameters<typeof decided>[2]) {
  const asked = openApproval(ticket)
  return asked?.kind === 'release' ? [decided(asked.id, decision, given)] : []
}
