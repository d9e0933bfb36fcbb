import type { LoaderFunctionArgs } from '@remix-run/node'
import { readOffer } from '../../../db/tickets/offers.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { respondWithFile } from '../../file-response.server.ts'
import { readHolder } from './link.server.ts'

/** GET /a/{token}/files/{id}: a picture of the fix that the link asks about, and no other file. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const holder = await readHolder(request, context)
  const offer = holder && (await readOffer(context.house, holder.contact, holder.number))
  const isShown = offer?.round === holder?.asked.version && offer?.pictures.some(({ file }) => file === params.id)
  if (holder?.asked.kind !== 'release' || !isShown) throw new Response(null, { status: 404 })
  const answer = await respondWithFile(context.house, { actor: holder.contact, id: params.id ?? '', request })
  if (isRefusal(answer)) throw new Response(null, { status: 404 })
  return answer
}
