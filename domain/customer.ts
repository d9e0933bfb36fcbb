import { z } from 'zod'
import { billingPolicies, languages } from './ticket.ts'

const name = z.string().trim().min(1).max(120)
const somebody = z.uuid().nullable()
const webAddress = z.url({ protocol: /^https?$/ }).max(2_000)
const zones = new Set(Intl.supportedValuesOf('timeZone'))
const currencies = new Set(Intl.supportedValuesOf('currency'))

/** What everybody who looks after a company may say of it. */
export const companyFacts = z.object({
  name,
  language: z.enum(languages),
  timeZone: z.string().refine((zone) => zone === 'UTC' || zones.has(zone)),
  calendarId: somebody,
  pmId: somebody,
  deputyId: somebody,
  accountManagerId: somebody,
})
export type CompanyFacts = z.output<typeof companyFacts>

/** What a company bought and how it pays. */
export const companyMoney = z.object({
  planId: z.uuid(),
  billingPolicy: z.enum(billingPolicies),
  urgentNeedsPayment: z.boolean(),
  dmClient: z.boolean(),
  hourlyRate: z.number().int().positive().max(2_147_483_647).nullable(),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .refine((code) => currencies.has(code)),
})
export type CompanyMoney = z.output<typeof companyMoney>

/** A mail domain as people type it: `@Vale.example` is `vale.example`. */
export const mailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .transform((typed) => typed.replace(/^@/, ''))
  .pipe(
    z
      .string()
      .max(253)
      .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/),
  )

export const contactFacts = z.object({ name, language: z.enum(languages) })
export type ContactFacts = z.output<typeof contactFacts>

export const mailAddress = z.email().trim().toLowerCase().max(254)

/** What a contact may do at their company. */
export const contactRights = z.object({
  seesCompany: z.boolean(),
  approvesEstimates: z.boolean(),
  approvalLimit: z.number().int().nonnegative().max(2_147_483_647).nullable(),
  approvesReleases: z.boolean(),
  managesPeople: z.boolean(),
})
export type ContactRights = z.output<typeof contactRights>

/** What a colleague is called for what they may do: the most that they may (ux §5.9). */
export function roleWordOf(rights: Omit<ContactRights, 'approvalLimit' | 'seesCompany'>) {
  if (rights.managesPeople) return 'admin'
  return rights.approvesEstimates || rights.approvesReleases ? 'approver' : 'member'
}

/** An app as it is looked after; `developerIds` stand best first (R022). */
export const appFacts = z.object({
  name,
  live: z.boolean(),
  deepDiveWaiver: z.string().trim().min(1).max(2_000).nullable(),
  productionUrl: webAddress.nullable(),
  repositoryUrl: webAddress.nullable(),
  pmId: somebody,
  supportLeadId: somebody,
  developerIds: z.array(z.uuid()).max(20),
})
export type AppFacts = z.output<typeof appFacts>
