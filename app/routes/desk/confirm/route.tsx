import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmCommands, readConfirmation } from '../../../../db/mailbox/confirm-commands.ts'
import { sayGates } from '../../../../domain/gate-words.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { sayWhen } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { confirmWords } from '../../../words/confirm.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { ConfirmPage } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/a/:token: what waits for the click of the person the link was made for. Opening it does nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { house, settings } = context
  const { actor, language, timeZone } = await requireStaff(request, context)
  const now = context.now()
  const asked = { secretKey: settings.secretKey, token: params.token ?? '', actor, now }
  const found = await readConfirmation(house, asked)
  if (!found) throw new Response(null, { status: 404 })
  const words = confirmWords(language)
  const { number, title, lines, text, actions, state } = found
  const final = [
    ...(actions.includes('move_to_production') ? [words.production] : []),
    ...(actions.includes('close') ? [words.close] : []),
  ]
  const heading = state === 'open' ? words.heading : words.over
  return {
    title: titled(wordsFor(language), heading),
    heading,
    of: words.of(number, title, sayWhen(found.writtenAt, { language, timeZone, now }).text),
    told: state === 'open' ? [...final, words.warning] : [words[state]],
    lines,
    mail: text && text.trim() !== lines.join('\n') ? { title: words.mail, text } : null,
    confirm: state === 'open' ? words.confirm : null,
    ticket: { href: `/desk/t/${number}`, text: words.open(number) },
    formKey: crypto.randomUUID(),
  }
}

/** POST /desk/a/:token: does it, once. Sent twice, the second finds it settled. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { house, settings } = context
  const { actor, language } = await requireStaff(request, context)
  const asked = { secretKey: settings.secretKey, token: params.token ?? '', actor, now: context.now() }
  const outcome = await confirmCommands(house, asked)
  if (isRefusal(outcome)) {
    if (outcome.refused === 'no_such_ticket') throw new Response(null, { status: 404 })
    const sentences = [sentenceFor(outcome.refused, language), ...sayGates(outcome.missing, language)]
    const errors = [{ field: '', text: sentences.join(' ') }]
    return data({ errors }, { status: refusalStatus[outcome.refused] })
  }
  const text = confirmWords(language).confirmed(outcome.number)
  return redirectWith(`/desk/t/${outcome.number}`, { tone: 'good', text }, settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Confirm() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  return <ConfirmPage {...shown} errors={failed?.errors ?? []} />
}
