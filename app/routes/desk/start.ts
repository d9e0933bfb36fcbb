import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireStaff } from '../../actor.server.ts'

/** GET /desk: to what is due next. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context)
  return redirect('/desk/queue')
}
