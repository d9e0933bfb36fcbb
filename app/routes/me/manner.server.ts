import { type AppLoadContext, data } from '@remix-run/node'
import { z } from 'zod'
import { keepManner } from '../../../db/manner.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { languages } from '../../../domain/ticket.ts'
import type { Reader } from '../../actor.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { readForm } from '../../form.server.ts'
import { themes } from '../../preferences.ts'
import { titled } from '../../title.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'

const timeZones = Intl.supportedValuesOf('timeZone')

const chosen = z.object({
  language: z.enum(languages),
  time_zone: z.string().refine((zone) => timeZones.includes(zone)),
  theme: z.enum(themes),
})

/** How a reader is served now, and what they may choose. */
export function showManner({ actor, language, timeZone, theme }: Reader) {
  const title = titled(wordsFor(language), wordsFor(language).shell.me)
  return {
    title,
    who: { name: actor.name, email: actor.email },
    manner: { language, timeZone, timeZones, theme, formKey: crypto.randomUUID() },
  }
}

/**
 * Keeps the settings a reader sent from the page at `path`, and leads back there. Sent twice they are the same
 * settings, so the key of the form has nothing to guard.
 */
export async function keepSettings(
  request: Request,
  { actor, language }: Reader,
  { path, context }: { path: string; context: AppLoadContext },
) {
  const form = await readForm(request)
  const { wrong } = portalWords(language)
  if (form === null || isRefusal(form)) return data({ errors: [{ field: '', text: wrong.form }] }, { status: 400 })
  const fields = ['language', 'time_zone', 'theme'] as const
  const read = chosen.safeParse(Object.fromEntries(fields.map((field) => [field, form.one(field)])))
  if (!read.success) {
    const errors = read.error.issues.map(({ path: [field] }) => ({
      field: String(field),
      text: field === 'time_zone' ? wrong.zone : wrong.other,
    }))
    return data({ errors }, { status: 422 })
  }
  const { time_zone: timeZone, ...rest } = read.data
  await keepManner(context.house.db, actor.id, { ...rest, timeZone })
  return redirectWith(path, { tone: 'good', text: wordsFor(rest.language).me.saved }, context.settings)
}
