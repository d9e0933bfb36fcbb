import { sql } from 'drizzle-orm'
import { check, date, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { longestEntry, timeTags } from '../../domain/time-entry.ts'
import { among, id, instant } from './column.ts'
import { company } from './company.ts'
import { person } from './person.ts'
import { ticket } from './ticket.ts'

/** Time that one of us spent for a company: on a ticket, or on its support as a whole (R067). In minutes. */
export const timeEntry = pgTable(
  'time_entry',
  {
    id: id(),
    companyId: uuid()
      .notNull()
      .references(() => company.id),
    ticketId: uuid(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    minutes: integer().notNull(),
    tag: text({ enum: timeTags }),
    /** The day of the work where the company's calendar is, so that a month is the one its report names. */
    workedOn: date().notNull(),
    sourceKey: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    unique('time_entry_source_key').on(table.companyId, table.sourceKey),
    index('time_entry_ticket').on(table.ticketId),
    check('time_entry_minutes', sql`${table.minutes} between 1 and ${sql.raw(String(longestEntry))}`),
    among('time_entry_tag', table.tag, timeTags),
  ],
)
