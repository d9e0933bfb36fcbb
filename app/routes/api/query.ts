import { z } from 'zod'
import { mailFates } from '../../../db/mailbox/mail-line.ts'
import { ticketSorts } from '../../../db/tickets/ticket-list.ts'
import { stages, statuses } from '../../../domain/stage.ts'
import { categories } from '../../../domain/ticket.ts'

const limit = z.coerce.number().int().min(1).max(100).default(25)
const cursor = z.string().max(300).optional()
const printable = (text: string) => !text.includes('\0')
const words = z.string().trim().max(200).refine(printable, 'Use printable characters.').optional()

/** What may be asked of the lists, in the address. Anything else in it is ignored. */
export const listTicketsQuery = z.object({
  status: z.enum(statuses).optional(),
  stage: z.enum(stages).optional(),
  category: z.enum(categories).optional(),
  assignee: z
    .union([z.email(), z.literal('none')])
    .optional()
    .describe('address of the PM or developer, or none'),
  company: z.uuid().optional(),
  q: words.describe('full text over titles and messages, or a number'),
  sort: z.enum(ticketSorts).default('-created_at'),
  limit,
  cursor,
})

export const listMailQuery = z.object({
  direction: z.enum(['in', 'out']).optional(),
  fate: z.enum(mailFates).optional(),
  ticket: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  q: words,
  limit,
  cursor,
})

export const ofCompanyQuery = z.object({ company: z.uuid().optional() })
