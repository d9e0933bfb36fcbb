import { eq, inArray } from 'drizzle-orm'
import { type SettingStep, stepsBetween } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import { recordSettingChange } from '../agency/setting-changes.ts'
import type { Tx } from '../client.ts'
import { readNames } from '../people/named.ts'
import { calendar, company, plan } from '../schema/company.ts'

type Said = Record<string, unknown>

/**
 * Puts on record what was changed of a company, of one of its people or of one of its apps: who looks back reads names
 * and no ids. Only what `after` says is compared.
 * @param about the person or app it was, by name; null for the company itself
 */
export async function recordCustomerChange(
  tx: Tx,
  change: {
    area: 'company' | 'app'
    companyId: string
    about: string | null
    before: Said
    after: Said
    by: Actor
    now: Temporal.Instant
  },
): Promise<void> {
  const { area, companyId, about, before, after, by, now } = change
  const known = Object.fromEntries(Object.keys(after).map((field) => [field, before[field]]))
  const steps = stepsBetween(known, after)
  if (steps.length === 0) return
  const [of] = await tx.select({ name: company.name }).from(company).where(eq(company.id, companyId))
  await recordSettingChange(tx, {
    ...{ area, by: by.kind === 'system' ? null : by, now },
    subject: [of?.name, about].filter(Boolean).join(', '),
    steps: await withNames(tx, steps),
  })
}

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

async function withNames(tx: Tx, steps: SettingStep[]): Promise<SettingStep[]> {
  const ids = [...new Set(steps.flatMap(({ from, to }) => `${from} ${to}`.match(uuid) ?? []))]
  if (ids.length === 0) return steps
  const people = await readNames(tx, ids)
  const plans = await tx.select({ id: plan.id, name: plan.name }).from(plan).where(inArray(plan.id, ids))
  const hours = await tx
    .select({ id: calendar.id, name: calendar.name })
    .from(calendar)
    .where(inArray(calendar.id, ids))
  const names = new Map([...people.values(), ...plans, ...hours].map(({ id, name }) => [id, name]))
  const named = (said: string | null) => said?.replace(uuid, (id) => names.get(id) ?? id) ?? null
  return steps.map(({ field, from, to }) => ({ field, from: named(from), to: named(to) }))
}
