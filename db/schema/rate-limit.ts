import { integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

/** How often something was tried of late. The limiter that writes these rows names the columns, and wants a `Date`. */
export const rateLimit = pgTable('rate_limit', {
  key: text().primaryKey(),
  points: integer().notNull(),
  expire: timestamp({ withTimezone: true, mode: 'date' }),
})
