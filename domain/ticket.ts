import type { Clock, Silence } from './clock.ts'
import type { Resolution, Stage } from './stage.ts'

/**
 * The words of the house, as types.
 *
 * company   the customer organisation we serve            contact  a person at a company
 * staff     one of us, with roles                         actor    whoever acts now: contact, staff or system
 * app       a project of a company that we look after     ticket   one concern, from first word to closing
 * category  the customer's choice among five              action   what may be done; an event is what was done
 * message   words both sides see                          note     words only staff see
 * approval  one decision asked of a contact               round    one offer of a fix for testing
 * slot      the staging environment a ticket holds        refusal  an expected no
 */
export const categories = ['question', 'urgent_issue', 'server_issue', 'issue_with_error', 'issue_no_error'] as const
export type Category = (typeof categories)[number]

export const impacts = ['checkout', 'payments', 'website', 'login', 'emails', 'forms', 'integrations', 'other'] as const
export type Impact = (typeof impacts)[number]

export const workClasses = ['bug_fix', 'feature_request', 'enhancement', 'routine_maintenance'] as const
export type WorkClass = (typeof workClasses)[number]

export const issueTypes = ['coding', 'data', 'infrastructure', 'security'] as const
export type IssueType = (typeof issueTypes)[number]

/** Why a level 2 ticket goes back to be validated anew (R133). */
export const deEscalationReasons = [
  'not_reproducible',
  'information_missing',
  'another_problem',
  'criteria_unclear',
  'works_as_intended',
  'other',
] as const
export type DeEscalationReason = (typeof deEscalationReasons)[number]

export const priorities = ['urgent', 'medium', 'low'] as const
export type Priority = (typeof priorities)[number]

export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

export const fundings = ['none', 'postpaid', 'budget', 'quote', 'prepaid'] as const
export type Funding = (typeof fundings)[number]

export const billingPolicies = ['postpaid', 'budget', 'quote', 'prepaid'] as const
export type BillingPolicy = (typeof billingPolicies)[number]

export const approvalKinds = ['proceed', 'estimate', 'quote', 'budget', 'release'] as const
export type ApprovalKind = (typeof approvalKinds)[number]

export const channels = ['web', 'link', 'mail', 'api', 'job'] as const
export type Channel = (typeof channels)[number]

export const languages = ['en', 'pt'] as const
export type Language = (typeof languages)[number]

export const roles = [
  'pm',
  'support_lead',
  'developer',
  'triage',
  'qa',
  'account_manager',
  'accounts',
  'budget_controller',
  /** Named for tickets about security, which nobody else of us sees but who works on one (R126). */
  'security',
  'admin',
] as const
export type Role = (typeof roles)[number]

/** What a contact may do at one company. Amounts are net minor units of the company's currency; null is no limit. */
export type Membership = {
  companyId: string
  seesCompany: boolean
  approvesEstimates: boolean
  approvalLimit: number | null
  approvesReleases: boolean
}

export type Contact = { kind: 'contact'; id: string; name: string; email: string; memberships: Membership[] }
export type Staff = { kind: 'staff'; id: string; name: string; email: string; roles: Role[] }
export type System = { kind: 'system' }

/** Whoever acts now. A job acts as the system. */
export type Actor = Contact | Staff | System

/** One decision asked of a contact. It is decided once; a new version is a new approval. */
export type Approval = {
  id: string
  kind: ApprovalKind
  version: number
  hours: number | null
  price: number | null
  askedFrom: Stage
  askedAt: Temporal.Instant
  validUntil: Temporal.Instant
  decision: 'approved' | 'declined' | null
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
}

/** What is tested before a fix is offered: what was communicated, the known workflows, the acceptance criteria. */
export const rowKinds = ['compliance', 'workflow', 'acceptance'] as const
export type RowKind = (typeof rowKinds)[number]

/** One line of the checklist of the current try. A title of null stands for the house's own words (`rowTitle`). */
export type TestRow = {
  id: string
  kind: RowKind
  title: string | null
  by: Role
  result: 'passed' | 'failed' | null
}

/** The customer organisation, as far as a rule asks about it. */
export type CompanyFacts = {
  billingPolicy: BillingPolicy
  urgentNeedsPayment: boolean
  /** Price of one hour in minor units; null when no price list is on file. */
  hourlyRate: number | null
  dmClient: boolean
  /** Net price in minor units above which R106 sends the quote to the account manager. */
  quoteThreshold: number
}

/** The app a ticket concerns, as far as a rule asks about it. */
export type AppFacts = { hasStaging: boolean; hasRepository: boolean }

/** A place on staging that a ticket holds, or its place in the line for one, counted from 1. */
export type SlotFacts =
  | { environment: string; url: string; waiting: null }
  | { environment: null; url: null; waiting: number }

/**
 * A ticket with everything its rules ask about, read under one lock.
 * Columns of the ticket stand first; what surrounds it (company, app, approvals, line, slot, money) below.
 */
