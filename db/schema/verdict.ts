import { boolean, foreignKey, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { instant } from './column.ts'
import { person } from './person.ts'
import { ticket } from './ticket.ts'

/** Whether a closing solved the concern, in the eyes of its customer: said once of each closing, which its moment names. */
export const verdict = pgTable(
  'verdict',
  {
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    closedAt: instant().notNull(),
    solved: boolean().notNull(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.closedAt] }),
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
  ],
)
