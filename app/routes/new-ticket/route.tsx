import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCalendar } from '../../../db/agency/calendar-view.ts'
import { listApps } from '../../../db/customers/apps.ts'
import { openTicket } from '../../../db/open-ticket.ts'
import { listPeople } from '../../../db/people/people.ts'
import { addMessage } from '../../../db/thread.ts'
import { addParticipant } from '../../../db/tickets/change-participants.ts'
import { keepWaiting, moveWaiting, type WaitingFile } from '../../../db/tickets/keep-waiting.ts'
import { readTicketBrief, type TicketBrief } from '../../../db/tickets/ticket-brief.ts'
import { readCompanyPm } from '../../../db/work/company-pm.ts'
import { addBusinessTime, type Span } from '../../../domain/calendar.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { assignWindow } from '../../../domain/sla.ts'
import { type Category, type Contact, categories, type Language } from '../../../domain/ticket.ts'
import { type Reader, requireContact } from '../../actor.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { useSteadyKey } from '../../components/steady-key.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { shortName } from '../../face.server.ts'
import { fileLink } from '../../file-link.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { type Filled, readForm } from '../../form.server.ts'
import { sayWhen } from '../../moment.server.ts'
import { asResponse } from '../../respond.server.ts'
import { titled } from '../../title.ts'
import { newTicketWords } from '../../words/new-ticket.server.ts'
import { type PortalWords, portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { type AskedTicket, bodyOf, enteredIn, readAsked } from './entered.server.ts'
import { findKnown } from './known.server.ts'
import type { KnownThings } from './known.tsx'
import { NewTicketPage } from './page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireContact(request, context)
  const now = context.now()
  const words = portalWords(language)
  const [{ calendar, windows }, apps, people] = await Promise.all([
    readCalendar(context.house, actor, now),
    listApps(context.house, actor),
    listPeople(context.house, actor),
  ])
  const several = actor.memberships.length > 1
  const asked = new URL(request.url).searchParams
  const wished = asked.get('category')
  const about = await findAbout(asked.get('about'), actor, context)
  const said = newTicketWords(language)
  return {
    title: titled(wordsFor(language), wordsFor(language).shell.newTicket),
    categories: categories.map((category) => {
      const window = assignWindow(category, windows)
      const takenBy = sayWhen(addBusinessTime(calendar, now, window), { language, timeZone, now }).text
      return { category, promise: saySpan(window, words), takenBy }
    }),
    wished: categories.find((one) => one === wished),
    apps: apps.map(({ id, name, company }) => ({ value: id, label: several ? `${name} (${company.name})` : name })),
    colleagues: people
      .filter(({ id, kind }) => kind === 'contact' && id !== actor.id)
      .map(({ id, name }) => ({ value: id, label: name })),
    about: about && { number: about.number, text: said.about(about.number, about.title), hint: said.aboutHint },
    look: said.look,
    formKey: crypto.randomUUID(),
  }
}

/** Opens the ticket. A form with something wrong in it comes back as it was, its files kept. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireContact(request, context)
  const words = portalWords(reader.language)
  const form = await readForm(request)
  if (form === null) return data({ ...nothing, errors: [{ field: '', text: words.wrong.form }] }, { status: 400 })
  if (isRefusal(form)) {
    const field = form.refused === 'too_large' ? 'files' : 'body'
    const errors = [{ field, text: sentenceFor(form.refused, reader.language) }]
    return data({ ...nothing, errors }, { status: refusalStatus[form.refused] })
  }
  const { house } = context
  const about = await findAbout(form.one('about'), reader.actor, context)
  const { companyId, appId } = await findPlace(form, reader.actor, context, about)
  const waiting = { actor: reader.actor, companyId, ticketId: null, now: context.now() }
  const kept = await keepWaiting(house, { ...waiting, uploads: form.uploads, ids: form.all('file_ids') })
  if (form.one('join') !== '') return join(reader, { form, kept }, context)
  if (form.one('look') !== '') {
    const found = await findKnown(reader, form.one('title'), context)
    return comesBack(form, kept, { errors: [], status: 200, language: reader.language, found })
  }
  const asked = readAsked(form, words.wrong)
  if (Array.isArray(asked)) return comesBack(form, kept, { errors: asked, status: 422, language: reader.language })
  const opened = await openTicket(house, {
    ...openingOf(reader, asked, context),
    companyId,
    appId,
    ...filesIn(form, kept),
    linkedToId: about?.id ?? null,
  })
  if (isRefusal(opened)) {
    const errors = [{ field: '', text: sentenceFor(opened.refused, reader.language) }]
    return comesBack(form, kept, { errors, status: refusalStatus[opened.refused], language: reader.language })
  }
  const text = await sayHave(reader, { companyId, category: asked.category }, context)
  return redirectWith(`/tickets/${opened.number}?sent`, { tone: 'good', text }, context.settings)
}

const nothing = { entered: {}, kept: [], found: null }

type Refused = { errors: FieldError[]; status: number; language: Language; found?: KnownThings | null }

function comesBack(form: Filled, kept: WaitingFile[], { errors, status, language, found = null }: Refused) {
  const files = kept.map((file) => fileLink(file, language))
  return data({ entered: enteredIn(form), kept: files, errors, found }, { status })
}

function filesIn({ sourceKey }: Filled, kept: WaitingFile[]) {
  return { sourceKey, files: kept.map(({ id }) => id) }
}

/** The app that was chosen and its company; who has only one app was not asked. Without app, the contact's (first) own. */
async function findPlace(form: Filled, actor: Contact, { house }: AppLoadContext, about: TicketBrief | null) {
  const apps = await listApps(house, actor)
  const app = apps.length === 1 ? apps[0] : apps.find(({ id }) => id === form.one('app'))
  // What follows another ticket belongs where that one does.
  if (about) return { companyId: about.companyId, appId: app?.company.id === about.companyId ? app.id : about.appId }
  const companyId = app?.company.id ?? actor.memberships[0]?.companyId
  if (!companyId) throw new Response(null, { status: 404 })
  return { companyId, appId: app?.id ?? null }
}

