import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { keepWaiting, type WaitingFile } from '../../../db/tickets/keep-waiting.ts'
import { readTicketPage, type TicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { lastDecided } from '../../../domain/ticket.ts'
import { readAgency } from '../../agency.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { BarePage } from '../../components/page.tsx'
import { useSteadyKey } from '../../components/steady-key.ts'
import { Wrong } from '../../components/wrong.tsx'
import { saySize } from '../../file-link.server.ts'
import { type Filled, readForm } from '../../form.server.ts'
import { readPreferences } from '../../preferences.ts'
import { titled } from '../../title.ts'
import { answerWords } from '../../words/answer.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { type Answer, send } from '../ticket/answer.server.ts'
import { type Holder, requireHolder } from './link.server.ts'
import { AnswerPage, type Shown } from './page.tsx'
import { isSealed, sealForm } from './seal.server.ts'
import { showAnswer } from './show.server.ts'

/** Shows the one card of a letter's link to the person it was made for. Opening it does nothing: scanners do that too. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const [holder, agency] = await Promise.all([requireHolder(request, context), readAgency(context)])
  const told = new URL(request.url).searchParams.get('told')
  const shown = holder && (await showAnswer(holder, { agency: agency.name, told }, context))
  if (!holder || !shown) return data({ ...gone(request), agency, formKey: '' }, { status: 404 })
  const { formKey, cookie } = sealForm(request, holder, context.settings)
  const title = titled(wordsFor(holder.language), 'ask' in shown ? shown.ask.title : shown.heading)
  return data({ title, agency, shown, formKey }, { headers: { 'Set-Cookie': cookie } })
}

/** Decides, once, for the person of the link; the page then says what was recorded. */
export async function action({ request, context }: ActionFunctionArgs) {
  const holder = await requireHolder(request, context)
  if (!holder) return refused([], 404)
  const { language, contact: actor, number, hash, proof } = holder
  const form = await readForm(request)
  const words = portalWords(language)
  if (form === null) return refused([{ field: '', text: words.wrong.form }], 400)
  if (isRefusal(form)) return refusedBy(form, language)
  const { house, settings } = context
  const page = await readTicketPage(house, { actor, number, now: context.now(), latest: 0 })
  if (isRefusal(page)) return redirect(here(holder), 303)
  const kept = await keepFiles(page, { holder, form }, context)
  if (!isSealed(request, holder, form.one('key'), settings)) {
    return refused([{ field: '', text: answerWords(language).unsealed }], 403, { form, kept, language })
  }
  const asked = answersByLink.find((one) => one === form.one('action'))
  if (!asked) return refused([{ field: 'action', text: words.wrong.choice }], 422, { form, kept, language })
  // What it was made for is over or not yet there again: the page says so, and nothing is done in its name.
  const about = asked === 'undo' ? lastDecided(page.ticket)?.id : page.approval?.id
  if (about !== holder.asked.id) return redirect(here(holder), 303)
  const outcome = await send(asked, {
    ...{ house, actor, number, words, now: context.now(), manner: holder.manner, form: boundTo(holder, form) },
    ...{
      files: kept.map(({ id }) => id),
      way: { channel: 'link', proof, sourceKey: `link/${hash}/${form.sourceKey}` },
    },
  })
  if (isRefusal(outcome) && outdatedBy.has(outcome.refused)) return redirect(here(holder), 303)
  if (isRefusal(outcome)) return refusedBy(outcome, language, { form, kept })
  if (outcome) return refused(outcome, 422, { form, kept, language })
  return redirect(asked === 'ask_about' ? `${here(holder)}?told=asked` : here(holder), 303)
}

const answersByLink = [
  'approve',
  'ask_about',
  'decline',
  'approve_release',
  'request_changes',
  'undo',
] as const satisfies Answer[]

/** Refusals that say the page is not as it was: it is shown as it is. */
const outdatedBy = new Set<Refusal['refused']>([
  'superseded',
  'already_decided',
  'not_possible_now',
  'sign_in_needed',
  'no_such_ticket',
])

function here({ token }: Holder): string {
  return `/a/${token}`
}

/** The link says what is decided; a form that says otherwise is not heard. */
function boundTo({ asked }: Holder, form: Filled): Filled {
  const bound = new Map([
    ['approval', asked.id],
    ['round', String(asked.version)],
  ])
  return { ...form, one: (name) => bound.get(name) ?? form.one(name) }
}

function keepFiles(
  { ticket }: TicketPage,
  { holder, form }: { holder: Holder; form: Filled },
  { house, now }: AppLoadContext,
): Promise<WaitingFile[]> {
  const place = { actor: holder.contact, companyId: ticket.companyId, ticketId: ticket.id, now: now() }
  return keepWaiting(house, { ...place, uploads: form.uploads, ids: form.all('file_ids') })
}

type Back = { form: Filled; kept: WaitingFile[]; language: Holder['language'] }

function refused(errors: FieldError[], status: number, back?: Back) {
  const one = back?.form.one ?? (() => '')
  const entered = { reason: one('reason'), comment: one('comment'), action: one('action') }
  const kept = back?.kept.map(({ id, name, size }) => ({ id, name, size: saySize(size, back.language) })) ?? []
  return data({ entered, kept, errors }, { status })
}

function refusedBy({ refused: code }: Refusal, language: Holder['language'], back?: Omit<Back, 'language'>) {
  const errors = [{ field: '', text: sentenceFor(code, language) }]
  return refused(errors, refusalStatus[code], back && { ...back, language })
}

function gone(request: Request): { title: string; shown: Shown } {
  const { language } = readPreferences(request)
  const words = answerWords(language)
  const link = { href: '/signin', text: words.toSignIn }
  return {
    title: titled(wordsFor(language), words.gone),
    shown: { heading: words.gone, lines: [words.goneLine], link, undo: null },
  }
}

/** Whatever was answered, the page is read anew. */
export function shouldRevalidate() {
  return true
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function AnswerRoute() {
  const { agency, shown, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>() ?? nothingSent
  return <AnswerPage agency={agency} shown={shown} {...sent} formKey={useSteadyKey(formKey)} />
}

const nothingSent = { entered: {}, kept: [], errors: [] }

export function ErrorBoundary() {
  return (
    <BarePage agency={null}>
      <Wrong />
    </BarePage>
  )
}
