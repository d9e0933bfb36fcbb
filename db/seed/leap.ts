import { eq } from 'drizzle-orm'
import { addBusinessTime, type Calendar } from '../../domain/calendar.ts'
import { type Action, destinationsOf } from '../../domain/lifecycle.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Contact, Staff } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { event, ticket } from '../schema/ticket.ts'
import { writeMessage } from '../write-message.ts'

/** A step of the demo world written down without its gates: its test rows and staging slot are not told in the play. */
export type Leap = { after: number; by: Staff | Contact; does: Action; to: Stage; says?: string }

/** Writes the event, the stage and the words of a leap. It still follows the lifecycle table, or it is a fault. */
export async function leap(
  house: House,
  number: number,
  step: Leap,
  { calendar, now }: { calendar: Calendar; now: Temporal.Instant },
): Promise<void> {
  const [row] = await house.db.select().from(ticket).where(eq(ticket.number, number))
  if (!row) throw new Error(`There is no demo ticket ${number} to move on.`)
  const at = addBusinessTime(calendar, row.updatedAt, { hours: step.after })
  if (Temporal.Instant.compare(at, now) > 0) return
  if (!destinationsOf(step.does, row.stage).includes(step.to)) {
    throw new Error(`${step.does} does not lead from ${row.stage} to ${step.to}.`)
  }
  const sourceKey = `leap/${step.does}/${at}`
  await house.db.transaction(async (tx) => {
    await tx
      .update(ticket)
      .set({
        stage: step.to,
        stageSince: at,
        updatedAt: at,
        ...(step.does === 'offer_fix' && { round: row.round + 1 }),
        ...(step.does === 'release' && { releasedAt: at, mergedAt: at }),
        ...(step.does === 'close' && { closedAt: at, resolution: 'resolved' as const, documentation: 'no_change' }),
      })
      .where(eq(ticket.id, row.id))
    await tx.insert(event).values({
      ticketId: row.id,
      companyId: row.companyId,
      action: step.does,
      fromStage: row.stage,
      toStage: step.to,
      actorKind: step.by.kind,
      actorId: step.by.id,
      channel: 'web',
      proof: 'session',
      sourceKey,
      body: {},
      at,
    })
    if (step.says) {
      await writeMessage(tx, {
        ticket: row,
        actor: step.by,
        visibility: 'public',
        purpose: step.does === 'offer_fix' ? 'staging' : 'reply',
        channel: 'web',
        body: step.says,
        files: [],
        sourceKey,
        now: at,
      })
    }
  })
}
