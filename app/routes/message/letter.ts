import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { z } from 'zod'
import { choosePictures } from '../../../db/people/manner.ts'
import { readLetterWriter, readOwnShapes } from '../../../db/tickets/own-shape.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireActor, wayBack } from '../../actor.server.ts'
import { readForm } from '../../form.server.ts'
import { respondWithLetter } from '../../letter-document.server.ts'

/** GET /messages/{id}: the letter behind a message, for whoever may read it; to everybody else there is none. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireActor(request, context)
  const id = idIn(params)
  const shape = (await readOwnShapes(context.house, reader.actor, [id])).get(id)
  if (!shape) throw new Response(null, { status: 404 })
  return respondWithLetter(id, shape, { request, reader })
}

/** POST /messages/{id} `pictures` = always or ask: of its writer, for this reader (H06); then `back` to where it was read. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await requireActor(request, context)
  const id = idIn(params)
  const writer = await readLetterWriter(context.house, actor, id)
  if (!writer) throw new Response(null, { status: 404 })
  const form = await readForm(request)
  const choice = z.enum(['always', 'ask']).safeParse(isRefusal(form) ? null : form?.one('pictures'))
  if (!choice.success || !form || isRefusal(form)) throw new Response(null, { status: 400 })
  await choosePictures(context.house.db, actor.id, { of: writer, choice: choice.data })
  return redirect(`${wayBack(form.one('back'))}#entry-${id}`, 303)
}

function idIn(params: LoaderFunctionArgs['params']): string {
  const id = z.uuid().safeParse(params.id)
  if (!id.success) throw new Response(null, { status: 404 })
  return id.data
}
