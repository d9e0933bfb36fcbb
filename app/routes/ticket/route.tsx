import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { readEvents } from '../../../db/events.ts'
import { keepWaiting, type WaitingFile } from '../../../db/keep-waiting.ts'
import { readOfferedFix } from '../../../db/offered-fix.ts'
import { listPeople } from '../../../db/people.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { type Reader, requireActor, requireContact } from '../../actor.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { useLive } from '../../components/live.ts'
import { useSteadyKey } from '../../components/steady-key.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { readAgency } from '../../customer-shell.server.ts'
import { saySize } from '../../file-link.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { type Filled, readForm } from '../../form.server.ts'
import { asResponse } from '../../respond.server.ts'
import { titled } from '../../title.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { answers, type Outcome, send } from './answer.server.ts'
import { flashFor } from './flash.server.ts'
import { look, numberIn } from './looking.server.ts'
import { TicketPage } from './page.tsx'
import { showTicket } from './shown.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireActor(request, context)
  const { language, timeZone, actor } = reader
  const number = numberIn(params)
  const asked = new URL(request.url).searchParams
  const all = asked.has('all')
  const looked = await look(reader, { number, all }, context)
  if (isRefusal(looked)) throw asResponse(looked, language)
  const { page, contact } = looked
  const { house } = context
  const [events, agency, people, fix] = await Promise.all([
    readEvents(house, contact, number),
    readAgency(context),
    listPeople(house, contact, page.company.id),
    page.ticket.stage === 'staging_review' ? readOfferedFix(house.db, page.ticket.id) : null,
  ])
  if (isRefusal(events)) throw asResponse(events, language)
  const words = portalWords(language)
  const eyes = { id: contact.id, agency: agency.name, words, manner: { language, timeZone, now: context.now() } }
  return {
    title: titled(wordsFor(language), `#${number} ${page.ticket.title}`),
    shown: showTicket({ page, events, people, fix, contact, eyes, all, newestFirst: asked.get('order') === 'newest' }),
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
  if (isRefusal(form)) return comesBack(reader, { outcome: form, form: null, kept: [] })
  const { ticket, pm } = looked.page
  const { house, settings } = context
  const { actor } = reader
  const now = context.now()
  const place = { actor, companyId: ticket.companyId, ticketId: ticket.id, now }
  const kept = await keepWaiting(house, { ...place, uploads: form.uploads, ids: form.all('file_ids') })
  const asked = answers.find((one) => one === form.one('action'))
  if (!asked) return comesBack(reader, { outcome: [{ field: 'action', text: words.wrong.choice }], form, kept })
  const files = kept.map(({ id }) => id)
  const outcome = await send(asked, { house, actor, number, form, files, words, now })
  if (outcome) return comesBack(reader, { outcome, form, kept })
  const after = await look(reader, { number, all: false }, context)
  const mayUndo = !isRefusal(after) && after.page.offered.some(({ action: offered }) => offered === 'undo')
  return redirectWith(`/tickets/${number}`, flashFor(asked, { number, form, pm, mayUndo, words }), settings)
}

const nothing = { entered: {}, kept: [] }

type Back = { outcome: Exclude<Outcome, null>; form: Filled | null; kept: WaitingFile[] }

function comesBack({ language }: Reader, { outcome, form, kept }: Back) {
  const errors: FieldError[] = isRefusal(outcome) ? [{ field: '', text: sentenceOf(outcome) }] : outcome
  const status = isRefusal(outcome) ? refusalStatus[outcome.refused] : 422
  const entered = form
    ? { body: form.one('body'), reason: form.one('reason'), comment: form.one('comment'), action: form.one('action') }
    : {}
  const files = kept.map(({ id, name, size }) => ({ id, name, size: saySize(size, language) }))
  return data({ entered, kept: files, errors }, { status })

  function sentenceOf({ refused }: Refusal) {
    return sentenceFor(refused, language)
  }
}

/** A refusal says that the ticket is not as it was on the page, so the page is read anew. */
export function shouldRevalidate() {
  return true
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Ticket() {
  useLive('/events')
  const { shown, readOnly, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>() ?? nothingSent
  const key = useSteadyKey(formKey)
  const page = <TicketPage {...shown} {...sent} rail={{ ...shown.rail, formKey: key }} formKey={key} />
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
