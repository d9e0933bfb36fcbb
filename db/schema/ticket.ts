import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Span } from '../../domain/calendar.ts'
import { clockKinds } from '../../domain/clock.ts'
import { actions, occurrences } from '../../domain/lifecycle.ts'
import { proofs } from '../../domain/proof.ts'
import { resolutions, stages } from '../../domain/stage.ts'
import {
  approvalKinds,
  categories,
  channels,
  deEscalationReasons,
  fundings,
  type Impact,
  impacts,
  issueTypes,
  priorities,
  severities,
  workClasses,
} from '../../domain/ticket.ts'
import { among, id, instant } from './column.ts'
import { app, company } from './company.ts'
import { person } from './person.ts'

export const sources = ['portal', 'mail', 'staff', 'api'] as const
export const warnings = ['least_loaded', 'no_manager'] as const

/** One concern, from first word to closing. */
export const ticket = pgTable(
  'ticket',
  {
    id: id(),
    number: integer().notNull().generatedAlwaysAsIdentity({ startWith: 2001 }).unique(),
    companyId: uuid()
      .notNull()
      .references(() => company.id),
    appId: uuid(),
    requesterId: uuid()
      .notNull()
      .references(() => person.id),
    source: text({ enum: sources }).notNull(),
    /** What opened it: an Idempotency-Key, the key of a form, the key of a mail. The same opens nothing twice. */
    sourceKey: text().notNull().unique(),
    title: text().notNull(),
    category: text({ enum: categories }),
    impact: text().array().$type<Impact[]>().notNull().default([]),
    workClass: text({ enum: workClasses }),
    issueType: text({ enum: issueTypes }),
    priority: text({ enum: priorities }),
    severity: text({ enum: severities }),
    needsCode: boolean(),
    funding: text({ enum: fundings }),
    stage: text({ enum: stages }).notNull().default('new'),
    stageSince: instant().notNull(),
    resolution: text({ enum: resolutions }),
    cameFrom: text({ enum: stages }),
    closedFrom: text({ enum: stages }),
    onHold: boolean().notNull().default(false),
    interrupted: boolean().notNull().default(false),
    level2: boolean().notNull().default(false),
    round: integer().notNull().default(0),
    pmId: uuid().references(() => person.id),
    developerId: uuid().references(() => person.id),
    warning: text({ enum: warnings }),
    scope: text(),
    scopeConfirmedAt: instant(),
    scopeClearAt: instant(),
    estimateHours: numeric({ precision: 8, scale: 2, mode: 'number' }),
    estimateBy: uuid().references(() => person.id),
    estimateVersion: integer().notNull().default(0),
    solution: text(),
    price: integer(),
    paid: integer().notNull().default(0),
    awaitsPayment: boolean().notNull().default(false),
    budget: text({ enum: ['unchecked', 'yes', 'no', 'exception'] })
      .notNull()
      .default('unchecked'),
    planPeriod: text(),
    /** Orders the line of its developer, lowest first: the moment it was planned, or just before somebody else (R025). */
    lineRank: numeric(),
    /** When somebody on duty said that they have seen it, before anybody took it (R009). */
    seenAt: instant(),
    dueDate: date(),
    acceptanceCriteria: text(),
    targetUrl: text(),
    steps: text(),
    opsCanReproduce: boolean(),
    affectsOthers: boolean(),
    workaround: text(),
    clientTargetDate: date(),
    deEscalationReason: text({ enum: deEscalationReasons }),
    pullRequest: text(),
    mergedAt: instant(),
    releasedAt: instant(),
    closedAt: instant(),
    documentation: text(),
    resolutionNotes: text(),
    mergedIntoId: uuid().references((): AnyPgColumn => ticket.id),
    linkedToId: uuid().references((): AnyPgColumn => ticket.id),
    /** When the one reminder before silence closes went out; the next question clears it. */
    remindedAt: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.appId], foreignColumns: [app.companyId, app.id] }),
    unique('ticket_of_company').on(table.companyId, table.id),
    foreignKey({ columns: [table.companyId, table.mergedIntoId], foreignColumns: [table.companyId, table.id] }),
    foreignKey({ columns: [table.companyId, table.linkedToId], foreignColumns: [table.companyId, table.id] }),
    among('ticket_stage', table.stage, stages),
    among('ticket_came_from', table.cameFrom, stages),
    among('ticket_closed_from', table.closedFrom, stages),
    among('ticket_resolution', table.resolution, resolutions),
    among('ticket_category', table.category, categories),
    among('ticket_work_class', table.workClass, workClasses),
    among('ticket_issue_type', table.issueType, issueTypes),
    among('ticket_priority', table.priority, priorities),
    among('ticket_severity', table.severity, severities),
    among('ticket_funding', table.funding, fundings),
    among('ticket_de_escalation_reason', table.deEscalationReason, deEscalationReasons),
    among('ticket_source', table.source, sources),
    among('ticket_warning', table.warning, warnings),
    among('ticket_budget', table.budget, ['unchecked', 'yes', 'no', 'exception']),
    check(
      'ticket_impact',
      sql`${table.impact} <@ array[${sql.raw(impacts.map((word) => `'${word}'`).join(', '))}]::text[]`,
    ),
    // A ticket is closed exactly when it has a resolution and a moment of closing.
    check(
      'ticket_closed',
      sql`(${table.stage} = 'closed') = (${table.resolution} is not null) and (${table.stage} = 'closed') = (${table.closedAt} is not null)`,
    ),
    check('ticket_needs_info_came_from', sql`${table.stage} <> 'needs_info' or ${table.cameFrom} is not null`),
    check('ticket_assigned', sql`${table.stage} in ('new', 'closed', 'needs_info') or ${table.pmId} is not null`),
    check('ticket_title', sql`length(${table.title}) between 1 and 200`),
    check(
      'ticket_quarter_hours',
      sql`${table.estimateHours} > 0 and ${table.estimateHours} * 4 = floor(${table.estimateHours} * 4)`,
    ),
    check('ticket_money', sql`${table.price} >= 0 and ${table.paid} >= 0`),
    check('ticket_plan_period', sql`${table.planPeriod} ~ '^[0-9]{4}-[0-9]{2}$'`),
    check('ticket_developer_stage', sql`${table.stage} <> 'in_development' or ${table.developerId} is not null`),
    check(
      'ticket_line_rank',
      sql`${table.stage} not in ('planned', 'in_development') or ${table.lineRank} is not null`,
    ),
    // One active ticket a developer (R025); an interrupted one waits at the front of the line.
    uniqueIndex('ticket_one_active_per_developer')
      .on(table.developerId)
      .where(sql`stage = 'in_development' and not interrupted`),
    index('ticket_open').on(table.stage, table.createdAt).where(sql`stage <> 'closed'`),
    index('ticket_company_newest').on(table.companyId, table.createdAt, table.number),
    index('ticket_requester').on(table.requesterId, table.createdAt),
    // Rising, and read backwards: drizzle writes a falling one with NULLS LAST, which no ORDER BY … DESC can use.
    index('ticket_newest').on(table.createdAt, table.number),
    index('ticket_updated').on(table.updatedAt, table.number),
    index('ticket_company_open').on(table.companyId).where(sql`stage <> 'closed'`),
    index('ticket_company_closed').on(table.companyId, table.closedAt).where(sql`stage = 'closed'`),
    index('ticket_linked').on(table.linkedToId).where(sql`linked_to_id is not null`),
    index('ticket_merged').on(table.mergedIntoId).where(sql`merged_into_id is not null`),
    index('ticket_awaits_payment').on(table.id).where(sql`awaits_payment`),
    index('ticket_pm_open').on(table.pmId).where(sql`stage <> 'closed'`),
    index('ticket_line').on(table.developerId, table.lineRank).where(sql`stage in ('planned', 'in_development')`),
  ],
)

