import { date, index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { person } from './person.ts'

/** Who watches new tickets on a day; a day without a row has nobody (R009, R010). */
export const duty = pgTable(
  'duty',
  {
    day: date().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
  },
  (table) => [index('duty_person').on(table.personId, table.day)],
)
