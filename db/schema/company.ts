import { sql } from 'drizzle-orm'
import {
  boolean,
  char,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Calendar } from '../../domain/calendar.ts'
import type { PlanWindows } from '../../domain/sla.ts'
import { billingPolicies, languages } from '../../domain/ticket.ts'
import { among, id, instant } from './column.ts'
import { person } from './person.ts'

/** Business hours somebody keeps: the agency's own, or one made for a company. */
export const calendar = pgTable('calendar', {
  id: id(),
  name: text().notNull(),
  hours: jsonb().$type<Calendar>().notNull(),
})

/** The agency itself: one row. */
export const agency = pgTable(
  'agency',
  {
    only: boolean().primaryKey().default(true),
    name: text().notNull(),
    calendarId: uuid()
      .notNull()
      .references(() => calendar.id),
    language: text({ enum: languages }).notNull(),
    /** Net minor units above which a quote goes to the account manager (R106). */
    quoteThreshold: integer().notNull().default(15_000),
    /** Minutes of open time after which a new ticket that nobody has seen alerts the team (R009). */
    alertAfterMinutes: integer().notNull().default(30),
    /** A colour of its own, `#rrggbb`; null is the house's. */
    accent: text(),
    /** Tickets opened before this day close without the question about documentation (R048). */
    documentationSince: date(),
    demo: boolean().notNull().default(false),
    seededAt: instant(),
  },
  (table) => [
    check('agency_accent', sql`${table.accent} ~ '^#[0-9a-f]{6}$'`),
    check('agency_alert_after', sql`${table.alertAfterMinutes} between 1 and 1440`),
    check('agency_only_one', sql`${table.only}`),
    among('agency_language', table.language, languages),
  ],
)

/** What a company bought: its hours a month and how soon we take its tickets. */
export const plan = pgTable(
  'plan',
  {
    id: id(),
    name: text().notNull(),
    tier: text({ enum: ['basic', 'business', 'enterprise'] }).notNull(),
    hours: integer().notNull(),
    windows: jsonb().$type<PlanWindows>().notNull().default({}),
    windowsChangedAt: instant(),
    windowsChangedBy: uuid().references(() => person.id),
  },
  (table) => [
    among('plan_tier', table.tier, ['basic', 'business', 'enterprise']),
    check('plan_hours', sql`${table.hours} >= 0`),
    // Every window lies within its bounds (R006, R007): as many of them do as there are.
    check(
      'plan_windows',
      sql`jsonb_typeof(${table.windows}) = 'object' and
        jsonb_array_length(jsonb_path_query_array(${table.windows}, '$.*')) = jsonb_array_length(jsonb_path_query_array(${table.windows},
          '$.* ? ((@.hours >= 1 && @.hours <= 24) || @.days == 1 || @.days == 2 || @.days == 3)'))`,
    ),
    check('plan_windows_changed', sql`(${table.windowsChangedAt} is null) = (${table.windowsChangedBy} is null)`),
  ],
)

/** The customer organisation we serve. */
export const company = pgTable(
  'company',
  {
    id: id(),
    name: text().notNull(),
    planId: uuid()
      .notNull()
      .references(() => plan.id),
    billingPolicy: text({ enum: billingPolicies }).notNull(),
    urgentNeedsPayment: boolean().notNull().default(false),
    dmClient: boolean().notNull().default(false),
    pmId: uuid().references(() => person.id),
    deputyId: uuid().references(() => person.id),
    accountManagerId: uuid().references(() => person.id),
    calendarId: uuid().references(() => calendar.id),
    timeZone: text().notNull(),
    language: text({ enum: languages }).notNull(),
    currency: char({ length: 3 }).notNull(),
    /** Net minor units of an hour; null without a price list. */
    hourlyRate: integer(),
  },
  (table) => [
    among('company_billing_policy', table.billingPolicy, billingPolicies),
    among('company_language', table.language, languages),
    check('company_hourly_rate', sql`${table.hourlyRate} > 0`),
  ],
)

/** A mail domain whose people belong to a company; a freemail domain can never be one (mail §3). */
export const companyDomain = pgTable(
  'company_domain',
  {
    domain: text().primaryKey(),
    companyId: uuid()
      .notNull()
      .references(() => company.id),
  },
  (table) => [check('company_domain_lower', sql`${table.domain} = lower(${table.domain})`)],
)

/** A project of a company that we look after. */
export const app = pgTable(
  'app',
  {
    id: id(),
    companyId: uuid()
      .notNull()
      .references(() => company.id),
    name: text().notNull(),
    live: boolean().notNull().default(false),
    /** Why an app is live without a deep dive (R046). */
    deepDiveWaiver: text(),
    pmId: uuid().references(() => person.id),
    supportLeadId: uuid().references(() => person.id),
    repositoryUrl: text(),
    productionUrl: text(),
  },
  (table) => [
    unique('app_name_of_company').on(table.companyId, table.name),
    unique('app_of_company').on(table.companyId, table.id),
  ],
)

/** The developers specialised in an app, best first (R022). */
export const appDeveloper = pgTable(
  'app_developer',
  {
    appId: uuid()
      .notNull()
      .references(() => app.id),
    personId: uuid()
      .notNull()
      .references(() => person.id),
    place: smallint().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.appId, table.personId] }),
    unique('app_developer_place').on(table.appId, table.place),
    index('app_developer_person').on(table.personId),
  ],
)
