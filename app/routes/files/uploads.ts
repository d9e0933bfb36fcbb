import type { ActionFunctionArgs, AppLoadContext } from '@remix-run/node'
import { keepWaiting } from '../../../db/tickets/keep-waiting.ts'
import { readTicketBrief } from '../../../db/tickets/ticket-brief.ts'
import { keepFilesOn } from '../../../db/tickets/ticket-files.ts'
import { readWaitingFiles } from '../../../db/tickets/waiting-files.ts'
import { isRefusal, type Refusal, refusalStatus, refuse } from '../../../domain/refusal.ts'
import type { Contact, Staff } from '../../../domain/ticket.ts'
import { requireActor } from '../../actor.server.ts'
import { fileLink } from '../../file-link.server.ts'
import { readForm, type Upload } from '../../form.server.ts'

/** POST /uploads `at`, `files`*: keeps files ahead of the form they belong to, which then names them. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, language } = await requireActor(request, context)
  const form = await readForm(request)
  if (form === null) return new Response(null, { status: 400 })
  if (isRefusal(form)) return new Response(null, { status: refusalStatus[form.refused] })
  const number = Number(/^\/(?:tickets|desk\/t)\/([1-9]\d{0,8})$/.exec(form.one('at'))?.[1] ?? 0)
  const kept = await (actor.kind === 'contact' ? keepFor : keepForUs)({ actor, number, uploads: form.uploads }, context)
  if (isRefusal(kept)) return new Response(null, { status: refusalStatus[kept.refused] })
  return Response.json(kept.map((file) => fileLink(file, language)))
}

type Kept = { id: string; name: string; type: string; size: number }[]
type Given = { actor: Contact | Staff; number: number; uploads: Upload[] }

async function keepFor({ actor, number, uploads }: Given, { house, now }: AppLoadContext): Promise<Kept | Refusal> {
  if (actor.kind !== 'contact') return refuse('not_yours_to_do')
  const given = { actor, uploads, ids: [], now: now() }
  if (number > 0) {
    const ticket = await readTicketBrief(house, actor, number)
    return ticket
      ? keepWaiting(house, { ...given, companyId: ticket.companyId, ticketId: ticket.id })
      : refuse('no_such_ticket')
  }
  // Of several companies only the form says which one it is for.
  const [only, another] = actor.memberships
  if (!only || another) return refuse('not_possible_now')
  return keepWaiting(house, { ...given, companyId: only.companyId, ticketId: null })
}

async function keepForUs({ actor, number, uploads }: Given, { house, now }: AppLoadContext): Promise<Kept | Refusal> {
  const ids = await house.db.transaction((tx) => keepFilesOn(tx, house, { number, actor, files: uploads, now: now() }))
  return isRefusal(ids) ? ids : readWaitingFiles(house, { number, ids })
}
