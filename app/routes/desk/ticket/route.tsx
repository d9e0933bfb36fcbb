import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import type { Changed } from '../../../../db/change-ticket.ts'
import { readEvents } from '../../../../db/tickets/events.ts'
import { readTicketPage } from '../../../../db/tickets/ticket-page.ts'
import { isWatcher } from '../../../../domain/duty.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { requireStaff, wayBack } from '../../../actor.server.ts'
import { Button } from '../../../components/button.tsx'
import { Flash, type FlashMessage } from '../../../components/flash.tsx'
import { useLive } from '../../../components/live.ts'
import { usePlaceFocus } from '../../../components/place-focus.ts'
import { useSteadyAnswer } from '../../../components/steady-answer.ts'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { numberIn } from '../number-in.server.ts'
import { type Asking, act, type Failure, say } from './act.server.ts'
import { isDeskAction } from './action-fields.server.ts'
import { comeBack, tornForm } from './failed-form.server.ts'
import { DeskTicketPage } from './page.tsx'
import { regroup } from './regroup.server.ts'
import { sayReaders, showTicket } from './show.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const latestShown = 40

/** GET /desk/t/:number */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { house } = context
  const { actor, language, timeZone, picturesOf } = await requireStaff(request, context)
  const number = numberIn(params)
  const search = new URL(request.url).searchParams
  const manner = { language, timeZone, now: context.now() }
  const [page, events] = await Promise.all([
    readTicketPage(house, { actor, number, now: manner.now, ...(!search.has('earlier') && { latest: latestShown }) }),
    readEvents(house, actor, number),
  ])
  if (isRefusal(page) || isRefusal(events)) throw new Response(null, { status: 404 })
  const shown = await showTicket({ house, actor, page, events, manner, search, picturesOf })
  const maySee = page.ticket.stage === 'new' && page.ticket.seenAt === null && isWatcher(actor.roles)
  const toSee = maySee ? { url: `/desk/t/${number}/seen`, text: settingWordsFor(language).seen.button } : null
  return { title: titled(wordsFor(language), `#${number} ${page.ticket.title}`), toSee, ...shown }
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
  const regrouped = await regroup(asking)
  if (regrouped && 'told' in regrouped) {
    return redirectWith(`/desk/t/${regrouped.at}`, { tone: 'good', text: regrouped.told }, settings)
  }
  const outcome = regrouped ?? (await perform(asking))
  if ('errors' in outcome) return comeBack(outcome, asking)
  const then = wayBack(filled.one('then'))
  const told = flashFor(outcome, {
    number,
    name: filled.one('action'),
    readers: sayReaders(page, { language, timeZone, now }),
    language,
  })
  return redirectWith(then === '/' ? `/desk/t/${number}` : then, told, settings)
}

type Acted = { number: number; name: string; readers: string; language: Language }

function flashFor({ acted, messageId }: Changed, { number, name, readers, language }: Acted): FlashMessage {
  const { flash, did } = deskWordsFor(language)
  if (acted === 'before') return { tone: 'good', text: flash.before(number) }
  if (name === 'note') return { tone: 'good', text: flash.noted }
  if (isDeskAction(name)) return { tone: 'good', text: flash.done(number, did[name]) }
  const { goesInTen, undo: label } = workspaceWords(language).say
  const undo = messageId && { url: `/desk/t/${number}`, action: 'take_back', key: messageId, label }
  return { tone: 'good', text: goesInTen(readers), ...(undo && { undo }) }
}

function perform(asking: Asking) {
  const name = asking.filled.one('action')
  if (name === 'message' || name === 'note') return say(name, asking)
  if (isDeskAction(name)) return act(name, asking)
  const errors = [{ field: '', text: deskWordsFor(asking.language).field.noStep }]
  return { errors, files: [], refused: null } satisfies Failure
}

/** A refusal changed nothing, but the ticket may have changed before: the page shows it as it is now. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus !== undefined || defaultShouldRevalidate
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function DeskTicket() {
  const { title: _, toSee, ...shown } = useLoaderData<typeof loader>()
  const failed = useSteadyAnswer<typeof action>()
  const formKey = useSteadyKey(shown.formKey)
  // What came while somebody writes is on the page, and perhaps not under their eyes.
  const seen = useSteadyKey(shown.composers.seen)
  useLive(`/events?ticket=${shown.ticket.number}`)
  usePlaceFocus()
  return (
    <>
      {failed?.told && <Flash tone="plain" text={failed.told} />}
      {toSee && (
        <Form method="post" action={toSee.url} className="see-ticket">
          <Button size="small">{toSee.text}</Button>
        </Form>
      )}
      <DeskTicketPage
        {...shown}
        composers={{ ...shown.composers, seen }}
        problem={failed?.problem ? { text: failed.problem } : shown.problem}
        formKey={formKey}
        entered={failed?.entered ?? {}}
        said={failed?.said ?? {}}
        kept={failed?.kept ?? []}
        preview={failed?.preview ?? null}
        errors={failed?.errors ?? []}
      />
    </>
  )
}
