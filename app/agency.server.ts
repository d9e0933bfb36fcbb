import type { AppLoadContext } from '@remix-run/node'
import { type Agency, readAgency as readFrom } from '../db/agency/agency.ts'
import type { Calendar } from '../domain/calendar.ts'
import { accentOf } from '../domain/colour.ts'
import { initialsOf } from './face.server.ts'

/** Found once a request, however many loaders ask. */
const agencies = new WeakMap<AppLoadContext, Promise<Agency>>()

/** The agency as pages name it. */
export async function readAgency(context: AppLoadContext): Promise<{ name: string; mark: string }> {
  const { name } = await agencyOf(context)
  return { name, mark: initialsOf(name).slice(0, 1) }
}

/** The business hours of the agency itself. */
export async function readAgencyHours(context: AppLoadContext): Promise<Calendar> {
  const { hours } = await agencyOf(context)
  if (!hours) throw new Error('The agency has no calendar; set the product up first.')
  return hours
}

/** The agency's own colours as a rule of CSS, by day and by night; null where it has none. */
export async function readAccentRule(context: AppLoadContext): Promise<string | null> {
  const { accent } = await agencyOf(context)
  if (accent === null) return null
  const colours = accentOf(accent)
  const tokens = {
    ...{ accent: colours.accent, 'accent-hover': colours.hover },
    ...{ 'on-accent': colours.on, 'accent-soft': colours.soft },
  }
  const set = Object.entries(tokens).map(([token, { light, dark }]) => `--${token}:light-dark(${light},${dark})`)
  return `:root{${set.join(';')}}`
}

function agencyOf(context: AppLoadContext): Promise<Agency> {
  const known = agencies.get(context)
  if (known) return known
  const agency = readFrom(context.house.db)
  agencies.set(context, agency)
  return agency
}