export type Ticket = {
  id: string
  number: number
  companyId: string
  appId: string | null
  requesterId: string
  participantIds: string[]
  title: string
  category: Category | null
  impact: Impact[]
  workClass: WorkClass | null
  issueType: IssueType | null
  priority: Priority | null
  severity: Severity | null
  needsCode: boolean | null
  funding: Funding | null
  stage: Stage
  stageSince: Temporal.Instant
  resolution: Resolution | null
  /** Where the ticket stood before it was asked of the customer; kept when it is closed while it waits for the answer. */
  cameFrom: Stage | null
  /** Where the ticket stood when it was closed. */
  closedFrom: Stage | null
  onHold: boolean
  interrupted: boolean
  level2: boolean
  round: number
  pmId: string | null
  developerId: string | null
  /** When the one reminder of what waits for the customer at this stage went out. */
  remindedAt: Temporal.Instant | null
  /** What staff should know of the assignment: nobody was named, so the least loaded has it; or nobody could take it. */
  warning: 'least_loaded' | 'no_manager' | null
  scope: string | null
  scopeConfirmedAt: Temporal.Instant | null
  scopeClearAt: Temporal.Instant | null
  /** When a watcher said that they have seen it, before anybody took it (R009). */
  seenAt: Temporal.Instant | null
  estimateHours: number | null
  estimateBy: string | null
  estimateVersion: number
  solution: string | null
  price: number | null
  planPeriod: string | null
  /** A date without a time, YYYY-MM-DD: the estimated delivery date (R141). */
  dueDate: string | null
  acceptanceCriteria: string | null
  targetUrl: string | null
  steps: string | null
  opsCanReproduce: boolean | null
  affectsOthers: boolean | null
  workaround: string | null
  /** By when the customer wishes it, YYYY-MM-DD (R138); what we promise is `dueDate`. */
  clientTargetDate: string | null
  /** Why it last went back to be validated anew (R133). */
  deEscalationReason: DeEscalationReason | null
  pullRequest: string | null
  mergedAt: Temporal.Instant | null
  releasedAt: Temporal.Instant | null
  closedAt: Temporal.Instant | null
  documentation: string | null
  /** Whether closing it asks what became of the documentation: not for tickets from before we kept any (R048). */
  documentationAsked: boolean
  resolutionNotes: string | null
  mergedIntoId: string | null
  clocks: Clock[]
  company: CompanyFacts
  app: AppFacts | null
  approvals: Approval[]
  rows: TestRow[]
  /** null when the ticket neither holds a place on staging nor waits for one. */
  slot: SlotFacts | null
  budget: 'unchecked' | 'yes' | 'no' | 'exception'
  invoice: 'none' | 'draft' | 'sent' | 'paid' | 'waived'
  /** What is already paid for this work, in minor units. */
  paid: number
  /** Whether work went on without the payment, which accounts still look after (R116, R117). */
  awaitsPayment: boolean
  /** What the invoice that waits for its payment still asks for, in minor units; null without one. */
  owed: number | null
  /** Whether its developer works on something else now, and whether that is urgent. */
  developerBusy: boolean
  developerOnUrgent: boolean
  /** Its place in the line of its developer, counted from 1; null unless it waits there (R023, R025). */
  queuePosition: number | null
  /** Whether a public word reached the customer after the release (R123). */
  informed: boolean
  /** The silence since the last word of our people was delivered; null when it never arrived or was answered. */
  silence: Silence | null
}

/** The approval that waits for a decision, if one does. */
export function openApproval(ticket: Ticket): Approval | null {
  return ticket.approvals.find((approval) => approval.decision === null) ?? null
}

/** Where a ticket stands among our stages: while its customer is asked, where it was asked from. */
export function standsAt({ stage, cameFrom }: Pick<Ticket, 'stage' | 'cameFrom'>): Stage {
  return stage === 'needs_info' ? (cameFrom ?? stage) : stage
}

/** Whether a ticket holds a place on staging now, rather than waiting for one. */
export function holdsSlot({ slot }: Pick<Ticket, 'slot'>): boolean {
  return slot !== null && slot.waiting === null
}

/** The decision taken last, if any was. */
export function lastDecided(ticket: Pick<Ticket, 'approvals'>): Approval | null {
  const decided = ticket.approvals.filter(({ decidedAt }) => decidedAt !== null)
  const at = ({ decidedAt }: Approval) => decidedAt?.epochMilliseconds ?? 0
  return decided.toSorted((one, other) => at(one) - at(other)).at(-1) ?? null
}

/** Whether the customer has told us to go on with a Question (R008). Other categories need no such word. */
export function mayProceed(ticket: Ticket): boolean {
  if (ticket.category !== 'question') return true
  return ticket.approvals.some((approval) => approval.kind === 'proceed' && approval.decision === 'approved')
}

/** Whether work on it has begun at any time, so that what is documented may have changed with it (R048). */
export function wasWorkedOn({ stage, cameFrom, round, rows, pullRequest, releasedAt }: Ticket): boolean {
  const begun = stage === 'in_development' || cameFrom === 'in_development' || rows.length > 0
  return begun || round > 0 || pullRequest !== null || releasedAt !== null
}

/** Whether a contact has committed the company to work on this ticket; a "proceed" alone does not. */
export function hasApproval(ticket: Ticket): boolean {
  return ticket.approvals.some(({ kind, decision }) => kind !== 'proceed' && decision === 'approved')
}

/** Whether the ticket goes before all that is not urgent. */
export function isUrgent(ticket: Pick<Ticket, 'priority'>): boolean {
  return ticket.priority === 'urgent'
}
