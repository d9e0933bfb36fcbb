import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { changePlanWindows } from '../../../../db/agency/change-plan.ts'
import { readPlans } from '../../../../db/agency/plans.ts'
import { addBusinessTime, type Calendar } from '../../../../domain/calendar.ts'
import { isRefusal, type Refusal, refusalStatus, refuse, sentenceFor } from '../../../../domain/refusal.ts'
import { assignWindow, type PlanWindows } from '../../../../domain/sla.ts'
import { categories, type Language } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { type Filled, readForm } from '../../../form.server.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { portalWords } from '../../../words/portal.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { type Failed, fieldOf, PlansPage, type ShownWindow } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/plans: all of us may look, an admin may change. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const { calendar, plans } = await readPlans(context.house)
  const manner = { language, timeZone, now: context.now() }
  return {
    title: titled(wordsFor(language), wordsFor(language).plans.title),
    readOnly: actor.roles.includes('admin') ? null : sentenceFor('admins_only', language),
    plans: plans.map(({ id, name, companies, windows, changedAt, changedBy }) => ({
      ...{ id, name, companies: companies.join(', ') },
      changed:
        changedAt && changedBy
          ? deskWordsFor(language).plans.changed(changedBy, sayWhen(changedAt, manner).text)
          : null,
      windows: showWindows(windows, calendar, manner),
    })),
  }
}

/** Each window in force, and what it promises to who writes now. */
function showWindows(windows: PlanWindows, calendar: Calendar, manner: Manner): ShownWindow[] {
  const { span: said } = portalWords(manner.language)
  const { taken } = deskWordsFor(manner.language).plans
  return categories.map((category) => {
    const span = assignWindow(category, windows)
    const promise = taken[category](sayWhen(addBusinessTime(calendar, manner.now, span), manner).text)
    return 'hours' in span
      ? { category, amount: String(span.hours), unit: 'hours', span: said.hours(span.hours), promise }
      : { category, amount: String(span.days), unit: 'days', span: said.days(span.days), promise }
  })
}

/** POST /desk/settings/plans: the windows of one plan. Sent twice they are the same windows. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = deskWordsFor(language)
  const form = await readForm(request)
  if (form === null || isRefusal(form)) {
    return data<Failed>({ plan: '', entered: {}, errors: [{ field: '', text: words.field.torn }] }, { status: 422 })
  }
  const plan = z.uuid().safeParse(form.one('plan'))
  const done = plan.success
    ? await changePlanWindows(context.house, {
        planId: plan.data,
        windows: windowsIn(form, plan.data),
        by: actor,
        now: context.now(),
      })
    : refuse('no_such_plan')
  if (isRefusal(done)) return comeBack(form, done, language)
  return redirectWith('/desk/settings/plans', { tone: 'good', text: words.plans.saved }, context.settings)
}

function windowsIn(form: Filled, planId: string): PlanWindows {
  return Object.fromEntries(
    categories.map((category) => {
      const field = fieldOf(planId, category)
      const amount = Number(form.one(field).replace(',', '.'))
      return [category, form.one(`${field}.unit`) === 'days' ? { days: amount } : { hours: amount }]
    }),
  )
}

function comeBack(form: Filled, { refused, missing }: Refusal, language: Language) {
  const plan = form.one('plan')
  const fields = categories.map((category) => fieldOf(plan, category)).flatMap((field) => [field, `${field}.unit`])
  const sentence = sentenceFor(refused, language)
  const wrong = categories.filter((category) => missing.includes(category))
  const errors = wrong.map((category) => ({
    field: fieldOf(plan, category),
    text: `${wordsFor(language).category[category]}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
  }))
  return data<Failed>(
    {
      plan,
      entered: Object.fromEntries(fields.map((field) => [field, form.one(field)])),
      errors: errors.length > 0 ? errors : [{ field: '', text: sentence }],
    },
    { status: refusalStatus[refused] },
  )
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Plans() {
  const { plans, readOnly } = useLoaderData<typeof loader>()
  return <PlansPage plans={plans} readOnly={readOnly} failed={useActionData<typeof action>() ?? null} />
}
