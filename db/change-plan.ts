import { eq } from 'drizzle-orm'
import { type Refusal, refuse } from '../domain/refusal.ts'
import { assignWindowsSchema, type PlanWindows } from '../domain/sla.ts'
import type { Actor } from '../domain/ticket.ts'
import type { House } from './house.ts'
import { plan } from './schema/company.ts'

/**
 * Sets how soon the tickets of a plan are taken. It counts for tickets opened from then on; clocks that run keep their
 * deadline. Refuses who is no admin, a plan that is not there, and windows outside their bounds (R006, R007), which
 * `missing` names by their category.
 */
export async function changePlanWindows(
  house: House,
  { planId, windows, by, now }: { planId: string; windows: PlanWindows; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  if (by.kind !== 'staff' || !by.roles.includes('admin')) return refuse('admins_only')
  const read = assignWindowsSchema.safeParse(windows)
  if (!read.success) {
    return refuse('window_out_of_bounds', [
      ...new Set(read.error.issues.map(({ path: [category] }) => String(category))),
    ])
  }
  const changed = await house.db
    .update(plan)
    .set({ windows: read.data, windowsChangedAt: now, windowsChangedBy: by.id })
    .where(eq(plan.id, planId))
    .returning({ id: plan.id })
  return changed.length > 0 ? 'now' : refuse('no_such_plan')
}
