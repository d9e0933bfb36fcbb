import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Role } from '../../../domain/ticket.ts'
import { requireStaff } from '../../actor.server.ts'

/** Those whose day is the whole queue; everybody else begins with what is theirs. */
const watching: readonly Role[] = ['triage', 'admin']

/** GET /desk: to one's own work, or for who watches over all tickets to the queue (R009). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor } = await requireStaff(request, context)
  return redirect(actor.roles.every((role) => watching.includes(role)) ? '/desk/queue' : '/desk/mine')
}

/** Never seen; with it a contact who comes here gets a page that says so, not an empty answer. */
export default function Start() {
  return null
}
