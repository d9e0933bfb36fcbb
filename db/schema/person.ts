import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { letterWishes } from '../../domain/notify.ts'
import { languages, roles } from '../../domain/ticket.ts'
import { among, id, instant } from './column.ts'

export const personKinds = ['contact', 'staff'] as const
export const themes = ['system', 'light', 'dark'] as const

/** Somebody who may act: a contact of a company, or one of our staff. */
export const person = pgTable(
  'person',
  {
    id: id(),
    kind: text({ enum: personKinds }).notNull(),
    name: text().notNull(),
    language: text({ enum: languages }).notNull(),
    /** null: the zone of the company or the agency. */
    timeZone: text(),
    theme: text({ enum: themes }).notNull().default('system'),
    /** Which letters they want besides those that are their turn. */
    letters: text({ enum: letterWishes }).notNull().default('every_step'),
    /** Whether single keys do something on the desk (WCAG 2.1.4). */
    shortcuts: boolean().notNull().default(true),
    /** Whose letters may show this reader pictures from elsewhere without asking (H06). */
    picturesOf: uuid().array().notNull().default(sql`'{}'::uuid[]`),
    active: boolean().notNull().default(true),
    /** When the admins were told that somebody who left still writes (F16). */
    leftToldAt: instant(),
    createdAt: instant().notNull(),
  },
  (table) => [
    among('person_kind', table.kind, personKinds),
    among('person_language', table.language, languages),
    among('person_theme', table.theme, themes),
    among('person_letters', table.letters, letterWishes),
    unique('person_of_kind').on(table.id, table.kind),
  ],
)

/** The addresses of a person; one belongs to one person only. The first is where letters go. */
export const personEmail = pgTable(
  'person_email',
  {
    address: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    main: boolean().notNull().default(true),
    verified: boolean().notNull().default(true),
  },
  (table) => [
    check('person_email_lower', sql`${table.address} = lower(${table.address})`),
    index('person_email_person').on(table.personId),
  ],
)

export const staffRole = pgTable(
  'staff_role',
  {
    personId: uuid().notNull(),
    personKind: text({ enum: ['staff'] })
      .notNull()
      .default('staff'),
    role: text({ enum: roles }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.role] }),
    foreignKey({ columns: [table.personId, table.personKind], foreignColumns: [person.id, person.kind] }),
    among('staff_role_role', table.role, roles),
    check('staff_role_of_staff', sql`${table.personKind} = 'staff'`),
  ],
)
