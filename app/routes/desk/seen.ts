import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { seeTicket } from '../../../db/tickets/see-ticket.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireStaff } from '../../actor.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { asResponse } from '../../respond.server.ts'
import { settingWordsFor } from '../../words/settings.server.ts'
import { numberIn } from './number-in.server.ts'

/** GET /desk/t/:number/seen: to the ticket; looking decides nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireStaff(request, context)
  return redirect(`/desk/t/${numberIn(params)}`)
}

/** POST /desk/t/:number/seen: a watcher has seen it (R009). Said twice it is the same. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const number = numberIn(params)
  const asked = { number, actor, sourceKey: `web/seen/${actor.id}`, now: context.now() }
  const done = await seeTicket(context.house, asked)
  if (isRefusal(done)) throw asResponse(done, language)
  const told = { tone: 'good' as const, text: settingWordsFor(language).seen.done }
  return redirectWith(`/desk/t/${number}`, told, context.settings)
}
