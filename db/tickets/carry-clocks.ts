import { and, eq, inArray, isNull } from 'drizzle-orm'
import { carryOver, rewindow } from '../../domain/clock.ts'
import { assignWindow } from '../../domain/sla.ts'
import { type Hours, readHours } from '../agency/calendars.ts'
import { announce } from '../announce.ts'
import type { Tx } from '../client.ts'
import { clock, ticket } from '../schema/ticket.ts'
import { columnsOf } from './clocks.ts'
import { clockOf } from './ticket-facts.ts'

/**
 * Runs a change of hours or windows, then puts every running clock of these companies on what holds now: business time
 * used so far stays used, the rest runs on. The caller holds `lockHours`.
 */
export async function carryClocks(
  tx: Tx,
  { companyIds, now }: { companyIds: string[]; now: Temporal.Instant },
  change: () => Promise<void>,
): Promise<void> {
  const before = await readAll(tx, companyIds)
  await change()
  const after = await readAll(tx, companyIds)
  if (companyIds.length === 0) return
  const running = await tx
    .select({ clock, category: ticket.category, companyId: ticket.companyId })
    .from(clock)
    .innerJoin(ticket, eq(ticket.id, clock.ticketId))
    .where(and(isNull(clock.metAt), inArray(clock.companyId, companyIds)))
    .for('update', { of: clock })
  await Promise.all(
    running.map(async ({ clock: row, category, companyId }) => {
      const [old, next] = [before.get(companyId), after.get(companyId)]
      if (!old || !next) return
      const window = assignWindow(category, next.windows)
      const isOther = JSON.stringify(window) !== JSON.stringify(assignWindow(category, old.windows))
      const kept =
        row.kind === 'assign' && isOther
          ? rewindow(clockOf(row), old.calendar, { window, now })
          : carryOver(clockOf(row), old.calendar, now)
      await tx
        .update(clock)
        .set(columnsOf(kept, category, next.calendar))
        .where(eq(clock.id, row.id))
    }),
  )
  await Promise.all([...new Set(running.map(({ clock: { ticketId } }) => ticketId))].map((id) => announce(tx, id)))
}

async function readAll(tx: Tx, companyIds: string[]): Promise<Map<string, Hours>> {
  return new Map(await Promise.all(companyIds.map(async (id) => [id, await readHours(tx, id)] as const)))
}
