import { z } from 'zod'
import { mailFates } from '../../../db/mailbox/mail-log.ts'
import { clockKinds } from '../../../domain/clock.ts'
import { actions } from '../../../domain/lifecycle.ts'
import { resolutions, stages, statuses } from '../../../domain/stage.ts'
import {
  approvalKinds,
  categories,
  channels,
  fundings,
  impacts,
  issueTypes,
  priorities,
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
