import { inArray } from 'drizzle-orm'
import { stagesOf } from '../../domain/stage.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

/** How many tickets that this contact may see wait for their company's word. */
export function countTurns(house: House, contact: Contact): Promise<number> {
  return scoped(house.db, contact, (tx) => tx.$count(ticket, inArray(ticket.stage, stagesOf('feedback'))))
}
