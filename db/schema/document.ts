import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { documentKinds } from '../../domain/document.ts'
import { among, id, instant, tsvector } from './column.ts'
import { app } from './company.ts'
import { person } from './person.ts'
import { ticket } from './ticket.ts'

/** A page of what is written down about an app: its deep dive, one business flow a page (R046, R047, R049). */
export const documentPage = pgTable(
  'document_page',
  {
    id: id(),
    companyId: uuid().notNull(),
    appId: uuid().notNull(),
    kind: text({ enum: documentKinds }).notNull(),
    place: smallint().notNull(),
    retiredAt: instant(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.appId], foreignColumns: [app.companyId, app.id] }),
    unique('document_page_of_company').on(table.companyId, table.id),
    among('document_page_kind', table.kind, documentKinds),
    index('document_page_app').on(table.appId, table.place),
  ],
)

/** What a page said from some day on. Nothing is overwritten; the latest is in force. */
export const documentRevision = pgTable(
  'document_revision',
  {
    id: id(),
    companyId: uuid().notNull(),
    pageId: uuid().notNull(),
    version: integer().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    /** The ticket that made the change necessary (R048). */
    ticketId: uuid(),
    writtenBy: uuid().references(() => person.id),
    writtenAt: instant().notNull(),
    search: tsvector().generatedAlwaysAs(sql`to_tsvector('simple', title || ' ' || left(body, 200000))`),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.pageId], foreignColumns: [documentPage.companyId, documentPage.id] }),
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    unique('document_revision_version').on(table.pageId, table.version),
    check('document_revision_title', sql`length(${table.title}) between 1 and 200`),
    index('document_revision_ticket').on(table.ticketId),
    index('document_revision_search').using('gin', table.search),
  ],
)
