import { eq } from 'drizzle-orm'
import type { Stage } from '../../domain/stage.ts'
import type { House } from '../house.ts'
import { ticket } from '../schema/ticket.ts'

/** Where the ticket of this number stands; null when there is none. For staff. */
export async function readStage(house: House, number: number): Promise<Stage | null> {
  const [row] = await house.db.select({ stage: ticket.stage }).from(ticket).where(eq(ticket.number, number))
  return row?.stage ?? null
}
