import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { readOwnShapes } from '../../../db/tickets/own-shape.ts'
import { requireActor } from '../../actor.server.ts'
import { respondWithLetter } from '../../letter-document.server.ts'

/** GET /messages/{id}: the letter behind a message, for whoever may read it; to everybody else there is none. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireActor(request, context)
  const id = z.uuid().safeParse(params.id)
  if (!id.success) throw new Response(null, { status: 404 })
  const shape = (await readOwnShapes(context.house, reader.actor, [id.data])).get(id.data)
  if (!shape) throw new Response(null, { status: 404 })
  return respondWithLetter(id.data, shape, { request, reader })
}
