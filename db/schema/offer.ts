import { sql } from 'drizzle-orm'
import { check, foreignKey, integer, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { pictureShows } from '../../domain/offer.ts'
import { among, instant } from './column.ts'
import { person } from './person.ts'
import { file } from './thread.ts'
import { ticket } from './ticket.ts'

/** One round: a fix offered to the customer for testing on staging (R027, R029). */
export const offer = pgTable(
  'offer',
  {
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    round: integer().notNull(),
    summary: text().notNull(),
    steps: text().array().notNull(),
    url: text().notNull(),
    noScreenshotsReason: text(),
    offeredBy: uuid()
      .notNull()
      .references(() => person.id),
    offeredAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.round] }),
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    check('offer_round', sql`${table.round} >= 1`),
    check('offer_steps', sql`cardinality(${table.steps}) >= 1`),
  ],
)

/** A picture of an offer, as it was before or is after. */
export const screenshot = pgTable(
  'screenshot',
  {
    ticketId: uuid().notNull(),
    round: integer().notNull(),
    companyId: uuid().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => file.id),
    place: smallint().notNull(),
    shows: text({ enum: pictureShows }),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.round, table.place] }),
    foreignKey({ columns: [table.ticketId, table.round], foreignColumns: [offer.ticketId, offer.round] }),
    among('screenshot_shows', table.shows, pictureShows),
  ],
)
