import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { keepManner } from '../../../db/manner.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { languages } from '../../../domain/ticket.ts'
import { requireActor } from '../../actor.server.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { redirectWith } from '../../flash.server.ts'
import { readForm } from '../../form.server.ts'
import { themes } from '../../preferences.ts'
import { titled } from '../../title.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { MePage } from './page.tsx'

const timeZones = Intl.supportedValuesOf('timeZone')

const chosen = z.object({
  language: z.enum(languages),
  time_zone: z.string().refine((zone) => timeZones.includes(zone)),
  theme: z.enum(themes),
})

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone, theme } = await requireActor(request, context)
  const title = titled(wordsFor(language), wordsFor(language).shell.me)
  const { name, email } = actor
  return { title, name, email, language, timeZone, timeZones, theme, formKey: crypto.randomUUID() }
}

/** Keeps the settings. Sent twice they are the same settings, so the key of the form has nothing to guard. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, language } = await requireActor(request, context)
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
  return redirectWith('/me', { tone: 'good', text: wordsFor(rest.language).me.saved }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Me() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <div className="frame single">
      <main id="main">
        <MePage {...page} errors={sent?.errors ?? []} />
      </main>
    </div>
  )
}

export { WrongPage as ErrorBoundary }
