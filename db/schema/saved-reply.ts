import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { languages } from '../../domain/ticket.ts'
import { among, id, instant } from './column.ts'
import { person } from './person.ts'

/** Words we write again and again; somebody's own, or everybody's. */
export const savedReply = pgTable(
  'saved_reply',
  {
    id: id(),
    name: text().notNull(),
    body: text().notNull(),
    language: text({ enum: languages }).notNull(),
    /** null: everybody's. */
    ownerId: uuid().references(() => person.id),
    changedAt: instant().notNull(),
  },
  (table) => [
    among('saved_reply_language', table.language, languages),
    check('saved_reply_name', sql`length(${table.name}) between 1 and 100`),
    index('saved_reply_owner').on(table.ownerId),
  ],
)
