import { sessionDays } from '../db/people/session.ts'
import { signInMinutes } from '../db/people/sign-in.ts'
import type { Settings } from '../db/settings.ts'
import { readCookies } from './preferences.ts'

type Place = Pick<Settings, 'baseUrl'>

/**
 * The names of our two cookies: one keeps a browser signed in, one ties an asking to sign in to the browser that asked.
 * `__Host-` makes a browser take them from this host alone, over https (RFC 6265bis, 4.1.3.2).
 */
function nameOf(kind: 'session' | 'asked', { baseUrl }: Place) {
  return baseUrl.startsWith('https:') ? `__Host-${kind}` : kind
}

/** The token of the session this browser shows; null when it shows none. */
export function sessionTokenOf(request: Request, place: Place): string | null {
  return readCookies(request).get(nameOf('session', place)) || null
}

/** The browser's own token of its last asking; null when it asked for nothing. */
export function browserTokenOf(request: Request, place: Place): string | null {
  return readCookies(request).get(nameOf('asked', place)) || null
}

/** The Set-Cookie that signs a browser in. */
export function sessionCookie(token: string, place: Place): string {
  return cookie('session', token, sessionDays * 24 * 3600, place)
}

/** The Set-Cookie that signs it out. */
export function noSessionCookie(place: Place): string {
  return cookie('session', '', 0, place)
}

/** The Set-Cookie that makes an asking this browser's own. */
export function browserCookie(token: string, place: Place): string {
  return cookie('asked', token, signInMinutes * 60, place)
}

function cookie(kind: 'session' | 'asked', value: string, seconds: number, place: Place) {
  const secure = place.baseUrl.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(kind, place)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}
