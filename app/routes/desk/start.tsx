import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireStaff } from '../../actor.server.ts'

/** GET /desk: to what is due next. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context)
  return redirect('/desk/queue')
}

/** Never seen; with it a contact who comes here gets a page that says so, not an empty answer. */
export default function Start() {
  return null
}
