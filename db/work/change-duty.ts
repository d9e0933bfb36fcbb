import { and, asc, desc, inArray, lt } from 'drizzle-orm'
import { fillByTurns, wantedOn, weekOf } from '../../domain/duty.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import { recordSettingChange } from '../agency/setting-changes.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { readNames } from '../people/named.ts'
import { duty } from '../schema/duty.ts'
import { daysBetween, isAmong, readAbsences, readWatchers } from './duty.ts'

type Asked = { by: Actor; now: Temporal.Instant }

/**
 * Names who watches on some days, null for nobody. Refuses who is no admin, a holiday or a weekend without its watch,
 * and people who may not watch or are away then; `missing` names the day. All of them or none.
 */
export function setDuty(
  house: House,
  { days, by, now }: Asked & { days: { day: string; personId: string | null }[] },
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    if (!isAdmin(by)) return refuse('admins_only')
    const before = await lockDays(
      tx,
      days.map(({ day }) => day),
    )
    const changed = days.filter(({ day, personId }) => (before.get(day) ?? null) !== personId)
    const calendar = await readAgencyCalendar(tx)
    const people = await readWatchers(tx)
    for (const { day, personId } of changed) {
      if (personId === null) continue
      const date = Temporal.PlainDate.from(day)
      if (wantedOn(calendar, date) === 'nobody') return refuse('not_on_rota', [day])
      const isHere = !isAmong(await readAbsences(tx, { from: date, to: date }), personId, day)
      if (!isHere || !people.some(({ id }) => id === personId)) return refuse('may_not_watch', [day])
    }
    await write(tx, changed)
    await record(tx, { before, changed, by, now })
    return 'now'
  })
}

/**
 * Fills the empty business days of some weeks by turns among triage, from a Monday on; whose turn comes after whoever
 * had the last week has the first. Days that have somebody stay as they are. Answers how many days were filled.
 */
export function fillRota(
  house: House,
  { from, weeks, by, now }: Asked & { from: Temporal.PlainDate; weeks: number },
): Promise<{ filled: number } | Refusal> {
  return house.db.transaction(async (tx) => {
    if (!isAdmin(by)) return refuse('admins_only')
    const calendar = await readAgencyCalendar(tx)
    const to = from.add({ days: weeks * 7 - 1 })
    const all = daysBetween(from, to)
    const before = await lockDays(
      tx,
      all.map((date) => date.toString()),
    )
    const people = (await readWatchers(tx)).filter(({ triage }) => triage).map(({ id }) => id)
    const away = await readAbsences(tx, { from, to })
    const wanted = all.filter((date) => wantedOn(calendar, date) === 'somebody')
    const changed = fillByTurns(wanted, people, {
      first: await nextTurn(tx, people, from),
      isAway: (id, day) => isAmong(away, id, day.toString()),
    }).filter(({ day }) => !before.has(day))
    await write(tx, changed)
    await record(tx, { before, changed, by, now })
    return { filled: changed.length }
  })
}

/** Two who change one day wait for each other, also where there is no row yet. */
async function lockDays(tx: Tx, days: string[]): Promise<Map<string, string>> {
  await tx.execute(`lock table duty in share row exclusive mode`)
  if (days.length === 0) return new Map()
  const rows = await tx.select().from(duty).where(inArray(duty.day, days))
  return new Map(rows.map(({ day, personId }) => [day, personId]))
}

async function write(tx: Tx, days: { day: string; personId: string | null }[]): Promise<void> {
  const left = days.map(({ day }) => day)
  if (left.length > 0) await tx.delete(duty).where(inArray(duty.day, left))
  const named = days.flatMap(({ day, personId }) => (personId ? [{ day, personId }] : []))
  if (named.length > 0) await tx.insert(duty).values(named)
}

/** Whose turn the first week is: after whoever had most lately a day before it. */
async function nextTurn(tx: Tx, people: string[], from: Temporal.PlainDate): Promise<number> {
  if (people.length === 0) return 0
  const [last] = await tx
    .select({ id: duty.personId })
    .from(duty)
    .where(and(lt(duty.day, weekOf(from)), inArray(duty.personId, people)))
    .orderBy(desc(duty.day), asc(duty.personId))
    .limit(1)
  return last ? people.indexOf(last.id) + 1 : 0
}

async function record(
  tx: Tx,
  {
    before,
    changed,
    by,
    now,
  }: Asked & { before: Map<string, string>; changed: { day: string; personId: string | null }[] },
): Promise<void> {
  if (by.kind !== 'staff') return
  const ids = [...before.values(), ...changed.flatMap(({ personId }) => personId ?? [])]
  const names = await readNames(tx, [...new Set(ids)])
  const said = (id: string | null | undefined) => (id ? (names.get(id)?.name ?? id) : null)
  await recordSettingChange(tx, {
    ...{ area: 'duty', subject: '', by, now },
    steps: stepsBetween(
      Object.fromEntries(changed.map(({ day }) => [day, said(before.get(day))])),
      Object.fromEntries(changed.map(({ day, personId }) => [day, said(personId)])),
    ),
  })
}
