import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { readEvents } from '../../../../db/events.ts'
import { readTicketPage } from '../../../../db/ticket-page.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff, wayBack } from '../../../actor.server.ts'
import { useLive } from '../../../components/live.ts'
import { usePlaceFocus } from '../../../components/place-focus.ts'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { numberIn } from '../number-in.server.ts'
import { type Asking, act, type Failure, say } from './act.server.ts'
import { isDeskAction } from './action-fields.ts'
import { comeBack, tornForm } from './failed-form.server.ts'
import { DeskTicketPage } from './page.tsx'
import { sayReaders, showTicket } from './show.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const latestShown = 40

/** GET /desk/t/:number */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { house } = context
  const { actor, language, timeZone } = await requireStaff(request, context)
  const number = numberIn(params)
  const search = new URL(request.url).searchParams
  const manner = { language, timeZone, now: context.now() }
  const [page, events] = await Promise.all([
    readTicketPage(house, { actor, number, now: manner.now, ...(!search.has('earlier') && { latest: latestShown }) }),
    readEvents(house, actor, number),
  ])
  if (isRefusal(page) || isRefusal(events)) throw new Response(null, { status: 404 })
  const shown = await showTicket({ house, actor, page, events, manner, search })
  return { title: titled(wordsFor(language), `#${number} ${page.ticket.title}`), ...shown }
}

/** POST /desk/t/:number: words or one action; back to the page, or to where `then` says. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { house, settings } = context
  const { actor, language, timeZone } = await requireStaff(request, context)
  const number = numberIn(params)
  const now = context.now()
  const filled = await readForm(request)
  if (filled === null || isRefusal(filled)) return tornForm(filled, language)
  const page = await readTicketPage(house, { actor, number, now, latest: 0 })
  if (isRefusal(page)) throw new Response(null, { status: 404 })
  const asking = { house, actor, language, now, number, currency: page.company.currency, filled }
  const outcome = await perform(asking)
  if ('errors' in outcome) return comeBack(outcome, asking)

  const name = filled.one('action')
  const { flash, did } = deskWordsFor(language)
  const then = wayBack(filled.one('then'))
  const text =
    outcome.acted === 'before'
      ? flash.before(number)
      : name === 'note'
        ? flash.noted
        : isDeskAction(name)
          ? flash.done(number, did[name])
          : flash.sent(sayReaders(page, { language, timeZone, now }))
  return redirectWith(then === '/' ? `/desk/t/${number}` : then, { tone: 'good', text }, settings)
}

function perform(asking: Asking) {
  const name = asking.filled.one('action')
  if (name === 'message' || name === 'note') return say(name, asking)
  if (isDeskAction(name)) return act(name, asking)
  const errors = [{ field: '', text: deskWordsFor(asking.language).field.noStep }]
  return { errors, fileIds: [], refused: null } satisfies Failure
}

/** A refusal changed nothing, but the ticket may have changed before: the page shows it as it is now. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus !== undefined || defaultShouldRevalidate
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function DeskTicket() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const formKey = useSteadyKey(shown.formKey)
  useLive('/events')
  usePlaceFocus()
  const doing = shown.doing && { ...shown.doing, entered: { ...shown.doing.entered, ...failed?.entered } }
  const problem = failed?.problem ?? shown.problem
  return (
    <DeskTicketPage
      {...shown}
      {...{ doing, problem, formKey }}
      entered={failed?.said ?? {}}
      kept={failed?.kept ?? []}
      errors={failed?.errors ?? []}
    />
  )
}
