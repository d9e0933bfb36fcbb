import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { changeAgency, readAgencyFacts } from '../../../../db/agency/change-agency.ts'
import { contrast } from '../../../../domain/colour.ts'
import { isRefusal, sentenceFor } from '../../../../domain/refusal.ts'
import { isAdmin } from '../../../../domain/setting.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/field.tsx'
import { titled } from '../../../title.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { keepSetting } from '../settings-frame/keep.server.ts'
import { SettingsPage } from '../settings-frame/page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const fields = ['name', 'accent', 'quoteThreshold', 'alertAfterMinutes', 'documentationSince'] as const

/** GET /desk/settings/agency */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const { quoteThreshold, ...facts } = await readAgencyFacts(context.house)
  const words = settingWordsFor(language).agency
  return {
    title: titled(wordsFor(language), words.title),
    words,
    readOnly: isAdmin(actor) ? null : sentenceFor('admins_only', language),
    facts: {
      ...{ name: facts.name, accent: facts.accent ?? '', quoteThreshold: String(quoteThreshold / 100) },
      ...{ alertAfterMinutes: String(facts.alertAfterMinutes), documentationSince: facts.documentationSince ?? '' },
    },
  }
}

/** POST /desk/settings/agency */
export function action(asked: ActionFunctionArgs) {
  const carryOut: Parameters<typeof keepSetting>[1]['carryOut'] = async ({ form, actor, language, now }) => {
    const words = settingWordsFor(language)
    const accent = form.one('accent').trim().toLowerCase()
    const done = await changeAgency(asked.context.house, {
      facts: {
        ...{ name: form.one('name'), accent: accent === '' ? null : accent },
        quoteThreshold: Math.round(Number(form.one('quoteThreshold').replace(',', '.')) * 100),
        alertAfterMinutes: Number(form.one('alertAfterMinutes')),
        documentationSince: form.one('documentationSince') || null,
      },
      ...{ by: actor, now },
    })
    if (!isRefusal(done)) return { saved: words.saved }
    if (done.refused !== 'accent_too_pale') return done
    const ratio = (Math.floor(contrast(accent, '#ffffff') * 100) / 100).toLocaleString(
      language === 'pt' ? 'pt-PT' : 'en-GB',
    )
    return { errors: [{ field: 'accent', text: words.pale(accent, ratio) }] }
  }
  return keepSetting(asked, { path: '/desk/settings/agency', fields: [...fields], carryOut })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

const kinds = {
  name: 'text',
  accent: 'text',
  quoteThreshold: 'text',
  alertAfterMinutes: 'number',
  documentationSince: 'date',
}

export default function Agency() {
  const { words, readOnly, facts } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const errors = failed?.errors ?? []
  const hints: Partial<Record<string, string>> = {
    ...{ accent: words.accentHint, quoteThreshold: words.quoteThresholdHint },
    ...{ alertAfterMinutes: words.alertAfterMinutesHint, documentationSince: words.documentationSinceHint },
  }
  return (
    <SettingsPage words={words} readOnly={readOnly} errors={errors}>
      {readOnly ? (
        <dl className="facts">
          {fields.map((field) => (
            <div key={field}>
              <dt>{words[field]}</dt>
              <dd>{facts[field] || '–'}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <Form method="post" className="card padded form" noValidate>
          {fields.map((field) => (
            <TextField
              key={field}
              name={field}
              type={kinds[field]}
              label={words[field]}
              hint={hints[field]}
              defaultValue={failed?.entered[field] ?? facts[field]}
              errors={errors}
            />
          ))}
          <div className="button-row">
            <Button look="primary">{words.save}</Button>
          </div>
        </Form>
      )}
    </SettingsPage>
  )
}
