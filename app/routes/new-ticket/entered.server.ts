import { z } from 'zod'
import { categories, impacts } from '../../../domain/ticket.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import type { Filled } from '../../form.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'
import type { NewTicketEntered } from './page.tsx'

const longest = 100_000

const asked = z.object({
  category: z.enum(categories),
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(longest),
  error_text: z.string().trim().max(longest),
  page_address: z.string().trim().max(2_000),
  impact: z.array(z.enum(impacts)),
  impact_other: z.string().trim().max(500),
  app: z.union([z.uuid(), z.literal('')]),
  participants: z.array(z.uuid()).max(50),
})

/** From the top of the page to its end. */
const order = [
  'category',
  'impact',
  'impact_other',
  'error_text',
  'page_address',
  'title',
  'body',
  'app',
  'participants',
]

export type AskedTicket = z.output<typeof asked>

/** What was typed, to be shown again as it was. */
export function enteredIn(form: Filled): NewTicketEntered {
  const category = categories.find((one) => one === form.one('category'))
  return {
    ...(category && { category }),
    impact: form.all('impact'),
    impact_other: form.one('impact_other'),
    error_text: form.one('error_text'),
    page_address: form.one('page_address'),
    title: form.one('title'),
    body: form.one('body'),
    app: form.one('app'),
    participants: form.all('participants'),
  }
}

/** Reads what is asked, or says in words what is wrong with it. What another category would ask is not read. */
export function readAsked(form: Filled, wrong: PortalWords['wrong']): AskedTicket | FieldError[] {
  const entered = enteredIn(form)
  const urgent = entered.category === 'urgent_issue'
  const withError = entered.category === 'issue_with_error'
  const read = asked.safeParse({
    ...entered,
    ...(!urgent && { impact: [], impact_other: '' }),
    ...(!withError && { error_text: '', page_address: '' }),
  })
  const fields = new Map(read.error?.issues.map(({ path: [field], code }) => [String(field), code]))
  const errors = [...fields].map(([field, code]) => ({ field, text: sentenceFor(field, code, wrong) }))
  if (urgent && form.all('impact').length === 0) errors.push({ field: 'impact', text: wrong.impact })
  if (urgent && form.all('impact').includes('other') && form.one('impact_other').trim() === '') {
    errors.push({ field: 'impact_other', text: wrong.impactOther })
  }
  if (read.success && errors.length === 0) return read.data
  return errors.toSorted((one, other) => order.indexOf(one.field) - order.indexOf(other.field))
}

/** The words of the ticket: what was written, and what its category asked beside it. */
export function bodyOf({ body, error_text, page_address, impact_other }: AskedTicket, words: PortalWords): string {
  return [
    body,
    impact_other && words.affected(impact_other),
    page_address && `${words.pageHead}: ${page_address}`,
    error_text && `${words.errorTextHead}:\n\n${fenced(error_text)}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** As code, whatever signs are in it: the fence is longer than any in the text (CommonMark, 4.5). */
function fenced(text: string): string {
  const longestRun = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  return `${fence}\n${text}\n${fence}`
}

function sentenceFor(field: string, code: string, wrong: PortalWords['wrong']): string {
  if (field === 'category') return wrong.category
  if (field === 'title') return wrong.title
  if (code === 'too_big') return wrong.long
  if (field === 'body') return wrong.body
  return wrong.other
}
