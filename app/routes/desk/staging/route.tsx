import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listApps } from '../../../../db/customers/apps.ts'
import { type BoardApp, readStagingBoard } from '../../../../db/staging/staging-board.ts'
import { mayKeepStaging } from '../../../../domain/keep-staging.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import { useLive } from '../../../components/live.ts'
import { useSteadyAnswer } from '../../../components/steady-answer.ts'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { fieldErrors } from '../../../field-errors.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { fieldsOf, keepStaging, type PlaceDeed, placeDeeds } from './deeds.server.ts'
import { StagingPage } from './page.tsx'
import type { PlaceDoing } from './panel.tsx'
import { showApp, stagingWords } from './show.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/staging */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const search = new URL(request.url).searchParams
  const [apps, all] = await Promise.all([
    readStagingBoard(context.house, actor),
    search.get('do') === 'add' ? listApps(context.house, actor) : [],
  ])
  const seen = { language, timeZone, now: context.now(), actor }
  const words = stagingWords(language)
  const { title, line, empty, free, waiting, left, takenAway, leave } = words
  return {
    title: titled(wordsFor(language), words.title),
    words: { title, line, empty, free, waiting, left, takenAway, leave, do: words.do, add: words.do.add },
    // What is in use stands before what is idle.
    apps: [...apps.filter(isBusy), ...apps.filter((app) => !isBusy(app))]
      .filter(({ environments, left: code }) => environments.length + code.length > 0)
      .map((app) => showApp(app, seen)),
    doing: openForm(search, apps, language),
    mayAdd: mayKeepStaging(actor, 'set_up'),
    appOptions: all.map(({ id, name, company }) => ({ value: id, label: `${name}, ${company.name}` })),
    formKey: crypto.randomUUID(),
  }
}

function isBusy({ environments, waiting, left }: BoardApp): boolean {
  return waiting.length + left.length > 0 || environments.some(({ places }) => places.some((held) => held !== null))
}

function openForm(search: URLSearchParams, apps: BoardApp[], language: Language): PlaceDoing | null {
  const [deed, at] = [search.get('do'), search.get('at') ?? '']
  const words = stagingWords(language)
  const { until, reason, name, url, capacity, capacityHint, app, chooseApp } = words
  const labels = { until, reason, name, url, capacity, capacityHint, app, chooseApp }
  const environment = apps.flatMap(({ environments }) => environments).find(({ id }) => id === at)
  const next = apps.find(({ environments }) =>
    environments.some(({ places }) => places.some((held) => String(held?.number) === at)),
  )?.waiting[0]
  switch (deed) {
    case 'extend':
      return {
        deed,
        at,
        labels,
        title: words.extendTitle(Number(at)),
        line: words.extendLine,
        send: words.do.extend,
        known: {},
      }
    case 'free': {
      const line = words.freeLine(next?.number ?? null)
      return { deed, at, labels, title: words.freeTitle(Number(at)), line, send: words.do.free, known: {} }
    }
    case 'change': {
      if (!environment) return null
      const known = { name: environment.name, url: environment.url, capacity: String(environment.places.length) }
      return { deed, at, labels, title: words.changeTitle(environment.name), line: '', send: words.save, known }
    }
    case 'retire':
      if (!environment) return null
      return {
        deed,
        at,
        labels,
        title: words.retireTitle(environment.name),
        line: words.retireLine,
        send: words.do.retire,
        known: {},
      }
    case 'add':
      return { deed, at, labels, title: words.addTitle, line: '', send: words.save, known: { capacity: '1' } }
    default:
      return null
  }
}

/** What came back of a form: its errors, and what was entered. */
type Failed = { errors: FieldError[]; entered: Record<string, string> }

/** POST /desk/staging: one deed of the board. Sent twice it is done once. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = stagingWords(language)
  const filled = await readForm(request)
  const deed = filled === null || isRefusal(filled) ? undefined : placeDeeds.find((one) => one === filled.one('action'))
  if (filled === null || isRefusal(filled) || !deed) {
    return data<Failed>(
      { entered: {}, errors: [{ field: '', text: deskWordsFor(language).field.torn }] },
      { status: 422 },
    )
  }
  const outcome = await keepStaging(deed, { house: context.house, actor, now: context.now(), filled })
  if (outcome !== 'now' && outcome !== 'before') {
    const entered = Object.fromEntries(fieldsOf(deed).map((name) => [name, filled.one(name)]))
    return isRefusal(outcome)
      ? data<Failed>(
          { entered, errors: [errorOf(outcome.refused, deed, language)] },
          { status: refusalStatus[outcome.refused] },
        )
      : data<Failed>({ entered, errors: fieldErrors(outcome.issues, language, labelsOf(language)) }, { status: 422 })
  }
  const number = Number(filled.one('at'))
  const text =
    outcome === 'before'
      ? words.told.before
      : deed === 'extend' || deed === 'free'
        ? words.told[deed](number)
        : words.told[deed]
  return redirectWith('/desk/staging', { tone: 'good', text }, context.settings)
}

function labelsOf(language: Language) {
  const { until, reason, app, name, url, capacity } = stagingWords(language)
  return { app, until, reason, name, url, capacity }
}

function errorOf(refused: Parameters<typeof sentenceFor>[0], deed: PlaceDeed, language: Language): FieldError {
  const field =
    refused === 'day_is_over'
      ? 'until'
      : refused === 'name_in_use'
        ? 'name'
        : refused === 'place_in_use' && deed === 'change'
          ? 'capacity'
          : ''
  return { field, text: sentenceFor(refused, language) }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Staging() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useSteadyAnswer<typeof action>()
  const formKey = useSteadyKey(shown.formKey)
  useLive('/events')
  return <StagingPage {...shown} formKey={formKey} errors={failed?.errors ?? []} entered={failed?.entered ?? {}} />
}
