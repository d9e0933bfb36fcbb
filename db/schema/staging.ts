import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { freedBecause } from '../../domain/staging.ts'
import { among, id, instant } from './column.ts'
import { app } from './company.ts'
import { person } from './person.ts'
import { ticket } from './ticket.ts'

/** Where the fixes of an app are tested by its customer, and how many of them at once (R031, R035). */
export const stagingEnvironment = pgTable(
  'staging_environment',
  {
    id: id(),
    companyId: uuid().notNull(),
    appId: uuid().notNull(),
    name: text().notNull(),
    url: text().notNull(),
    capacity: smallint().notNull().default(1),
    retiredAt: instant(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.appId], foreignColumns: [app.companyId, app.id] }),
    unique('staging_environment_of_company').on(table.companyId, table.id),
    unique('staging_environment_name').on(table.appId, table.name),
    check('staging_environment_capacity', sql`${table.capacity} between 1 and 20`),
    check('staging_environment_url', sql`${table.url} ~ '^https?://'`),
  ],
)

/**
 * A ticket in the line for staging: waiting until an environment has room, holding a place there, and then gone.
 * A row of its own for each turn, so that the past stays readable.
 */
export const slot = pgTable(
  'slot',
  {
    id: id(),
    companyId: uuid().notNull(),
    appId: uuid().notNull(),
    ticketId: uuid().notNull(),
    joinedAt: instant().notNull(),
    environmentId: uuid(),
    /** Which of the places of the environment, from 1 up to its capacity. */
    place: smallint(),
    takenAt: instant(),
    /** When we told each other that it would be free; a promise among us, nothing acts on it. */
    expectedFreeAt: instant(),
    freedAt: instant(),
    freedBecause: text({ enum: freedBecause }),
    /** Code of this ticket that nobody approved still lies on the environment, for somebody to take away (R031). */
    codeLeft: boolean().notNull().default(false),
    codeRemovedAt: instant(),
    codeRemovedBy: uuid().references(() => person.id),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    foreignKey({ columns: [table.companyId, table.appId], foreignColumns: [app.companyId, app.id] }),
    foreignKey({
      columns: [table.companyId, table.environmentId],
      foreignColumns: [stagingEnvironment.companyId, stagingEnvironment.id],
    }),
    among('slot_freed_because', table.freedBecause, freedBecause),
    check('slot_freed', sql`(${table.freedAt} is null) = (${table.freedBecause} is null)`),
    check(
      'slot_taken',
      sql`(${table.takenAt} is null) = (${table.environmentId} is null) and (${table.takenAt} is null) = (${table.place} is null)`,
    ),
    check('slot_place', sql`${table.place} >= 1`),
    uniqueIndex('slot_one_per_ticket').on(table.ticketId).where(sql`freed_at is null`),
    uniqueIndex('slot_held_once')
      .on(table.environmentId, table.place)
      .where(sql`freed_at is null and taken_at is not null`),
    index('slot_line').on(table.appId, table.joinedAt).where(sql`freed_at is null`),
    index('slot_ticket').on(table.ticketId),
  ],
)
