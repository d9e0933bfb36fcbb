import { sql } from 'drizzle-orm'
import { boolean, check, date, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ContactRights } from '../../domain/customer.ts'
import { id } from './column.ts'
import { company } from './company.ts'
import { person } from './person.ts'

/** Days, both included, on which somebody of the staff is away. */
export const absence = pgTable(
  'absence',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    from: date().notNull(),
    to: date().notNull(),
    /** Who stands in for them. */
    deputyId: uuid().references(() => person.id),
  },
  (table) => [
    check('absence_order', sql`${table.from} <= ${table.to}`),
    index('absence_person').on(table.personId, table.to),
  ],
)

/** What a contact may do at a company; agency-side contractors may have several (spec §4). */
export const membership = pgTable(
  'membership',
  {
    companyId: uuid()
      .notNull()
      .references(() => company.id),
    personId: uuid().notNull(),
    personKind: text({ enum: ['contact'] })
      .notNull()
      .default('contact'),
    seesCompany: boolean().notNull().default(false),
    approvesEstimates: boolean().notNull().default(false),
    /** Net minor units; null is no limit. */
    approvalLimit: integer(),
    approvesReleases: boolean().notNull().default(false),
    /** May invite colleagues and say what they may do. */
    managesPeople: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.companyId, table.personId] }),
    foreignKey({ columns: [table.personId, table.personKind], foreignColumns: [person.id, person.kind] }),
    index('membership_person').on(table.personId),
    check('membership_of_contact', sql`${table.personKind} = 'contact'`),
    check('membership_limit', sql`${table.approvalLimit} >= 0`),
  ],
)

/** What is read of a membership to tell what a contact may do. */
export const rightsOfMembership = {
  seesCompany: membership.seesCompany,
  approvesEstimates: membership.approvesEstimates,
  approvalLimit: membership.approvalLimit,
  approvesReleases: membership.approvesReleases,
  managesPeople: membership.managesPeople,
} satisfies Record<keyof ContactRights, unknown>
