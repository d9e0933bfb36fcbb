import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { rowKinds } from '../../domain/ticket.ts'
import { among, id, instant } from './column.ts'
import { app } from './company.ts'
import { person } from './person.ts'
import { ticket } from './ticket.ts'

/** A way through an app that its customer relies on, tried before each release (R033, R034). */
export const workflow = pgTable(
  'workflow',
  {
    id: id(),
    companyId: uuid().notNull(),
    appId: uuid().notNull(),
    place: smallint().notNull(),
    retiredAt: instant(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.appId], foreignColumns: [app.companyId, app.id] }),
    unique('workflow_of_company').on(table.companyId, table.id),
    index('workflow_app').on(table.appId, table.place),
  ],
)

/** What a known workflow said from some day on; the latest is in force. */
export const workflowRevision = pgTable(
  'workflow_revision',
  {
    id: id(),
    companyId: uuid().notNull(),
    workflowId: uuid().notNull(),
    version: integer().notNull(),
    title: text().notNull(),
    steps: text().notNull(),
    expected: text().notNull(),
    writtenBy: uuid().references(() => person.id),
    writtenAt: instant().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.workflowId], foreignColumns: [workflow.companyId, workflow.id] }),
    unique('workflow_revision_version').on(table.workflowId, table.version),
    check('workflow_revision_title', sql`length(${table.title}) between 1 and 200`),
  ],
)

/** One line of the checklist of a try: each time the developer finishes, the rows start empty (R032, R033). */
export const testRow = pgTable(
  'test_row',
  {
    id: id(),
    companyId: uuid().notNull(),
    ticketId: uuid().notNull(),
    attempt: integer().notNull(),
    place: smallint().notNull(),
    kind: text({ enum: rowKinds }).notNull(),
    /** null where the words are the house's own: compliance, and "no known workflow is on file". */
    title: text(),
    workflowRevisionId: uuid().references(() => workflowRevision.id),
    result: text({ enum: ['passed', 'failed'] }),
    note: text(),
    decidedBy: uuid().references(() => person.id),
    decidedAt: instant(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    unique('test_row_place').on(table.ticketId, table.attempt, table.place),
    among('test_row_kind', table.kind, rowKinds),
    among('test_row_result', table.result, ['passed', 'failed']),
    check('test_row_decided', sql`(${table.result} is null) = (${table.decidedAt} is null)`),
  ],
)
