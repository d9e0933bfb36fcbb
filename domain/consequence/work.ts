import type { Consequences } from '../decision.ts'
import { hasApproval } from '../ticket.ts'
import { documented, say } from './words.ts'

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

  record_payment: ({ ticket, body }) => {
    const paid = ticket.paid + body.amount
    const settled = paid >= (ticket.price ?? 0)
    return { to: ticket.stage === 'awaiting_payment' && settled ? 'planned' : ticket.stage, changes: { paid } }
  },

  work_before_payment: ({ body }) => ({ to: 'planned', effects: [say('internal', 'note', body.reason)] }),

  change_funding: ({ ticket, body }) => ({
    to: ticket.stage === 'planned' && !hasApproval(ticket) && body.funding !== 'none' ? 'estimating' : ticket.stage,
    changes: { funding: body.funding, budget: 'unchecked' },
    effects: [say('internal', 'note', body.reason)],
  }),

  set_due_date: ({ ticket, body }) => ({ to: ticket.stage, changes: { dueDate: body.date } }),
  clear_scope: ({ ticket, now }) => ({ to: ticket.stage, changes: { scopeClearAt: now } }),
  reorder: ({ ticket, body }) => ({ to: ticket.stage, effects: [say('internal', 'note', body.reason)] }),
  start: () => ({ to: 'in_development', changes: { interrupted: false } }),

  revise: ({ body }) => ({
    to: 'estimating',
    changes: { scopeClearAt: null, budget: 'unchecked' },
    effects: [say('public', 'reply', body.reason), { effect: 'void_approvals' }],
  }),

  finish: ({ ticket, body }) => ({
    to: 'testing',
    changes: { pullRequest: body.pull_request ?? ticket.pullRequest, interrupted: false },
    effects: [
      ...(body.notes ? [say('internal', 'note', body.notes)] : []),
      ...(ticket.level2 ? [{ effect: 'start_clock', kind: 'stage' } as const] : []),
    ],
  }),

  tick: ({ ticket, body }) => ({ to: ticket.stage, effects: body.note ? [say('internal', 'note', body.note)] : [] }),

  fail_test: ({ ticket, body }) => ({
    to: 'in_development',
    changes: { interrupted: ticket.developerBusy },
    effects: [say('internal', 'note', body.note)],
  }),

  offer_fix: ({ ticket, body }) => ({
    to: 'staging_review',
    changes: { round: ticket.round + 1, onHold: false },
    effects: [say('public', 'staging', body.summary, body.screenshots)],
  }),

  skip_review: ({ body }) => ({ to: 'approved', effects: body.reason ? [say('internal', 'note', body.reason)] : [] }),
  approve_release: () => ({ to: 'approved' }),

  request_changes: ({ body }) => ({
    to: 'planned',
    changes: { cameFrom: 'staging_review' },
    effects: [say('public', 'reply', body.reason)],
  }),

  close_silent: ({ ticket, now }) => ({
    to: 'closed',
    changes: {
      resolution: 'no_feedback',
      closedAt: now,
      cameFrom: ticket.stage === 'needs_info' ? ticket.cameFrom : 'testing',
    },
  }),

  move_to_production: ({ body }) => ({
    to: 'mtp',
    effects: body.override_reason ? [say('internal', 'note', body.override_reason)] : [],
  }),

  release: ({ ticket, body, now }) => ({
    to: 'released',
    changes: {
      releasedAt: now,
      pullRequest: body.pull_request ?? ticket.pullRequest,
      ...(body.merged && { mergedAt: now }),
    },
    effects: body.upgrades ? [say('internal', 'note', body.upgrades)] : [],
  }),

  return_to_development: ({ ticket, body }) => ({
    to: 'planned',
    changes: { releasedAt: null },
    effects: [
      say(
        ticket.stage === 'released' ? 'public' : 'internal',
        ticket.stage === 'released' ? 'reply' : 'note',
        body.reason,
      ),
    ],
  }),

  close: ({ ticket, body, now }) => ({
    to: 'closed',
    changes: {
      resolution: 'resolved',
      closedAt: now,
      documentation: documented(body.documentation),
      resolutionNotes: body.notes ?? ticket.resolutionNotes,
      ...(body.merged && { mergedAt: now }),
    },
    effects: body.notes ? [say('public', 'closing', body.notes)] : [],
  }),

  reopen: ({ ticket, body }) => ({
    to: ticket.resolution === 'no_feedback' ? (ticket.cameFrom ?? 'investigating') : 'investigating',
    changes: { resolution: null, closedAt: null, cameFrom: null, onHold: false },
    effects: [...(body.body ? [say('public', 'reply', body.body)] : []), { effect: 'resume_clocks' }],
  }),

  hold: ({ ticket, body }) => ({
    to: ticket.stage,
    changes: { onHold: true },
    effects: [say('internal', 'note', body.reason)],
  }),
  unhold: ({ ticket }) => ({ to: ticket.stage, changes: { onHold: false } }),
}
