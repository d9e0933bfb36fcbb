import type { AppLoadContext } from '@remix-run/node'
import { redirectDocument } from '@remix-run/node'
import type { Visitor } from '../db/people/sign-in.ts'
import { wayBack } from './actor.server.ts'
import { browserTokenOf, sessionCookie } from './session-cookie.server.ts'

/** Somebody at the door, as their browser shows itself. */
export function visitorOf(request: Request, { settings, ip, now }: AppLoadContext): Visitor {
  const device = request.headers.get('user-agent') ?? ''
  return { browserToken: browserTokenOf(request, settings) ?? '', ip, device, now: now() }
}

/** Lets a browser in. The whole document is loaded anew, because its language and theme are now the person's. */
export function letIn(token: string, back: string | null, { settings }: Pick<AppLoadContext, 'settings'>): Response {
  return redirectDocument(wayBack(back), { status: 303, headers: { 'Set-Cookie': sessionCookie(token, settings) } })
}
