import { type ActionFunctionArgs, data } from '@remix-run/node'
import { z } from 'zod'
import { isRefusal, refusalStatus } from '../../../../domain/refusal.ts'
import { requireStaff, wayBack } from '../../../actor.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { act } from '../ticket/act.server.ts'
import type { LineDeed, LineFailed } from './panel.tsx'

const deeds = z.enum(['start', 'finish', 'reorder', 'assign'] satisfies LineDeed[])
const number = z.coerce.number().int().positive().max(2_147_483_647)

/** POST of a list of work: one action of one ticket, through the door of all actions; then back to the list. */
export async function actOnLine({ request, context }: ActionFunctionArgs, place: '/desk/dev' | '/desk/mine') {
  const { house, settings } = context
  const { actor, language } = await requireStaff(request, context)
  const words = deskWordsFor(language)
  const filled = await readForm(request)
  const deed = filled === null || isRefusal(filled) ? null : deeds.safeParse(filled.one('action')).data
  const ticket = filled === null || isRefusal(filled) ? null : number.safeParse(filled.one('number')).data
  if (filled === null || isRefusal(filled) || !deed || !ticket) {
    return data<LineFailed>({ errors: [{ field: '', text: words.field.torn }], entered: {} }, { status: 422 })
  }
  // None of these actions has an amount, so the currency is never looked at.
  const outcome = await act(deed, {
    house,
    actor,
    language,
    now: context.now(),
    number: ticket,
    currency: 'EUR',
    filled,
  })
  if ('errors' in outcome) {
    const names = ['after', 'reason', 'developer', 'pull_request', 'notes']
    const entered = Object.fromEntries(names.map((name) => [name, filled.one(name)]))
    const status = outcome.refused ? refusalStatus[outcome.refused.refused] : 422
    return data<LineFailed>({ errors: outcome.errors, entered }, { status })
  }
  const then = wayBack(filled.one('then'))
  const text = outcome.acted === 'before' ? words.flash.before(ticket) : words.flash.done(ticket, words.did[deed])
  return redirectWith(then === '/' ? place : then, { tone: 'good', text }, settings)
}
