import { officeHours } from '../../db/seed/cast.ts'
import type { Known, Situation } from '../../domain/asked.ts'
import { parseCommand } from '../../domain/command.ts'
import { decide } from '../../domain/decide.ts'
import type { Action } from '../../domain/lifecycle.ts'
import type { Actor, Approval, Contact, Role, Ticket } from '../../domain/ticket.ts'

/** Monday 16 November 2026, ten o'clock in Lisbon. */
export const monday = Temporal.Instant.from('2026-11-16T10:00:00Z')

/** A ticket in hand of the PM, with nothing known but what the test says. */
export function aCase(said: Partial<Ticket> = {}): Ticket {
  return {
    id: 'ticket',
    number: 2041,
    companyId: 'vale',
    appId: null,
    requesterId: 'joana',
    participantIds: [],
    title: 'MB WAY payments fail at checkout',
    category: 'issue_with_error',
    impact: [],
    workClass: null,
    issueType: null,
    priority: null,
    severity: null,
    needsCode: null,
    funding: null,
    stage: 'investigating',
    stageSince: monday,
    resolution: null,
    cameFrom: null,
    closedFrom: null,
    onHold: false,
    interrupted: false,
    level2: false,
    round: 0,
    pmId: 'marta',
    developerId: null,
    warning: null,
    scope: null,
    scopeConfirmedAt: null,
    scopeClearAt: null,
    seenAt: null,
    estimateHours: null,
    estimateBy: null,
    estimateVersion: 0,
    solution: null,
    price: null,
    planPeriod: null,
    dueDate: null,
    acceptanceCriteria: null,
    targetUrl: null,
    steps: null,
    opsCanReproduce: null,
    affectsOthers: null,
    workaround: null,
    remindedAt: null,
    clientTargetDate: null,
    deEscalationReason: null,
    pullRequest: null,
    mergedAt: null,
    releasedAt: null,
    closedAt: null,
    documentation: null,
    documentationAsked: true,
    resolutionNotes: null,
    mergedIntoId: null,
    clocks: [],
    company: {
      billingPolicy: 'postpaid',
      urgentNeedsPayment: false,
      hourlyRate: 8_000,
      dmClient: false,
      quoteThreshold: 15_000,
    },
    app: null,
    approvals: [],
    rows: [],
    slot: null,
    budget: 'unchecked',
    invoice: 'none',
    paid: 0,
    awaitsPayment: false,
    owed: null,
    developerBusy: false,
    developerOnUrgent: false,
    queuePosition: null,
    informed: false,
    silence: null,
    ...said,
  }
}

/** One of us with these roles. */
export const staff = (...roles: Role[]): Actor => ({
  kind: 'staff',
  id: roles[0] ?? 'staff',
  name: 'One of us',
  email: 'us@agency.example',
  roles,
})

/** Joana of Vale Cycles, who may decide everything unless the test says otherwise. */
export function joana(said: Partial<Contact['memberships'][number]> = {}): Contact {
  const rights = {
    companyId: 'vale',
    seesCompany: true,
    approvesEstimates: true,
    approvalLimit: null,
    approvesReleases: true,
    ...said,
  }
  return { kind: 'contact', id: 'joana', name: 'Joana Matos', email: 'joana@vale.example', memberships: [rights] }
}

export const theSystem: Actor = { kind: 'system' }

export function known(said: Partial<Known> = {}): Known {
  return {
    calendar: officeHours,
    people: new Map(),
    manager: { id: 'marta', because: 'company' },
    appIds: new Set(['2b0f4a54-7f6a-4c1a-9d5e-0d9b7c3c1a11']),
    developer: null,
    pictureIds: new Set(),
    documentationOnFile: true,
    line: [],
    slotFree: false,
    other: null,
    mailWaiting: false,
    dateTold: false,
    ...said,
  }
}

/** An approval that waits for a decision. */
export function anApproval(said: Partial<Approval> = {}): Approval {
  return {
    id: '5f2d9c0e-1111-4222-8333-444455556666',
    kind: 'estimate',
    version: 1,
    hours: 6,
    price: 48_000,
    askedFrom: 'estimating',
    askedAt: monday,
    validUntil: monday.add({ hours: 24 * 28 }),
    decision: null,
    decidedBy: null,
    decidedAt: null,
    ...said,
  }
}

/** Puts one question to the rules, with its body read as from outside. */
export function asking<A extends Action>(action: A, body: object, situation: Partial<Situation> = {}) {
  const read = parseCommand(action, body)
  if ('issues' in read) throw new Error(`The body of ${action} is malformed: ${JSON.stringify(read.issues)}`)
  const seen = { ticket: aCase(), actor: staff('pm'), now: monday, known: known(), ...situation }
  // The pair of action and body was read by one schema; a test may say so.
  return decide({ ...seen, ...read.command } as Parameters<typeof decide<A>>[0])
}
