import { type AppLoadContext, data } from '@remix-run/node'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language, Staff } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import { redirectWith } from '../../../flash.server.ts'
import { type Filled, readForm } from '../../../form.server.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'

/** What came back of a form of the settings: what was entered in it, and what is wrong. */
export type Failed = { entered: Record<string, string>; errors: FieldError[] }
type Asked = { form: Filled; actor: Staff; language: Language; now: Temporal.Instant }
type Done = { saved: string } | Refusal | { errors: FieldError[] }

/**
 * Reads a form, has it carried out, and leads back to the page with a word of what was done; refused it comes back with
 * `fields` as they were. Settings sent twice are the same settings, so no form here needs a key.
 */
export async function keepSetting(
  { request, context }: { request: Request; context: AppLoadContext },
  { path, fields, carryOut }: { path: string; fields: string[]; carryOut: (asked: Asked) => Promise<Done> },
) {
  const { actor, language } = await requireStaff(request, context)
  const form = await readForm(request)
  if (form === null || isRefusal(form)) {
    return data<Failed>({ entered: {}, errors: [{ field: '', text: settingWordsFor(language).torn }] }, { status: 422 })
  }
  const done = await carryOut({ form, actor, language, now: context.now() })
  if ('saved' in done) return redirectWith(path, { tone: 'good', text: done.saved }, context.settings)
  const entered = Object.fromEntries(fields.map((field) => [field, form.all(field).join('\n')]))
  if ('errors' in done) return data<Failed>({ entered, errors: done.errors }, { status: 422 })
  const text = sentenceFor(done.refused, language)
  const named = done.missing.filter((field) => fields.includes(field))
  const errors = named.length > 0 ? named.map((field) => ({ field, text })) : [{ field: '', text }]
  return data<Failed>({ entered, errors }, { status: refusalStatus[done.refused] })
}
