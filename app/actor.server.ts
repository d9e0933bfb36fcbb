import { type AppLoadContext, redirect } from '@remix-run/node'
import type { Person } from '../db/people/actor.ts'
import { readHomeZone } from '../db/people/home-zone.ts'
import { countTry } from '../db/people/rate-limit.ts'
import { readSession } from '../db/people/session.ts'
import type { Contact, Staff } from '../domain/ticket.ts'
import { readCookies } from './preferences.ts'
import { asResponse } from './respond.server.ts'
import { sessionTokenOf } from './session-cookie.server.ts'

/** Who reads a page: the actor, and how to speak to them. `timeZone` is always one that exists. */
export type Reader = Omit<Person, 'timeZone'> & { timeZone: string; sessionToken: string }

/** Found once a request, however many loaders ask. */
const readers = new WeakMap<AppLoadContext, Promise<Reader | null>>()

/** Whoever this browser is signed in as; null when it is nobody. */
export function readActor(request: Request, context: AppLoadContext): Promise<Reader | null> {
  const known = readers.get(context)
  if (known) return known
  const reader = findReader(request, context)
  readers.set(context, reader)
  return reader
}

/** The same where somebody must be signed in: others are led to the sign-in, and back here afterwards. */
export async function requireActor(request: Request, context: AppLoadContext): Promise<Reader> {
  const reader = await readActor(request, context)
  if (!reader) throw redirect(signInFor(request))
  return reader
}

/** For the desk: to a contact it does not exist. */
export async function requireStaff(request: Request, context: AppLoadContext): Promise<Reader & { actor: Staff }> {
  const { actor, ...manner } = await requireActor(request, context)
  if (actor.kind !== 'staff') throw new Response(null, { status: 404 })
  return { actor, ...manner }
}

/** For the customer's own pages; staff are led to their desk. */
export async function requireContact(request: Request, context: AppLoadContext): Promise<Reader & { actor: Contact }> {
  const { actor, ...manner } = await requireActor(request, context)
  if (actor.kind !== 'contact') throw redirect('/desk')
  return { actor, ...manner }
}

/** Where to go after signing in: a path of ours, and nothing else that a link may ask for. */
export function wayBack(then: FormDataEntryValue | null): string {
  const path = typeof then === 'string' ? then : ''
  const here = 'http://here.invalid'
  if (!/^\/(?![/\\])/.test(path) || !URL.canParse(path, here)) return '/'
  const url = new URL(path, here)
  // What a parser makes of "/.//elsewhere" begins with two strokes, and to a browser that is another site.
  return url.origin === here && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}

async function findReader(request: Request, { house, settings, now }: AppLoadContext): Promise<Reader | null> {
  const sessionToken = sessionTokenOf(request, settings)
  const person = sessionToken && (await readSession(house.db, sessionToken, now()))
  if (!person) return null
  // More forms a minute than anybody fills in are sent by a machine, or by a page gone wild.
  const tooMany = request.method === 'POST' && (await countTry(house.db, 'web_write', person.actor.id))
  if (tooMany) throw asResponse(tooMany, person.language)
  const timeZone = person.timeZone ?? zoneOfBrowser(request) ?? (await readHomeZone(house.db, person.actor))
  return { ...person, timeZone, sessionToken }
}

/** Gathered once: there are hundreds, and every page asks for one. */
const zones = new Set(Intl.supportedValuesOf('timeZone'))

/** What the browser told of itself, if it is a zone. */
function zoneOfBrowser(request: Request): string | null {
  const zone = readCookies(request).get('tz') ?? ''
  return zones.has(zone) ? zone : null
}

function signInFor(request: Request): string {
  const isForm = request.method === 'POST'
  const from = (isForm && pageOf(request)) || request.url
  const { pathname, search } = new URL(from)
  // A page asked for by script comes as "….data"; its reader goes back to the page.
  const then = wayBack((pathname + search).replace(/\.data(?=\?|$)/, ''))
  const asked = new URLSearchParams({ ...(then !== '/' && { then }), ...(isForm && { unsent: '1' }) })
  return asked.size > 0 ? `/signin?${asked}` : '/signin'
}

/** The page of ours a form stood on, as the browser says. */
function pageOf(request: Request): string | null {
  const referrer = request.headers.get('referer') ?? ''
  return URL.canParse(referrer) && new URL(referrer).host === new URL(request.url).host ? referrer : null
}
