import { type ActionFunctionArgs, redirect, redirectDocument } from '@remix-run/node'
import { signOut } from '../../../db/people/session.ts'
import { noSessionCookie, sessionTokenOf } from '../../session-cookie.server.ts'

/** Opening the address signs nobody out. */
export function loader() {
  return redirect('/')
}

/**
 * Ends the session at once, also for whoever copied its cookie. Whoever uses this browser next finds no page by its back
 * button, and no draft.
 */
export async function action({ request, context: { house, settings } }: ActionFunctionArgs) {
  const token = sessionTokenOf(request, settings)
  if (token) await signOut(house.db, token)
  const headers = { 'Set-Cookie': noSessionCookie(settings), 'Clear-Site-Data': '"cache", "storage"' }
  return redirectDocument('/signin', { status: 303, headers })
}
