import { sql } from 'drizzle-orm'
import { stagesOf } from '../../domain/stage.ts'
import { ticket } from '../schema/ticket.ts'

// Written out, not asked for: only so does a plan that is kept use the indexes of what is open, or closed.

/** Tickets that are not closed. */
export const isOpenTicket = sql`${ticket.stage} <> 'closed'`

/** Tickets that are closed. */
export const isClosedTicket = sql`${ticket.stage} = 'closed'`

const waiting = stagesOf('feedback').map((stage) => `'${stage}'`)

/** Tickets that wait for their customer. */
export const waitsForCustomer = sql`${ticket.stage} in (${sql.raw(waiting.join(', '))})`
