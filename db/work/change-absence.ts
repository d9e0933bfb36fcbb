import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import { recordSettingChange } from '../agency/setting-changes.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { readNames } from '../people/named.ts'
import { absence } from '../schema/membership.ts'
import { person } from '../schema/person.ts'

type Asked = { by: Actor; now: Temporal.Instant }
export type AbsenceFacts = { personId: string; from: string; to: string; deputyId: string | null }

const facts = z
  .strictObject({ personId: z.uuid(), from: z.iso.date(), to: z.iso.date(), deputyId: z.uuid().nullable() })
  .refine(({ from, to }) => from <= to)

/**
 * Writes down days on which one of us is away, and who stands in (R011). An admin for all, everybody for themselves.
 * Refuses days that end before they begin, and a deputy who is nobody of us or the same person.
 */
export function addAbsence(house: House, { by, now, ...said }: AbsenceFacts & Asked): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    const mayAll: boolean = isAdmin(by)
    if (by.kind !== 'staff' || (!mayAll && by.id !== said.personId)) return refuse('admins_only')
    const read = facts.safeParse(said)
    if (!read.success) return refuse('absence_malformed')
    const { personId, from, to, deputyId } = read.data
    if (!(await isOurs(tx, personId))) return refuse('no_such_staff')
    if (deputyId !== null && (deputyId === personId || !(await isOurs(tx, deputyId))))
      return refuse('absence_malformed')
    await tx.insert(absence).values({ personId, from, to, deputyId })
    const names = await readNames(tx, [personId, deputyId])
    await recordSettingChange(tx, {
      ...{ area: 'absence', subject: names.get(personId)?.name ?? '', by, now },
      steps: [{ field: `${from} – ${to}`, from: null, to: (deputyId && names.get(deputyId)?.name) || '–' }],
    })
    return 'now'
  })
}

/** Takes an absence away again: somebody is back, or never left. */
export function dropAbsence(house: House, { id, by, now }: { id: string } & Asked): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    const mayAll: boolean = isAdmin(by)
    if (by.kind !== 'staff') return refuse('admins_only')
    const own = mayAll ? undefined : eq(absence.personId, by.id)
    if (!z.uuid().safeParse(id).success) return refuse('no_such_staff')
    const [gone] = await tx
      .delete(absence)
      .where(and(eq(absence.id, id), own))
      .returning()
    if (!gone) return refuse('no_such_staff')
    const names = await readNames(tx, [gone.personId])
    await recordSettingChange(tx, {
      ...{ area: 'absence', subject: names.get(gone.personId)?.name ?? '', by, now },
      steps: [{ field: `${gone.from} – ${gone.to}`, from: '–', to: null }],
    })
    return 'now'
  })
}

async function isOurs(tx: Tx, id: string): Promise<boolean> {
  const ours = and(eq(person.id, id), eq(person.kind, 'staff'), eq(person.active, true))
  return (await tx.$count(person, ours)) > 0
}
