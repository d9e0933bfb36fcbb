import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { contrast, isColour, leastContrast } from '../../domain/colour.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { agency } from '../schema/company.ts'
import { recordSettingChange } from './setting-changes.ts'

/** What an admin says of the agency; amounts in minor units, a colour as `#rrggbb`, a day as YYYY-MM-DD. */
export const agencyFacts = z.strictObject({
  name: z.string().trim().min(1).max(100),
  accent: z.string().refine(isColour).nullable(),
  quoteThreshold: z.int().min(0).max(100_000_000),
  alertAfterMinutes: z.int().min(1).max(1440),
  documentationSince: z.iso.date().nullable(),
})
export type AgencyFacts = z.infer<typeof agencyFacts>

/** The agency as it is. For staff. */
export async function readAgencyFacts(house: House): Promise<AgencyFacts> {
  const [row] = await house.db
    .select({
      ...{ name: agency.name, accent: agency.accent, quoteThreshold: agency.quoteThreshold },
      ...{ alertAfterMinutes: agency.alertAfterMinutes, documentationSince: agency.documentationSince },
    })
    .from(agency)
  if (!row) throw new Error('There is no agency; set the product up first.')
  return row
}

/**
 * The door of the agency's own facts. Refuses who is no admin, a colour on which white text cannot be read (4.5 to 1),
 * and what is malformed, which `missing` names.
 */
export function changeAgency(
  house: House,
  { facts, by, now }: { facts: AgencyFacts; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    if (!isAdmin(by)) return refuse('admins_only')
    const read = agencyFacts.safeParse(facts)
    if (!read.success) {
      return refuse('setting_malformed', [...new Set(read.error.issues.map(({ path: [field] }) => String(field)))])
    }
    const { accent } = read.data
    if (accent !== null && contrast(accent, '#ffffff') < leastContrast) return refuse('accent_too_pale', ['accent'])
    const [before] = await tx.select().from(agency).for('update')
    await tx.update(agency).set(read.data).where(eq(agency.only, true))
    const old = Object.fromEntries(Object.entries(before ?? {}).filter(([field]) => field in read.data))
    await recordSettingChange(tx, {
      ...{ area: 'agency', subject: read.data.name, by, now },
      steps: stepsBetween(old, read.data),
    })
    return 'now'
  })
}
