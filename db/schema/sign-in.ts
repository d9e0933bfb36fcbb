import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './column.ts'
import { person } from './person.ts'

/** A signed-in browser. The cookie holds a random token; only its hash is kept. */
export const session = pgTable(
  'session',
  {
    tokenHash: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    device: text().notNull(),
    createdAt: instant().notNull(),
    seenAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [index('session_person').on(table.personId)],
)

/** One request to sign in: a link and a 6-digit code, either of them once, within ten minutes. */
export const signIn = pgTable(
  'sign_in',
  {
    id: id(),
    /** null when the address is nobody's: the same row is written, so that nobody can tell. */
    personId: uuid().references(() => person.id, { onDelete: 'cascade' }),
    linkHash: text().notNull().unique(),
    codeHash: text().notNull(),
    /** Ties link and code to the browser that asked. */
    browserHash: text().notNull(),
    tries: integer().notNull().default(0),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [index('sign_in_browser').on(table.browserHash), check('sign_in_tries', sql`${table.tries} <= 5`)],
)

/** A token for the API, by its hash. */
export const apiToken = pgTable(
  'api_token',
  {
    tokenHash: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    createdAt: instant().notNull(),
    seenAt: instant(),
  },
  (table) => [index('api_token_person').on(table.personId)],
)
