import type { Asked } from '../asked.ts'
import type { Consequences } from '../decision.ts'
import { priceOf } from '../price.ts'
import { approvalValidUntil } from '../sla.ts'
import { isUrgent, lastDecided, openApproval } from '../ticket.ts'
import { leaveStaging, queued } from './line.ts'
import { decided, documented, remarked, say } from './words.ts'

/** What follows from analysis, level 2, estimate and approval (R008, R016–R021, R054–R061, R126–R148). */
export const analysis: Consequences<
  | 'ask_proceed'
  | 'escalate'
  | 'return_to_support'
  | 'validate'
  | 'replicate'
  | 'de_escalate'
  | 'close_unresolved'
  | 'confirm_scope'
  | 'plan'
  | 'estimate'
  | 'send_estimate'
  | 'withdraw'
  | 'ask_about'
  | 'approve'
  | 'decline'
  | 'lapse'
  | 'undo'
> = {
  ask_proceed: ({ body, now, known }) => ({
    to: 'approval',
    effects: [
      say('public', 'proceed', body.body),
      {
        effect: 'ask_approval',
        kind: 'proceed',
        hours: null,
        price: null,
        validUntil: endOf(body.valid_until, known.calendar.zone) ?? approvalValidUntil('proceed', now, known.calendar),
      },
    ],
  }),

  escalate: ({ ticket, body, known }) => ({
    to: 'validating',
    changes: {
      level2: true,
      issueType: body.issue_type,
      scope: body.scope,
      pmId: ticket.pmId ?? known.manager?.id ?? null,
    },
    effects: ticket.stage === 'new' ? [{ effect: 'meet_clock', kind: 'assign' }] : [],
  }),

  return_to_support: ({ body }) => ({
    to: 'investigating',
    changes: { level2: false },
    effects: [say('internal', 'note', body.reason)],
  }),

  validate: ({ body }) => ({
    to: 'replicating',
    changes: {
      severity: body.severity,
      targetUrl: body.target_url,
      acceptanceCriteria: body.acceptance_criteria,
      steps: body.steps,
      opsCanReproduce: body.ops_can_reproduce,
      ...(body.affects_others !== undefined && { affectsOthers: body.affects_others }),
      ...(body.client_target_date !== undefined && { clientTargetDate: body.client_target_date }),
    },
  }),

  replicate: ({ body }) => ({
    to: 'estimating',
    changes: { affectsOthers: body.affects_others, workaround: body.workaround ?? null },
    // The workaround stands with its evidence; a picture may need no words.
    effects: [say('internal', 'note', body.workaround ?? '', body.evidence)],
  }),

  de_escalate: ({ ticket, body }) => ({
    to: 'validating',
    changes: { deEscalationReason: body.reason, interrupted: false },
    effects: [...(body.note ? [say('internal', 'note', body.note)] : []), ...leaveStaging(ticket, 'returned')],
  }),

  close_unresolved: ({ ticket, body, now }) => ({
    to: 'closed',
    changes: {
      resolution: 'unresolved',
      closedAt: now,
      closedFrom: ticket.stage,
      awaitsPayment: false,
      resolutionNotes: body.notes,
      documentation: documented(body.documentation),
    },
    effects: [
      say('public', 'closing', body.notes),
      { effect: 'void_approvals', which: 'open' },
      ...leaveStaging(ticket, 'closed'),
    ],
  }),

  confirm_scope: ({ body, now }) => ({
    to: 'estimating',
    changes: {
      workClass: body.work_class,
      scope: body.scope,
      scopeConfirmedAt: now,
      appId: body.app,
      funding: body.funding,
      needsCode: body.needs_code,
    },
  }),

  plan: (asked) => {
    const { ticket, body } = asked
    const line = isUrgent(ticket) && ticket.company.urgentNeedsPayment ? null : queued(asked)
    return {
      to: line ? 'planned' : 'invoicing',
      changes: line?.changes ?? {},
      effects: [...(body.reason ? [say('internal', 'note', body.reason)] : []), ...(line?.effects ?? [])],
    }
  },

  estimate: ({ ticket, body, actor }) => ({
    to: 'estimating',
    changes: {
      estimateHours: body.hours,
      estimateBy: actor.kind === 'staff' ? actor.id : null,
      estimateVersion: ticket.estimateVersion + 1,
    },
  }),

  send_estimate: ({ ticket, body, now, known }) => {
    const price = priceOf(ticket, body.price)
    return {
      to: 'approval',
      changes: { solution: body.solution, price, ...(body.plan_period && { planPeriod: body.plan_period }) },
      effects: [
        say('public', 'estimate', body.solution),
        {
          effect: 'ask_approval',
          kind:
            ticket.funding === 'budget'
              ? 'budget'
              : ticket.funding === 'quote' || ticket.funding === 'prepaid'
                ? 'quote'
                : 'estimate',
          hours: ticket.estimateHours,
          price,
          validUntil:
            endOf(body.valid_until, known.calendar.zone) ?? approvalValidUntil('estimate', now, known.calendar),
        },
      ],
    }
  },

  withdraw: ({ ticket, body }) => ({
    to: 'estimating',
    effects: [
      say('public', 'reply', body.reason),
      // What was approved already falls with the offer: it is not the customer's word on the next one.
      { effect: 'void_approvals', which: ticket.stage === 'approval' ? 'open' : 'all' },
    ],
  }),

  ask_about: ({ ticket, body }) => ({
    to: openApproval(ticket)?.askedFrom === 'investigating' ? 'investigating' : 'estimating',
    effects: [say('public', 'reply', body.body), { effect: 'void_approvals', which: 'open' }],
  }),

  approve: (asked) => {
    const { ticket, body, known } = asked
    const to = afterApproval(ticket)
    const line = to === 'planned' ? queued(asked) : null
    return {
      to,
      changes: line?.changes ?? {},
      effects: [
        ...remarked(body),
        decided(body.approval, 'approved', { comment: body.comment ?? body.evidence, by: body.by, known }),
        ...(line?.effects ?? []),
      ],
    }
  },

  decline: ({ ticket, body, now, known }) => {
    const ends = openApproval(ticket)?.kind === 'proceed'
    return {
      to: ends ? 'closed' : 'estimating',
      changes: ends ? { resolution: 'answered', closedAt: now, documentation: documented(undefined) } : {},
      effects: [...remarked(body), decided(body.approval, 'declined', { comment: body.comment, known })],
    }
  },

  lapse: ({ ticket }) => ({
    to: openApproval(ticket)?.kind === 'proceed' ? 'investigating' : 'estimating',
    effects: [{ effect: 'void_approvals', which: 'open' }],
  }),

  undo: ({ ticket }) => ({
    to: lastDecided(ticket)?.kind === 'release' ? 'staging_review' : 'approval',
    effects: [{ effect: 'reopen_approval', last: 'decided' }],
  }),
}

/** Where an approval leads by its kind; what is already paid covers a quote (spec §5, `approve`). */
function afterApproval(ticket: Asked['ticket']) {
  const asked = openApproval(ticket)
  if (asked?.kind === 'proceed') return 'investigating'
  const owed = ticket.funding === 'quote' || ticket.funding === 'prepaid'
  return owed && ticket.paid < (asked?.price ?? 0) ? 'invoicing' : 'planned'
}

/** The last instant of a named day in the calendar's own zone. */
function endOf(day: string | undefined, zone: string): Temporal.Instant | null {
  if (day === undefined) return null
  return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant()
}