/** The contacts who get the words of a ticket besides the requester. */
export const participant = pgTable(
  'participant',
  {
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    addedAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.personId] }),
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    index('participant_person').on(table.personId),
  ],
)

/** One promise of time on a ticket. `dueAt` and what follows it are computed by the calendar and kept for the lists. */
export const clock = pgTable(
  'clock',
  {
    id: id(),
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    kind: text({ enum: clockKinds }).notNull(),
    startedAt: instant().notNull(),
    window: jsonb().$type<Span>().notNull(),
    pausedSpans: jsonb().$type<{ from: string; to: string | null }[]>().notNull().default([]),
    carried: jsonb().$type<{ at: string; used: number }>(),
    metAt: instant(),
    /** null while a pause keeps it open. */
    dueAt: instant(),
    dueSoonAt: instant(),
    /** When the job acts by itself, for an assignment. */
    actsAt: instant(),
    warnedAt: instant(),
    breachedAt: instant(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    among('clock_kind', table.kind, clockKinds),
    uniqueIndex('clock_one_running').on(table.ticketId, table.kind).where(sql`met_at is null`),
    index('clock_due').on(table.dueAt).where(sql`met_at is null`),
    // What was met too late and is not on record yet: nearly empty, read once a minute.
    index('clock_late').on(table.dueAt).where(sql`met_at > due_at and breached_at is null`),
    index('clock_ticket').on(table.ticketId),
  ],
)

/** What was done to a ticket, append only: who, by which way in, on what proof. Every stage change has its row (B7). */
export const event = pgTable(
  'event',
  {
    id: id(),
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    action: text({ enum: [...occurrences, ...actions] }).notNull(),
    fromStage: text({ enum: stages }),
    toStage: text({ enum: stages }).notNull(),
    actorKind: text({ enum: ['contact', 'staff', 'system'] }).notNull(),
    actorId: uuid().references(() => person.id),
    channel: text({ enum: channels }).notNull(),
    proof: text({ enum: proofs }).notNull(),
    /** What asked for it: key of a form, Message-ID and line, link, Idempotency-Key. The same never acts twice (B14). */
    sourceKey: text().notNull(),
    /** The body of the action as given. Never shown to a contact. */
    body: jsonb().$type<Record<string, unknown>>().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    unique('event_once').on(table.ticketId, table.sourceKey),
    among('event_action', table.action, [...occurrences, ...actions]),
    among('event_from', table.fromStage, stages),
    among('event_to', table.toStage, stages),
    among('event_channel', table.channel, channels),
    among('event_proof', table.proof, proofs),
    check('event_actor', sql`(${table.actorKind} = 'system') = (${table.actorId} is null)`),
    index('event_ticket').on(table.ticketId, table.at),
  ],
)

/** One decision asked of a contact. Decided once; a new version is a new row. */
export const approval = pgTable(
  'approval',
  {
    id: id(),
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    kind: text({ enum: approvalKinds }).notNull(),
    version: integer().notNull(),
    hours: numeric({ precision: 8, scale: 2, mode: 'number' }),
    price: integer(),
    askedFrom: text({ enum: stages }).notNull(),
    askedAt: instant().notNull(),
    validUntil: instant().notNull(),
    decision: text({ enum: ['approved', 'declined', 'void'] }),
    decidedBy: uuid().references(() => person.id),
    decidedAt: instant(),
    /** The PM who wrote down what a contact decided on the phone. */
    recordedBy: uuid().references(() => person.id),
    comment: text(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    among('approval_kind', table.kind, approvalKinds),
    among('approval_decision', table.decision, ['approved', 'declined', 'void']),
    check('approval_decided', sql`(${table.decision} is null) = (${table.decidedAt} is null)`),
    unique('approval_version').on(table.ticketId, table.kind, table.version),
    uniqueIndex('approval_one_open').on(table.ticketId).where(sql`decision is null`),
  ],
)
