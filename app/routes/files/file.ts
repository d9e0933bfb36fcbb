import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireActor } from '../../actor.server.ts'
import { respondWithFile } from '../../file-response.server.ts'

/** GET /files/{id}: a file for whoever may see it; to everybody else there is none. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { actor } = await requireActor(request, context)
  const id = z.uuid().safeParse(params.id)
  if (!id.success) throw new Response(null, { status: 404 })
  const answer = await respondWithFile(context.house, { actor, id: id.data, request })
  if (isRefusal(answer)) throw new Response(null, { status: 404 })
  return answer
}
