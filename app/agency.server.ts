import type { AppLoadContext } from '@remix-run/node'
import { type AgencyLook, readAgencyLook } from '../db/agency/agency.ts'
import { accentOf } from '../domain/colour.ts'
import { initialsOf } from './face.server.ts'

/** Found once a request, however many loaders ask. */
const looks = new WeakMap<AppLoadContext, Promise<AgencyLook>>()

/** The agency as pages name it. */
export async function readAgency(context: AppLoadContext): Promise<{ name: string; mark: string }> {
  const { name } = await lookOf(context)
  return { name, mark: initialsOf(name).slice(0, 1) }
}

/** The agency's own colours as a rule of CSS, by day and by night; null where it has none. */
export async function readAccentRule(context: AppLoadContext): Promise<string | null> {
  const { accent } = await lookOf(context)
  if (accent === null) return null
  const colours = accentOf(accent)
  const tokens = {
    ...{ accent: colours.accent, 'accent-hover': colours.hover },
    ...{ 'on-accent': colours.on, 'accent-soft': colours.soft },
  }
  const set = Object.entries(tokens).map(([token, { light, dark }]) => `--${token}:light-dark(${light},${dark})`)
  return `:root{${set.join(';')}}`
}

function lookOf(context: AppLoadContext): Promise<AgencyLook> {
  const known = looks.get(context)
  if (known) return known
  const look = readAgencyLook(context.house.db)
  looks.set(context, look)
  return look
}
