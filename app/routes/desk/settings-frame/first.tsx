import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { requireStaff } from '../../../actor.server.ts'

/** GET /desk/settings: to the first of them. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireStaff(request, context)
  return redirect('/desk/settings/hours')
}

/** Never seen; with it a contact who comes here gets a page that says so, not an empty answer. */
export default function Settings() {
  return null
}
