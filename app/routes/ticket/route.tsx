import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readDocumented } from '../../../db/customers/documented.ts'
import { readDeciders } from '../../../db/people/deciders.ts'
import { listPeople } from '../../../db/people/people.ts'
import { readEvents } from '../../../db/tickets/events.ts'
import { keepWaiting, type WaitingFile } from '../../../db/tickets/keep-waiting.ts'
import { readLinkedTickets } from '../../../db/tickets/linked-tickets.ts'
import { readOffer } from '../../../db/tickets/offers.ts'
import { readVerdict } from '../../../db/tickets/verdicts.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { type Reader, requireActor, requireContact } from '../../actor.server.ts'
import { readAgency } from '../../agency.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { Link } from '../../components/link.tsx'
import { useLive } from '../../components/live.ts'
import { useSteadyAnswer } from '../../components/steady-answer.ts'
import { useSteadyKey } from '../../components/steady-key.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { fileLink } from '../../file-link.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { type Filled, readForm } from '../../form.server.ts'
import { asResponse } from '../../respond.server.ts'
import { titled } from '../../title.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { answers, send } from './answer.server.ts'
import { flashFor } from './flash.server.ts'
import { look, numberIn } from './looking.server.ts'
import { TicketPage } from './page.tsx'
import { sentenceOnPage } from './refused.server.ts'
import { namesOf, showTicket } from './shown.server.ts'
import { sayUrgent, urgencyOf } from './urgency.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireActor(request, context)
  const { language, timeZone, actor, picturesOf } = reader
  const number = numberIn(params)
  const asked = new URL(request.url).searchParams
  const all = asked.has('all')
  const looked = await look(reader, { number, all }, context)
  if (isRefusal(looked)) throw asResponse(looked, language)
  const { page, contact } = looked
  const { house } = context
  const { ticket } = page
  const [events, agency, people, links, fix, deciders, documented, verdict] = await Promise.all([
    readEvents(house, contact, number),
    readAgency(context),
    listPeople(house, contact, page.company.id),
    readLinkedTickets(house.db, contact, ticket.id),
    ticket.round > 0 ? readOffer(house, contact, number) : null,
    page.status === 'feedback' ? readDeciders(house, contact, ticket) : [],
    ticket.documentation === null ? [] : readDocumented(house, contact, number),
    ticket.stage === 'closed' ? readVerdict(house, contact, number) : null,
  ])
  if (isRefusal(events)) throw asResponse(events, language)
  const words = portalWords(language)
  const manner = { language, timeZone, now: context.now() }
  const eyes = { id: contact.id, agency: agency.name, words, manner, picturesOf }
  return {
    title: titled(wordsFor(language), `#${number} ${ticket.title}`),
    shown: showTicket({
      ...{ page, events, people, links, fix, deciders, documented, verdict, contact, eyes, all },
      url: `${context.settings.baseUrl}/tickets/${number}`,
      newestFirst: asked.get('order') === 'newest',
    }),
    urgency: asked.has('sent') ? await urgencyOf(page, contact, manner, context) : null,
    // One of us sees what the customer sees, and may not speak for them.
    readOnly: actor.kind === 'staff' ? { text: words.told.asCustomer, back: words.told.backToDesk } : null,
    formKey: crypto.randomUUID(),
  }
}

/** Every form of the page, each to its door; what is refused comes back with all that was typed. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const reader = await requireContact(request, context)
  const number = numberIn(params)
  const words = portalWords(reader.language)
  const looked = await look(reader, { number, all: false }, context)
  if (isRefusal(looked)) throw asResponse(looked, reader.language)
  const form = await readForm(request)
  if (form === null) return data({ ...nothing, errors: [{ field: '', text: words.wrong.form }] }, { status: 400 })
  if (isRefusal(form)) {
    const errors = [{ field: '', text: sentenceFor(form.refused, reader.language) }]
    return data({ ...nothing, errors }, { status: refusalStatus[form.refused] })
  }
  const { ticket, pm } = looked.page
  const { house, settings } = context
  const { actor, language, timeZone } = reader
  const now = context.now()
  const manner = { language, timeZone, now }
  const place = { actor, companyId: ticket.companyId, ticketId: ticket.id, now }
  const kept = await keepWaiting(house, { ...place, uploads: form.uploads, ids: form.all('file_ids') })
  const asked = answers.find((one) => one === form.one('action'))
  if (!asked)
    return comesBack(reader, { errors: [{ field: 'action', text: words.wrong.choice }], status: 422, form, kept })
  const files = kept.map(({ id }) => id)
  const outcome = await send(asked, { house, actor, number, form, files, words, manner, now })
  if (isRefusal(outcome)) return comesTooLate(reader, { refusal: outcome, number, form, kept }, context)
  if (outcome) return comesBack(reader, { errors: outcome, status: 422, form, kept })
  const told =
    asked === 'make_urgent'
      ? { tone: 'good' as const, text: await sayUrgent(actor, manner, context) }
      : flashFor(asked, { pm, words })
  return redirectWith(`/tickets/${number}`, told, settings)
}

const nothing = { entered: {}, kept: [] }

type Back = { errors: FieldError[]; status: number; form: Filled; kept: WaitingFile[] }

function comesBack({ language }: Reader, { errors, status, form, kept }: Back) {
  const { one } = form
  const entered = { body: one('body'), reason: one('reason'), comment: one('comment'), action: one('action') }
  const files = kept.map((file) => fileLink(file, language))
  return data({ entered, kept: files, errors }, { status })
}

type Late = { refusal: Refusal; number: number; form: Filled; kept: WaitingFile[] }

/** The words come back, the choice does not: it was made on a page that is no longer so. */
async function comesTooLate(reader: Reader, { refusal, number, form, kept }: Late, context: AppLoadContext) {
  const { language, timeZone } = reader
  const after = await look(reader, { number, all: false }, context)
  if (isRefusal(after)) throw asResponse(after, language)
  const { page, contact: actor } = after
  const names = namesOf(await listPeople(context.house, actor, page.company.id))
  const manner = { language, timeZone, now: context.now() }
  const errors = [{ field: '', text: sentenceOnPage({ refusal, form, page, actor, names, manner }) }]
  const back = comesBack(reader, { errors, status: refusalStatus[refusal.refused], form, kept })
  return data({ ...back.data, entered: { ...back.data.entered, action: '' } }, back.init ?? undefined)
}

/** A refusal says that the ticket is not as it was on the page, so the page is read anew. */
export function shouldRevalidate() {
  return true
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Ticket() {
  useLive('/events')
  const { shown, urgency, readOnly, formKey } = useLoaderData<typeof loader>()
  const sent = useSteadyAnswer<typeof action>() ?? nothingSent
  const key = useSteadyKey(formKey)
  const page = (
    <TicketPage {...shown} {...sent} urgency={urgency} rail={{ ...shown.rail, formKey: key }} formKey={key} />
  )
  if (readOnly === null) return page
  return (
    <>
      <aside className="flash plain as-customer" aria-label={readOnly.text}>
        {readOnly.text} <Link to={`/desk/t/${shown.ticket.number}`}>{readOnly.back}</Link>
      </aside>
      <fieldset className="as-customer" disabled>
        {page}
      </fieldset>
    </>
  )
}

const nothingSent = { ...nothing, errors: [] }

export { WrongPage as ErrorBoundary }
