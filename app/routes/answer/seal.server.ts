import { createHash } from 'node:crypto'
import { makeToken } from '../../../db/people/token.ts'
import type { Settings } from '../../../db/settings.ts'
import { readCookies } from '../../preferences.ts'

type Place = Pick<Settings, 'baseUrl'>

/**
 * Ties the form of a page to the browser that was shown it: a secret in a cookie, and in the key of the form what only
 * it and the link make together. Whoever posts without having opened the page decides nothing.
 */
export function sealForm(request: Request, link: { hash: string }, place: Place): { formKey: string; cookie: string } {
  const secret = secretOf(request, place) ?? makeToken()
  const secure = place.baseUrl.startsWith('https:') ? '; Secure' : ''
  return {
    formKey: `${sealOf(secret, link)}.${crypto.randomUUID()}`,
    cookie: `${nameOf(place)}=${secret}; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax${secure}`,
  }
}

/** Whether a form came from a page that this browser was shown for this very link. */
export function isSealed(request: Request, link: { hash: string }, key: string, place: Place): boolean {
  const secret = secretOf(request, place)
  return secret !== null && key.startsWith(`${sealOf(secret, link)}.`)
}

function sealOf(secret: string, { hash }: { hash: string }): string {
  return createHash('sha256').update(`${secret}/${hash}`).digest('base64url').slice(0, 22)
}

function secretOf(request: Request, place: Place): string | null {
  return readCookies(request).get(nameOf(place)) || null
}

function nameOf({ baseUrl }: Place): string {
  return baseUrl.startsWith('https:') ? '__Host-answer' : 'answer'
}
