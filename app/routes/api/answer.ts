import { z } from 'zod'
import { mailFates } from '../../../db/mailbox/mail-line.ts'
import { origins } from '../../../db/schema/mail.ts'
import { calendarSchema, spanSchema } from '../../../domain/calendar.ts'
import { clockKinds } from '../../../domain/clock.ts'
import { actions } from '../../../domain/lifecycle.ts'
import { resolutions, stages, statuses } from '../../../domain/stage.ts'
import {
  approvalKinds,
  billingPolicies,
  categories,
  channels,
  fundings,
  impacts,
  issueTypes,
  languages,
  priorities,
  roles,
  severities,
  workClasses,
} from '../../../domain/ticket.ts'

const moment = z.iso.datetime().describe('RFC 3339, in UTC')
const text = z.string().nullable()
const person = z.object({ email: z.string(), name: z.string() })
const named = z.object({ id: z.string(), name: z.string() })

const file = z.object({ id: z.uuid(), name: z.string(), type: z.string(), size: z.int(), url: z.string() })

export const messageAnswer = z.object({
  id: z.uuid(),
  author: z.object({ name: z.string(), email: text, kind: z.enum(['contact', 'staff', 'system', 'unknown']) }),
  visibility: z.enum(['public', 'internal']),
  purpose: z.string(),
  channel: z.enum(channels),
  text: z.string(),
  html: z.string().describe('safe to show'),
  folded: text.describe('quote and signature of a mail'),
  files: z.array(file),
  at: moment,
})

/** A ticket in a list. */
export const listedTicketAnswer = z.object({
  number: z.int(),
  title: z.string(),
  category: z.enum(categories).nullable(),
  impact: z.array(z.enum(impacts)),
  work_class: z.enum(workClasses).nullable(),
  priority: z.enum(priorities).nullable(),
  status: z.enum(statuses),
  stage: z.enum(stages),
  resolution: z.enum(resolutions).nullable(),
  company: named,
  app: named.nullable(),
  requester: person.nullable(),
  pm: person.nullable(),
  developer: person.nullable(),
  round: z.int(),
  estimate_hours: z.number().nullable(),
  funding: z.enum(fundings).nullable(),
  due_date: text,
  created_at: moment,
  updated_at: moment,
})

/** A ticket as this actor may see it. */
export const ticketAnswer = listedTicketAnswer.extend({
  issue_type: z.enum(issueTypes).nullable(),
  severity: z.enum(severities).nullable(),
  client_target_date: text.describe('by when the customer wishes it'),
  participants: z.array(person),
  queue_position: z.int().nullable().describe('place in the line of its developer'),
  approval: z
    .object({
      id: z.uuid(),
      kind: z.enum(approvalKinds),
      version: z.int(),
      hours: z.number().nullable(),
      price: z.int().nullable().describe('minor units of the currency of the company'),
      valid_until: moment,
      asked_at: moment,
    })
    .nullable(),
  clocks: z.array(
    z.object({
      kind: z.enum(clockKinds),
      started_at: moment,
      due_at: moment.nullable(),
      met_at: moment.nullable(),
      breached: z.boolean(),
      paused: z.boolean(),
    }),
  ),
  rows: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(['compliance', 'workflow', 'acceptance']),
      title: z.string(),
      by: z.string(),
      result: z.enum(['passed', 'failed']).nullable(),
    }),
  ),
  slot: z.object({ environment: z.string(), held: z.boolean(), waiting_position: z.int().nullable() }).nullable(),
  resolution_notes: text,
  documentation: z
    .union([z.string(), z.object({ page: z.uuid(), revision: z.string(), title: z.string(), url: z.string() })])
    .nullable()
    .describe('what its closing said of the documentation: no_change, or the page that tells of it'),
  actions: z.array(z.enum(actions)).describe('what this actor may ask for now'),
  missing: z.record(z.string(), z.array(z.string())).describe('what each of these actions still lacks'),
  messages: z.array(messageAnswer),
})

export const eventAnswer = z.object({
  id: z.uuid(),
  action: z.string(),
  from: z.enum(stages).nullable(),
  to: z.enum(stages),
  actor: z.object({ kind: z.enum(['contact', 'staff', 'system']), name: text }),
  channel: z.enum(channels),
  at: moment,
  body: z.record(z.string(), z.unknown()).optional().describe('what was asked, word for word; for staff'),
  proof: z.string().optional().describe('on what ground; for staff'),
})

export const listedMailAnswer = z.object({
  id: z.uuid(),
  direction: z.enum(['in', 'out']),
  at: moment,
  from: text,
  from_name: text,
  to: text,
  subject: text,
  fate: z.enum(mailFates),
  reason: text,
  letter: text,
  message_id: text,
  ticket: z.int().nullable(),
})

const mailWords = listedMailAnswer.extend({ text })

/** A mail with all that is known of it: one of ours with its tries, or one that came with what it proves. */
export const mailAnswer = z.union([
  mailWords.extend({ tries: z.int(), tried_at: moment.nullable(), delivered_at: moment.nullable() }),
  mailWords.extend({
    folded: text,
    origin: z.enum(origins),
    mailbox: text,
    envelope_from: text,
    envelope_to: z.array(z.string()),
    size: z.int(),
    level: z.enum(['P0', 'P1', 'P2', 'P3']).nullable(),
    evidence: z.record(z.string(), z.unknown()).nullable(),
    release: z.record(z.string(), z.unknown()).nullable().describe('what a person decided of it when it was held'),
  }),
])

export const meAnswer = z.object({
  id: z.uuid(),
  kind: z.enum(['contact', 'staff']),
  name: z.string(),
  email: z.string(),
  language: z.enum(languages),
  roles: z.array(z.enum(roles)),
  companies: z.array(
    z.object({
      id: z.uuid(),
      name: text,
      sees_company: z.boolean(),
      approves_estimates: z.boolean(),
      approval_limit: z.int().nullable().describe('net minor units; null is no limit'),
      approves_releases: z.boolean(),
    }),
  ),
})

export const companyAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  tier: z.enum(['basic', 'business', 'enterprise']),
  plan: z.string(),
  plan_hours: z.int(),
  billing_policy: z.enum(billingPolicies),
  currency: z.string().describe('ISO 4217'),
  time_zone: z.string(),
  language: z.enum(languages),
})

export const personAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  kind: z.enum(['contact', 'staff']),
  roles: z.array(z.enum(roles)),
  companies: z.array(
    z.object({ id: z.uuid(), name: z.string(), approves_estimates: z.boolean(), approves_releases: z.boolean() }),
  ),
})

export const appAnswer = z.object({
  id: z.uuid(),
  name: z.string(),
  live: z.boolean(),
  production_url: text,
  staging_url: text,
  company: named,
})

export const calendarAnswer = calendarSchema.unwrap().extend({
  windows: z.record(z.enum(categories), spanSchema).describe('how soon a ticket is taken, by category'),
  open: z.boolean(),
  opens_at: moment.nullable().describe('null while we are open'),
})

export const filesAnswer = z.object({
  ids: z.array(z.uuid()),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), size: z.int() })),
})

export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('stable'),
  detail: z.string().describe('a sentence, in the language of the actor'),
  missing: z.array(z.string()).optional().describe('what a gate lacks'),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})

/** A page of a list; `next` is the cursor of the following one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}
