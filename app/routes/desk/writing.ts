import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { announceWriting } from '../../../db/tickets/writing.ts'
import { requireStaff } from '../../actor.server.ts'
import { numberIn } from './number-in.server.ts'

/** GET /desk/t/:number/writing: to the ticket. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireStaff(request, context)
  return redirect(`/desk/t/${numberIn(params)}`)
}

/** POST /desk/t/:number/writing: one of us writes there; colleagues see it for half a minute, customers never. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await requireStaff(request, context)
  const there = await announceWriting(context.house, { number: numberIn(params), actor, now: context.now() })
  return new Response(null, { status: there ? 204 : 404 })
}
