import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './column.ts'
import { person } from './person.ts'

/** An Idempotency-Key that somebody used, what they asked with it, and what came of it. */
export const requestKey = pgTable(
  'request_key',
  {
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    key: text().notNull(),
    /** A hash of all that was asked. */
    fingerprint: text().notNull(),
    answer: jsonb().$type<{ number: number; ids: string[] }>(),
    createdAt: instant().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.key] }), index('request_key_age').on(table.createdAt)],
)
