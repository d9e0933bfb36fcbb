import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listSettingChanges } from '../../../../db/agency/setting-changes.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Link } from '../../../components/link.tsx'
import { sayWhen } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { peopleWords } from '../../../words/people.server.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { SettingsPage } from '../settings-frame/page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/audit: who changed what. All of us may look. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { language, timeZone } = await requireStaff(request, context)
  const words = settingWordsFor(language)
  const mark = z.uuid().safeParse(new URL(request.url).searchParams.get('older'))
  const { changes, older } = await listSettingChanges(context.house, mark.success ? { older: mark.data } : {})
  const manner = { language, timeZone, now: context.now() }
  const labels = new Map(
    Object.entries({ ...customersWords(language).field, ...peopleWords(language).rights, ...words.fields }),
  )
  const label = (field: string) => {
    const known = labels.get(field)
    return typeof known === 'string' ? known : field
  }
  return {
    title: titled(wordsFor(language), words.audit.title),
    words: words.audit,
    older,
    changes: changes.map(({ id, at, area, subject, steps, by }) => ({
      ...{ id, what: [words.areas[area], subject].filter(Boolean).join(': ') },
      who: `${by ?? words.house}, ${sayWhen(at, manner).text}`,
      steps: steps.map(({ field, from, to }) => `${label(field)}: ${from ?? words.nothing} → ${to ?? words.nothing}`),
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Audit() {
  const { words, changes, older } = useLoaderData<typeof loader>()
  return (
    <SettingsPage words={words}>
      {changes.length === 0 && <p>{words.none}</p>}
      <ul className="form">
        {changes.map(({ id, what, who, steps }) => (
          <li key={id}>
            <b>{what}</b>
            <p className="hint">{who}</p>
            <ul className="small">
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {older && <Link to={`?older=${older}`}>{words.older}</Link>}
    </SettingsPage>
  )
}
