import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs } from '@remix-run/node'
import pino from 'pino'
import type { z } from 'zod'
import type { House } from '../../../db/house.ts'
import { readPersonByApiToken } from '../../../db/people/api-token.ts'
import { countTry } from '../../../db/people/rate-limit.ts'
import { isAway } from '../../../db/postgres/away.ts'
import { readTicketBrief } from '../../../db/tickets/ticket-brief.ts'
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts'
import type { Contact, Language, Staff } from '../../../domain/ticket.ts'
import { pathForLog } from '../../path-for-log.ts'
import { respondWithProblem, respondWithRefusal } from '../../respond.server.ts'

const log = pino({ name: 'api' })

/** One call of the API by somebody we know. */
export type Call = {
  house: House
  actor: Contact | Staff
  language: Language
  now: Temporal.Instant
  request: Request
  params: Record<string, string | undefined>
  context: AppLoadContext
}

type Answer = Response | Refusal

/** What may be asked of an address: to read it, to send something there, or both. */
type Allowed = 'GET' | 'POST' | 'GET, POST'

/** A loader of the API: finds who asks by their token, answers refusals and faults as problems. */
export function reads(answer: (call: Call) => Promise<Answer>, allowed: Allowed = 'GET') {
  return (args: LoaderFunctionArgs) => {
    const asked = args.request.method === 'GET' || args.request.method === 'HEAD'
    return asked ? respond(args, 'api_read', answer) : notAllowed(allowed)
  }
}

/** An action of the API, likewise. Only POST changes anything. */
export function writes(answer: (call: Call) => Promise<Answer>, allowed: Allowed = 'POST') {
  return (args: ActionFunctionArgs) =>
    args.request.method === 'POST' ? respond(args, 'api_write', answer) : notAllowed(allowed)
}

/** For an address that takes the other kind of call only. */
export function refusesMethod(allowed: Allowed) {
  return () => notAllowed(allowed)
}

/** For what only staff may ask: to a contact it does not exist. */
export function forStaff(answer: (call: Call & { actor: Staff }) => Promise<Answer>) {
  return async (call: Call): Promise<Answer> => {
    const { actor, ...rest } = call
    return actor.kind === 'staff' ? answer({ ...rest, actor }) : notFound()
  }
}

/**
 * The number of the ticket in the address; refuses strangers. Asked before anything that was sent is read: to them there
 * is no ticket that could lack a field.
 */
export async function seenNumberIn(call: Call): Promise<number | Refusal> {
  const number = numberIn(call)
  const seen = number !== null && (await readTicketBrief(call.house, call.actor, number))
  return seen ? number : refuse('no_such_ticket')
}

/** The ticket number of the address; null when that is none, and then nothing is found there. */
export function numberIn({ params }: Pick<Call, 'params'>): number | null {
  return /^[1-9]\d{0,8}$/.test(params.number ?? '') ? Number(params.number) : null
}

/** Reads what is asked in the address, or answers what is wrong with it. What stands there empty is not asked. */
export function readQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> | Response {
  const given = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  return read.success ? read.data : invalid('invalid_query', read.error.issues, given)
}

/** Something in the asking that cannot be read: which field, and what was expected there. */
export function invalid(code: 'invalid_query' | 'invalid_body', issues: z.core.$ZodIssue[], given: unknown): Response {
  const errors = issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  const missing = issues.filter(({ path }) => !isGiven(given, path)).map(({ path }) => path.join('.'))
  const detail = errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join(' ')
  return respondWithProblem({ status: 422, code, detail, missing, errors })
}

/** The answer to an address under which nothing is. */
export function notFound(): Response {
  return respondWithProblem({ status: 404, code: 'not_found', detail: 'There is nothing here.' })
}

/** An answer in JSON, which nobody keeps. */
export function respondWithJson(
  body: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...init.headers },
  })
}

async function respond(
  { request, params, context }: LoaderFunctionArgs,
  kind: 'api_read' | 'api_write',
  answer: (call: Call) => Promise<Answer>,
): Promise<Response> {
  const { house } = context
  const now = context.now()
  try {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    const person = token && (await readPersonByApiToken(house.db, token, now))
    if (!person) return unknown()
    const { actor, language } = person
    const tooMany = await countTry(house.db, kind, actor.id)
    if (tooMany) return respondWithRefusal(tooMany, language)
    const outcome = await answer({ house, actor, language, now, request, params, context })
    return isRefusal(outcome) ? respondWithRefusal(outcome, language) : outcome
  } catch (fault) {
    if (fault instanceof Response) throw fault
    if (isAway(fault)) return away()
    const incident = crypto.randomUUID().slice(0, 8)
    log.error({ incident, fault, method: request.method, path: pathForLog(request.url) }, 'a call failed')
    const detail = `This is our fault, and it has been written down as ${incident}.`
    return respondWithProblem({ status: 500, code: 'fault', detail })
  }
}

/** As the front says it, once it has noticed. */
function away(): Response {
  const detail = 'The database does not answer just now. Try again in a few seconds, with the same Idempotency-Key.'
  return respondWithProblem({ status: 503, code: 'database_away', detail }, { 'Retry-After': '5' })
}

function unknown(): Response {
  const detail = 'Show a token: Authorization: Bearer <token>.'
  return respondWithProblem({ status: 401, code: 'not_signed_in', detail }, { 'WWW-Authenticate': 'Bearer' })
}

function notAllowed(allowed: Allowed): Response {
  const detail = `Only ${allowed.replace(',', ' and')} is possible here.`
  const all = allowed.replace('GET', 'GET, HEAD')
  return respondWithProblem({ status: 405, code: 'method_not_allowed', detail }, { Allow: all })
}

/** Whether anything stands at this place of what was sent. */
function isGiven(sent: unknown, path: PropertyKey[]): boolean {
  const [first, ...rest] = path
  if (first === undefined) return sent !== undefined && sent !== null
  if (typeof sent !== 'object' || sent === null || !Object.hasOwn(sent, first)) return false
  return isGiven(Reflect.get(sent, first), rest)
}
