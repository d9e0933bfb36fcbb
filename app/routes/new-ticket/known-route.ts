import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireContact } from '../../actor.server.ts'
import { findKnown } from './known.server.ts'

/** GET /tickets/known?title=: what a ticket of this title may be about, for the form that is being filled in. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireContact(request, context)
  const title = (new URL(request.url).searchParams.get('title') ?? '').replaceAll('\0', '').slice(0, 200)
  const found = await findKnown(reader, title, context)
  return Response.json(found, { headers: { 'Cache-Control': 'private, no-store' } })
}
