import { pgTable, text } from 'drizzle-orm/pg-core'
import { instant } from './column.ts'

/** The worker processes that live, by their last sign of life; `readyz` asks for one within a minute. */
export const worker = pgTable('worker', {
  name: text().primaryKey(),
  startedAt: instant().notNull(),
  beatAt: instant().notNull(),
})
