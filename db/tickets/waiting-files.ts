import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { House } from '../house.ts'
import { file } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'

/** Of these files, those that wait on this ticket for words to name them: a form that came back shows them. For staff. */
export function readWaitingFiles(house: House, { number, ids }: { number: number; ids: string[] }) {
  return house.db
    .select({ id: file.id, name: file.name, type: file.type, size: file.size })
    .from(file)
    .innerJoin(ticket, eq(ticket.id, file.ticketId))
    .where(and(eq(ticket.number, number), inArray(file.id, ids), isNull(file.messageId)))
}
