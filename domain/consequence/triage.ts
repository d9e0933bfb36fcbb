import type { Asked, ManagerChoice } from '../asked.ts'
import type { Bodies } from '../command.ts'
import type { Consequence, Consequences, TicketChanges } from '../decision.ts'
import { wantsPlace } from '../keep-staging.ts'
import { type Actor, lastDecided, standsAt, type Ticket } from '../ticket.ts'
import { backInWork, leaveStaging } from './line.ts'
import { documented, say } from './words.ts'

/** What follows from the actions that sort, assign, ask and answer (R004, R011–R015, R056). */
export const triage: Consequences<
  | 'categorise'
  | 'take'
  | 'assign'
  | 'ask_customer'
  | 'answer'
  | 'resolve'
  | 'cancel'
  | 'merge'
  | 'mark_duplicate'
  | 'unmerge'
> = {
  categorise: ({ ticket, body }) => ({
    to: ticket.stage,
    changes: classified(body),
    effects: [{ effect: 'rewindow_assign' }, ...(body.reason ? [say('public', 'reply', body.reason)] : [])],
  }),

  take: ({ actor, known }) => ({
    to: 'investigating',
    // Triage takes a ticket for the PM; a PM takes it for themselves.
    changes:
      actor.kind === 'staff' && actor.roles.includes('pm')
        ? { pmId: actor.id, warning: null }
        : { pmId: known.manager?.id ?? null, warning: warningOf(known.manager) },
    effects: [{ effect: 'meet_clock', kind: 'assign' }],
  }),

  assign: ({ ticket, body, known }) => {
    const pm = body.pm ? known.people.get(body.pm)?.id : undefined
    const developer = body.developer ? known.people.get(body.developer)?.id : undefined
    const leavesTriage = ticket.stage === 'new'
    // Whoever takes over begun work starts it when they are free; until then it waits at the front of their line.
    const handedOn = ticket.stage === 'in_development' && developer !== undefined && developer !== ticket.developerId
    return {
      to: leavesTriage ? 'investigating' : ticket.stage,
      changes: {
        pmId: pm ?? ticket.pmId ?? known.manager?.id ?? null,
        developerId: developer ?? ticket.developerId,
        ...(!ticket.pmId && { warning: pm ? null : warningOf(known.manager) }),
        ...(handedOn && { interrupted: true }),
      },
      effects: [
        ...(leavesTriage ? [{ effect: 'meet_clock', kind: 'assign' } as const] : []),
        ...(handedOn ? [{ effect: 'line_up', at: 'front' } as const] : []),
      ],
    }
  },

  ask_customer: ({ ticket, body }) => ({
    to: 'needs_info',
    changes: { cameFrom: ticket.stage, onHold: false },
    effects: [say('public', 'question', body.body), { effect: 'pause_clocks' }],
  }),

  answer: ({ ticket, body }) => {
    const back = ticket.cameFrom ?? 'investigating'
    const work = back === 'in_development' ? backInWork(ticket) : null
    return {
      to: back,
      changes: { cameFrom: null, onHold: false, ...work?.changes },
      effects: [say('public', 'answer', body.body, body.files), { effect: 'resume_clocks' }, ...(work?.effects ?? [])],
    }
  },

  resolve: ({ body, now }) => ({
    to: 'closed',
    changes: { resolution: 'answered', closedAt: now, documentation: documented(body.documentation) },
    effects: [say('public', 'resolution', body.body)],
  }),

  cancel: ({ ticket, body, actor, now }) => ({
    to: 'closed',
    changes: {
      resolution: isDeclined(ticket, actor) ? 'declined' : 'cancelled',
      closedAt: now,
      closedFrom: ticket.stage,
      // What does not come is not paid for.
      awaitsPayment: false,
      documentation: documented(body.documentation),
    },
    effects: [
      say('public', 'closing', body.reason),
      { effect: 'void_approvals', which: 'open' },
      ...leaveStaging(ticket, 'closed'),
    ],
  }),

  merge: (asked) => joined(asked, { resolution: 'merged', documentation: documented(asked.body.documentation) }),
  mark_duplicate: (asked) =>
    joined(asked, { resolution: 'duplicate', documentation: documented(asked.body.documentation) }),

  unmerge: ({ ticket, known }) => {
    const was = ticket.closedFrom ?? 'investigating'
    const to = was === 'staging_review' && !known.slotFree ? 'testing' : was
    const work = to === 'in_development' ? backInWork(ticket) : null
    const tested = to === 'staging_review' || wantsPlace({ ...ticket, stage: to })
    return {
      to,
      changes: {
        ...{ resolution: null, closedAt: null, documentation: null, closedFrom: null, mergedIntoId: null },
        ...work?.changes,
      },
      effects: [
        // What waits for an answer waits on, and its clocks stand still as they did.
        ...(to === 'needs_info' ? [] : [{ effect: 'resume_clocks' } as const]),
        ...(to === 'approval' || to === 'staging_review' ? [{ effect: 'reopen_approval', last: 'void' } as const] : []),
        ...(tested ? [{ effect: 'join_slot_line' } as const] : []),
        ...(work?.effects ?? []),
      ],
    }
  },
}

/**
 * Whether what ends here is what the customer did not want: the last offer was declined, or one of us ends it while one
 * waits, as when the customer says no on the phone. Whoever asked and takes it back cancels it.
 */
function isDeclined(ticket: Ticket, actor: Actor): boolean {
  const stood = standsAt(ticket)
  if (stood === 'approval') return actor.kind !== 'contact'
  const last = lastDecided(ticket)
  return stood === 'estimating' && last?.decision === 'declined' && last.kind !== 'release'
}

/** R011: nobody was named for this company, so the least loaded has it and everybody should know. */
function warningOf(manager: ManagerChoice | null) {
  return manager?.because === 'least_loaded' ? 'least_loaded' : null
}

function joined(
  { ticket, now, known }: Asked,
  closing: { resolution: 'merged' | 'duplicate'; documentation: string },
): Consequence {
  return {
    to: 'closed',
    changes: {
      ...closing,
      closedAt: now,
      closedFrom: ticket.stage,
      mergedIntoId: known.other?.id ?? null,
    },
    effects: [
      { effect: 'pause_clocks' },
      { effect: 'void_approvals', which: 'open' },
      ...leaveStaging(ticket, 'closed'),
    ],
  }
}

function classified(body: Bodies['categorise']): TicketChanges {
  const priority = body.priority ?? (body.category === 'urgent_issue' ? 'urgent' : undefined)
  return {
    ...(body.category && { category: body.category }),
    ...(body.impact && { impact: body.impact }),
    ...(priority && { priority }),
    ...(body.severity && { severity: body.severity }),
    ...(body.work_class && { workClass: body.work_class }),
    ...(body.issue_type && { issueType: body.issue_type }),
    ...(body.app && { appId: body.app }),
    ...(body.needs_code !== undefined && { needsCode: body.needs_code }),
  }
}
