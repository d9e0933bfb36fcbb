import { z } from 'zod'
import { openBody, wordsBody } from '../../../domain/command.ts'

/** What opens a ticket. Staff name the requester; a contact asks for themselves. */
export const openTicketBody = openBody

/** Words for a thread; as multipart, `files` holds the files themselves. */
export const addWordsBody = wordsBody

/** What may be sent along as multipart. */
export const uploadBody = z.object({
  files: z
    .array(z.string().meta({ format: 'binary' }))
    .min(1)
    .max(20),
})

/** What is decided of a held mail. Without `as` it goes to the ticket named, or opens one. People are addresses. */
export const releaseMailBody = z
  .object({
    as: z.enum(['attach', 'open', 'alias', 'spam']).optional(),
    ticket: z.coerce.number().int().positive().max(2_147_483_647).optional(),
    person: z.email().optional(),
  })
  .refine(({ as, ticket }) => as !== 'attach' || ticket, { path: ['ticket'], error: 'Name the ticket.' })
  .refine(({ as, person }) => as !== 'alias' || person, { path: ['person'], error: 'Name the person.' })
