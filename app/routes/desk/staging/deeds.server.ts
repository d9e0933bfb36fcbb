import { z } from 'zod'
import type { House } from '../../../../db/house.ts'
import { addEnvironment, changeEnvironment, retireEnvironment } from '../../../../db/staging/staging-environments.ts'
import { extendPlace, freePlace, type Kept, removeCode } from '../../../../db/staging/staging-places.ts'
import { isRefusal, type Refusal, refuse } from '../../../../domain/refusal.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import type { Filled } from '../../../form.server.ts'

export const placeDeeds = ['extend', 'free', 'change', 'retire', 'add', 'remove_code'] as const
export type PlaceDeed = (typeof placeDeeds)[number]

const reason = z.string().trim().min(1).max(10_000)
const environment = {
  name: z.string().trim().min(1).max(60),
  url: z.url({ protocol: /^https?$/ }).max(2_000),
  capacity: z.coerce.number().int().min(1).max(20),
}
const number = z.coerce.number().int().positive().max(2_147_483_647)

const forms = {
  extend: z.object({ at: number, until: z.iso.date(), reason }),
  free: z.object({ at: number, reason }),
  change: z.object({ at: z.uuid(), ...environment }),
  retire: z.object({ at: z.uuid() }),
  add: z.object({ app: z.uuid(), ...environment }),
  remove_code: z.object({ slot: z.uuid() }),
} as const

type Asked = { house: House; actor: Staff; now: Temporal.Instant; filled: Filled }
type Outcome = 'now' | 'before' | Refusal | { issues: z.core.$ZodIssue[] }

/** Does what a form of the board asks, through the doors of staging. */
export async function keepStaging(deed: PlaceDeed, { house, actor, now, filled }: Asked): Promise<Outcome> {
  const by = { actor, now }
  const sourceKey = `${actor.id}/${filled.sourceKey}`
  const body = Object.fromEntries(fieldsOf(deed).map((name) => [name, filled.one(name)]))
  switch (deed) {
    case 'extend': {
      const read = forms.extend.safeParse(body)
      if (!read.success) return read.error
      const { at, until, reason: because } = read.data
      return actedOf(await extendPlace(house, { number: at, until, reason: because, sourceKey, ...by }))
    }
    case 'free': {
      const read = forms.free.safeParse(body)
      if (!read.success) return read.error
      return actedOf(await freePlace(house, { number: read.data.at, reason: read.data.reason, sourceKey, ...by }))
    }
    case 'change': {
      const read = forms.change.safeParse(body)
      if (!read.success) return read.error
      const { at: environmentId, ...given } = read.data
      return doneOf(await changeEnvironment(house, { environmentId, ...given, ...by }))
    }
    case 'retire': {
      const read = forms.retire.safeParse(body)
      return read.success ? doneOf(await retireEnvironment(house, { environmentId: read.data.at, ...by })) : read.error
    }
    case 'add': {
      const read = forms.add.safeParse(body)
      if (!read.success) return read.error
      const { app: appId, ...given } = read.data
      return doneOf(await addEnvironment(house, { appId, ...given, ...by }))
    }
    default: {
      const read = forms.remove_code.safeParse(body)
      return read.success
        ? actedOf(await removeCode(house, { slotId: read.data.slot, ...by }))
        : refuse('no_such_place')
    }
  }
}

/** The names a form of the board has, in the order it asks them. */
export function fieldsOf(deed: PlaceDeed): string[] {
  return Object.keys(forms[deed].shape)
}

function actedOf(outcome: Kept | Refusal) {
  return isRefusal(outcome) ? outcome : outcome.acted
}

function doneOf(outcome: 'done' | Refusal) {
  return isRefusal(outcome) ? outcome : 'now'
}
