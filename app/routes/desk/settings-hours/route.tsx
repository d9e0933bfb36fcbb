import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changeHours } from '../../../../db/agency/change-hours.ts'
import { readAllHours } from '../../../../db/agency/hours.ts'
import { weekdays } from '../../../../domain/calendar.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import { isAdmin } from '../../../../domain/setting.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { enteredIn, fieldsOf, readHoursForm } from './entered.server.ts'
import { type Failed, HoursPage } from './page.tsx'
import { dueFor, fridayEvening, isMoment } from './preview.server.ts'
import { readingOf } from './reading.server.ts'
import { hoursWordsFor } from './words.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/hours[/:company]: with the fields of the form in the address it shows what they would mean. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const { agency, companies } = await readAllHours(context.house)
  const company = companies.find(({ id }) => id === params.company)
  if (params.company && !company) throw new Response(null, { status: 404 })
  const words = hoursWordsFor(language)
  const asked = new URL(request.url).searchParams
  const inForce = company?.hours ?? agency.hours
  const entered = asked.has('mon') ? enteredIn((name) => asked.get(name) ?? '') : fieldsOf(inForce)
  const read = readHoursForm(entered, language)
  const now = context.now()
  const wished = asked.get('sent') ?? ''
  const sent = isMoment(wished) ? wished : fridayEvening(inForce.zone, now)
  const windows = company?.windows ?? {}
  const today = dueFor({ sent, calendar: inForce, windows, language, now })
  const meant =
    asked.has('mon') && 'hours' in read ? dueFor({ ...{ sent, windows, language, now }, calendar: read.hours }) : null
  return {
    title: titled(wordsFor(language), words.page.title, 'errors' in read ? read.errors : []),
    words: words.page,
    readOnly: isAdmin(actor) ? null : sentenceFor('admins_only', language),
    reading: isAdmin(actor) ? [] : readingOf(fieldsOf(inForce), language, now.toString().slice(0, 10)),
    owners: [
      { href: '/desk/settings/hours', text: words.page.agency, current: !company },
      ...companies.map(({ id, name }) => ({
        ...{ href: `/desk/settings/hours/${id}`, text: name, current: id === company?.id },
      })),
    ],
    whose: company ? (company.hours ? words.own : words.asAgency)(company.name) : null,
    hasOwn: Boolean(company?.hours),
    days: weekdays.map((day) => ({ day, label: words.days[day] })),
    today: now.toZonedDateTimeISO(inForce.zone).toPlainDate().toString(),
    entered,
    errors: 'errors' in read ? read.errors : [],
    sent,
    dueLine: words.dueLine(today.sent),
    due: today.due.map(({ category, when }, place) => ({
      category,
      now: when,
      meant: meant?.due[place]?.when ?? null,
    })),
  }
}

/** POST /desk/settings/hours[/:company]: the form, or `do` = drop. Sent twice they are the same hours. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = hoursWordsFor(language)
  const form = await readForm(request)
  if (form === null || isRefusal(form)) {
    return data<Failed>(
      { entered: null, errors: [{ field: '', text: deskWordsFor(language).field.torn }] },
      { status: 422 },
    )
  }
  const path = `/desk/settings/hours${params.company ? `/${params.company}` : ''}`
  const owner = params.company ? { companyId: params.company } : ('agency' as const)
  const change = { owner, by: actor, now: context.now() }
  if (form.one('do') === 'drop') {
    const done = await changeHours(context.house, { ...change, hours: null })
    if (isRefusal(done)) return comeBack(done, null, language)
    return redirectWith(path, { tone: 'good', text: words.dropped }, context.settings)
  }
  const entered = enteredIn(form.one)
  const read = readHoursForm(entered, language)
  if ('errors' in read) return data<Failed>({ entered, errors: read.errors }, { status: 422 })
  const done = await changeHours(context.house, { ...change, hours: read.hours })
  if (isRefusal(done)) return comeBack(done, entered, language)
  return redirectWith(path, { tone: 'good', text: words.saved }, context.settings)
}

function comeBack({ refused }: Refusal, entered: Failed['entered'], language: Language) {
  const errors = [{ field: '', text: sentenceFor(refused, language) }]
  return data<Failed>({ entered, errors }, { status: refusalStatus[refused] })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Hours() {
  return <HoursPage {...useLoaderData<typeof loader>()} failed={useActionData<typeof action>() ?? null} />
}
