import { eq } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import { assignWindow, assignWindowsSchema, type PlanWindows } from '../../domain/sla.ts'
import { type Actor, categories, type Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { company, plan } from '../schema/company.ts'
import { carryClocks } from '../tickets/carry-clocks.ts'
import { transact } from '../transact.ts'
import { lockHours } from './calendars.ts'
import { recordSettingChange } from './setting-changes.ts'

/**
 * Sets how soon the tickets of a plan are taken. Tickets that nobody has taken run on with the new window, time used so
 * far kept; a window shorter than that is due now. Refuses who is no admin, a plan that is not there, and windows
 * outside their bounds (R006, R007), which `missing` names by their category.
 */
export async function changePlanWindows(
  house: House,
  { planId, windows, by, now }: { planId: string; windows: PlanWindows; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  if (!isAdmin(by)) return refuse('admins_only')
  const read = assignWindowsSchema.safeParse(windows)
  if (!read.success) {
    return refuse('window_out_of_bounds', [
      ...new Set(read.error.issues.map(({ path: [category] }) => String(category))),
    ])
  }
  return transact(house, (tx) => setWindows(tx, planId, { windows: read.data, by, now }))
}

async function setWindows(
  tx: Tx,
  planId: string,
  { windows, by, now }: { windows: PlanWindows; by: Staff; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  await lockHours(tx)
  const [before] = await tx.select({ name: plan.name, windows: plan.windows }).from(plan).where(eq(plan.id, planId))
  if (!before) return refuse('no_such_plan')
  const companies = await tx.select({ id: company.id }).from(company).where(eq(company.planId, planId))
  await carryClocks(tx, { companyIds: companies.map(({ id }) => id), now }, async () => {
    await tx.update(plan).set({ windows, windowsChangedAt: now, windowsChangedBy: by.id }).where(eq(plan.id, planId))
  })
  const [old, next] = [sayWindows(before.windows), sayWindows(windows)]
  await recordSettingChange(tx, { area: 'plan', subject: before.name, by, now, steps: stepsBetween(old, next) })
  return 'now'
}

/** Every window in force, so that a default that becomes a wish of its own is no change. */
function sayWindows(windows: PlanWindows): Record<string, string> {
  return Object.fromEntries(
    categories.map((category) => {
      const window = assignWindow(category, windows)
      return [category, 'hours' in window ? `${window.hours} h` : `${window.days} d`]
    }),
  )
}
