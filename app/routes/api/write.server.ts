import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../db/client.ts'
import { type Answer, once } from '../../../db/once.ts'
import { isRefusal, type Refusal } from '../../../domain/refusal.ts'
import { respondWithProblem } from '../../respond.server.ts'
import { type Call, invalid } from './call.server.ts'
import { readForm, type Upload } from './form.server.ts'

const longestJson = 1024 * 1024
const longestKey = 200

/** Reads a JSON body as a plain object, or answers why not. No body at all is an empty object. */
export async function readJson(request: Request): Promise<Record<string, unknown> | Response> {
  const text = await readText(request)
  if (text === null) return respondWithProblem({ status: 413, code: 'too_large', detail: 'At most 1 MB of JSON.' })
  if (text === '') return {}
  if (!isJson(request)) {
    return respondWithProblem({ status: 415, code: 'unsupported_media_type', detail: 'Send application/json.' })
  }
  const body = parse(text)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return Object.fromEntries(Object.entries(body))
  return respondWithProblem({ status: 400, code: 'malformed_json', detail: 'The body is not an object in JSON.' })
}

/** Reads a JSON body by its schema, or answers what is wrong. */
export async function readBody<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): Promise<z.output<Schema> | Response> {
  const body = await readJson(request)
  return body instanceof Response ? body : parseBody(schema, body)
}

/** Reads words and files, be they JSON or multipart. */
export async function readBodyOrForm<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): Promise<{ body: z.output<Schema>; uploads: Upload[] } | Response | Refusal> {
  if (!isMultipart(request)) {
    const body = await readBody(schema, request)
    return body instanceof Response ? body : { body, uploads: [] }
  }
  const form = await readForm(request)
  if (form === null) return tornForm()
  if (isRefusal(form)) return form
  const body = parseBody(schema, form.fields)
  return body instanceof Response ? body : { body, uploads: form.files }
}

/** Reads files alone, at least one. */
export async function readUploads(request: Request): Promise<Upload[] | Response | Refusal> {
  if (!isMultipart(request)) {
    return respondWithProblem({ status: 415, code: 'unsupported_media_type', detail: 'Send multipart/form-data.' })
  }
  const form = await readForm(request)
  if (form === null) return tornForm()
  if (isRefusal(form) || form.files.length > 0) return isRefusal(form) ? form : form.files
  const detail = 'Send at least one file.'
  return respondWithProblem({ status: 422, code: 'invalid_body', detail, missing: ['files'] })
}

/**
 * Does it once: under the Idempotency-Key of the call if it has one. `act` is handed the key by which a door knows the
 * asking again.
 */
export async function actOnce(
  { house, actor, now, request }: Call,
  { asked, uploads = [] }: { asked: unknown; uploads?: Upload[] },
  act: (tx: Tx, sourceKey: string) => Promise<Answer | Refusal>,
) {
  const given = request.headers.get('idempotency-key')
  const key = given ? `key/${given.length > longestKey ? hashOf(given) : given}` : `none/${randomUUID()}`
  const { pathname } = new URL(request.url)
  const files = uploads.map(({ name, bytes }) => [name, hashOf(bytes)])
  const keyed = { personId: actor.id, key, asked: [pathname, asked, files], now }
  return once(house, keyed, (tx) => act(tx, `api/${actor.id}/${key}`))
}

function hashOf(bytes: string | Uint8Array) {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Says of an answer that it was given before. */
export function replayed({ acted }: { acted: 'now' | 'before' }): Record<string, string> {
  return acted === 'before' ? { 'Idempotency-Replayed': 'true' } : {}
}

/**
 * A body as its schema means it: `null` where a field is optional says the same as leaving it out. Where null has a
 * meaning of its own, as for the front of a line, it stays.
 */
export function withoutNulls<Body>(schema: z.ZodType, body: Body): Body | Record<string, unknown> {
  if (!(schema instanceof z.ZodObject) || typeof body !== 'object' || body === null) return body
  const { shape }: { shape: Record<string, z.ZodType> } = schema
  const says = ([name, value]: [string, unknown]) => value !== null || !shape[name]?.safeParse(undefined).success
  return Object.fromEntries(Object.entries(body).filter((field) => says(field)))
}

function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> | Response {
  const read = schema.safeParse(withoutNulls(schema, body))
  return read.success ? read.data : invalid('invalid_body', read.error.issues, body)
}

function isJson(request: Request) {
  return /^application\/(json|[\w.-]+\+json)\b/i.test(request.headers.get('content-type') ?? '')
}

function isMultipart(request: Request) {
  return /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '')
}

/** The body as text; null when it is longer than allowed. Read to its end, or the sender would never see our answer. */
async function readText(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength
    if (length <= longestJson) chunks.push(chunk)
  }
  return length > longestJson ? null : Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function tornForm(): Response {
  return respondWithProblem({ status: 400, code: 'malformed_form', detail: 'The multipart body cannot be read.' })
}