/** The ticket this one follows, if the reader may see it. */
function findAbout(number: string | null, actor: Contact, { house }: AppLoadContext): Promise<TicketBrief | null> {
  return /^[1-9]\d{0,8}$/.test(number ?? '') ? readTicketBrief(house, actor, Number(number)) : Promise.resolve(null)
}

/** Takes part in a ticket that is open already; what was written here is said there. */
async function join(
  { actor, language }: Reader & { actor: Contact },
  { form, kept }: { form: Filled; kept: WaitingFile[] },
  { house, settings, now }: AppLoadContext,
) {
  const number = Number(form.one('join'))
  const other = Number.isSafeInteger(number) ? await readTicketBrief(house, actor, number) : null
  if (!other) throw new Response(null, { status: 404 })
  const joined = await addParticipant(house, {
    ...{ number, actor, personId: actor.id, sourceKey: `${form.sourceKey}/join`, now: now() },
  })
  if (isRefusal(joined)) throw asResponse(joined, language)
  const body = form.one('body').trim()
  if (body !== '') {
    const files = await moveWaiting(house, { actor, ticket: other, ids: kept.map(({ id }) => id) })
    const onPage = { channel: 'web', proof: 'session', sourceKey: form.sourceKey } as const
    const said = await addMessage(house, { number, actor, body, files, ...onPage, now: now() })
    if (isRefusal(said)) throw asResponse(said, language)
  }
  return redirectWith(`/tickets/${number}`, { tone: 'good', text: newTicketWords(language).joined }, settings)
}

function openingOf({ actor, language }: Reader & { actor: Contact }, asked: AskedTicket, { now }: AppLoadContext) {
  return {
    requesterId: actor.id,
    category: asked.category,
    impact: asked.impact,
    title: asked.title,
    body: bodyOf(asked, portalWords(language)),
    participantIds: asked.participants,
    source: 'portal',
    actor,
    channel: 'web',
    proof: 'session',
    now: now(),
  } as const
}

/** "We have it. Marta or a colleague takes it by 15:20." */
async function sayHave(
  { actor, language, timeZone }: Reader,
  { companyId, category }: { companyId: string; category: Category },
  { house, now }: AppLoadContext,
): Promise<string> {
  const { told } = portalWords(language)
  const [pm, { calendar, windows }] = await Promise.all([
    readCompanyPm(house.db, companyId),
    readCalendar(house, actor, now()),
  ])
  const by = addBusinessTime(calendar, now(), assignWindow(category, windows))
  const who = pm ? told.orColleague(shortName(pm.name)) : told.somebody
  return told.have(who, sayWhen(by, { language, timeZone, now: now() }).text)
}

function saySpan(span: Span, { span: said }: PortalWords): string {
  return 'hours' in span ? said.hours(span.hours) : said.days(span.days)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function NewTicket() {
  const { title: _, wished, formKey, ...page } = useLoaderData<typeof loader>()
  const { entered, kept, errors, found } = useActionData<typeof action>() ?? nothingWrong
  const chosen = entered.category ?? wished
  const again = { ...entered, ...(chosen && { category: chosen }) }
  return (
    <NewTicketPage
      {...page}
      entered={again}
      kept={kept}
      errors={errors}
      found={found}
      formKey={useSteadyKey(formKey)}
    />
  )
}

const nothingWrong = { ...nothing, errors: [] }

export { WrongPage as ErrorBoundary }
