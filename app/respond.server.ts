import { isTooMany } from '../db/people/rate-limit.ts'
import { sayGates } from '../domain/gate-words.ts'
import { type Refusal, refusalStatus, sentenceFor } from '../domain/refusal.ts'
import type { Language } from '../domain/ticket.ts'

/** A problem of the API: status, stable code, a sentence, and what is missing or wrong, if that can be named. */
export type Problem = {
  status: number
  code: string
  detail: string
  missing?: string[]
  errors?: { field: string; message: string }[]
}

/** An answer after RFC 9457. */
export function respondWithProblem({ status, code, ...told }: Problem, headers: HeadersInit = {}): Response {
  const answer = new Headers(headers)
  answer.set('Content-Type', 'application/problem+json')
  answer.set('Cache-Control', 'no-store')
  const body = { type: 'about:blank', title: code.replaceAll('_', ' '), status, code, ...told }
  return new Response(JSON.stringify(body), { status, headers: answer })
}

/** A refusal as the API tells it. */
export function respondWithRefusal(refusal: Refusal, language: Language): Response {
  const status = refusalStatus[refusal.refused]
  const problem = {
    status,
    code: refusal.refused,
    detail: [sentenceFor(refusal.refused, language), ...sayGates(refusal.missing, language)].join(' '),
    missing: refusal.missing,
  }
  return respondWithProblem(problem, isTooMany(refusal) ? { 'Retry-After': String(refusal.retryAfter) } : {})
}

/** A refusal that leaves nothing of a page to show; throw it, and the page of its status is shown. */
export function asResponse(refusal: Refusal, language: Language): Response {
  return new Response(sentenceFor(refusal.refused, language), {
    status: refusalStatus[refusal.refused],
    headers: isTooMany(refusal) ? { 'Retry-After': String(refusal.retryAfter) } : {},
  })
}
