import { and, desc, eq, lt, or } from 'drizzle-orm'
import type { SettingArea, SettingStep } from '../../domain/setting.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { person } from '../schema/person.ts'
import { settingChange } from '../schema/setting-change.ts'

export const settingChangesAtOnce = 50

/** Puts on record who changed what, in the transaction of the change. Nothing changed leaves no record. */
export async function recordSettingChange(
  tx: Tx,
  change: {
    area: SettingArea
    subject: string
    steps: SettingStep[]
    by: { id: string } | null
    now: Temporal.Instant
  },
): Promise<void> {
  const { area, subject, steps, by, now } = change
  if (steps.length === 0) return
  await tx.insert(settingChange).values({ area, subject, steps, byId: by?.id ?? null, at: now })
}

/** What was changed, the newest first; `older` is the last id of the page before. For staff. */
export async function listSettingChanges(house: House, { area, older }: { area?: SettingArea; older?: string } = {}) {
  const mark = older
    ? (await house.db.select({ at: settingChange.at }).from(settingChange).where(eq(settingChange.id, older)))[0]
    : undefined
  const rows = await house.db
    .select({
      id: settingChange.id,
      at: settingChange.at,
      area: settingChange.area,
      subject: settingChange.subject,
      steps: settingChange.steps,
      by: person.name,
    })
    .from(settingChange)
    .leftJoin(person, eq(person.id, settingChange.byId))
    .where(
      and(
        area ? eq(settingChange.area, area) : undefined,
        mark && older
          ? or(lt(settingChange.at, mark.at), and(eq(settingChange.at, mark.at), lt(settingChange.id, older)))
          : undefined,
      ),
    )
    .orderBy(desc(settingChange.at), desc(settingChange.id))
    .limit(settingChangesAtOnce + 1)
  const shown = rows.slice(0, settingChangesAtOnce)
  return { changes: shown, older: rows.length > shown.length ? (shown.at(-1)?.id ?? null) : null }
}
