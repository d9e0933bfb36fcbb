import { z } from 'zod'
import { commandBodies } from '../../../domain/command.ts'
import { actions } from '../../../domain/lifecycle.ts'
import {
  appAnswer,
  calendarAnswer,
  companyAnswer,
  eventAnswer,
  filesAnswer,
  listedMailAnswer,
  listedTicketAnswer,
  mailAnswer,
  meAnswer,
  messageAnswer,
  pageOf,
  personAnswer,
  problemAnswer,
  ticketAnswer,
} from './answer.ts'
import { addWordsBody, openTicketBody, releaseMailBody, uploadBody } from './body.ts'
import { listMailQuery, listTicketsQuery, ofCompanyQuery } from './query.ts'

type Described = {
  summary: string
  query?: z.ZodObject
  json?: z.ZodType
  form?: z.ZodType
  /** Status and body of the good answer. */
  answer: readonly [status: 200 | 201, body: z.ZodType | 'bytes']
  keyed?: true
}

const commands = z.union(actions.map((action) => commandBodies[action].meta({ title: action })))
const wordsForm = z.object({ body: z.string(), files: uploadBody.shape.files.optional() })

/** Every call of the API, by path and method: what it takes and answers, by the schemas that validate it. */
const calls: Record<string, { get?: Described; post?: Described }> = {
  '/api/v1/tickets': {
    get: { summary: 'A page of tickets', query: listTicketsQuery, answer: [200, pageOf(listedTicketAnswer)] },
    post: { summary: 'Opens a ticket', json: openTicketBody, answer: [201, ticketAnswer], keyed: true },
  },
  '/api/v1/tickets/{number}': { get: { summary: 'A ticket as you may see it', answer: [200, ticketAnswer] } },
  '/api/v1/tickets/{number}/events': {
    get: { summary: 'Its history', answer: [200, z.object({ items: z.array(eventAnswer) })] },
  },
  '/api/v1/tickets/{number}/messages': {
    post: {
      summary: 'Adds words that both sides see',
      ...{ json: addWordsBody, form: wordsForm, answer: [201, messageAnswer], keyed: true },
    },
  },
  '/api/v1/tickets/{number}/notes': {
    post: {
      summary: 'Adds words that only staff see',
      ...{ json: addWordsBody, form: wordsForm, answer: [201, messageAnswer], keyed: true },
    },
  },
  '/api/v1/tickets/{number}/actions/{action}': {
    post: { summary: 'Does an action of the lifecycle', json: commands, answer: [200, ticketAnswer], keyed: true },
  },
  '/api/v1/tickets/{number}/files': {
    post: {
      summary: 'Keeps files, for words, evidence and screenshots to name',
      ...{ form: uploadBody, answer: [201, filesAnswer], keyed: true },
    },
  },
  '/api/v1/tickets/{number}/files/{id}': { get: { summary: 'A file', answer: [200, 'bytes'] } },
  '/api/v1/mail': {
    get: { summary: 'A page of the mail log', query: listMailQuery, answer: [200, pageOf(listedMailAnswer)] },
  },
  '/api/v1/mail/{id}': {
    get: { summary: 'A mail, its fate and what it proves', answer: [200, mailAnswer] },
  },
  '/api/v1/mail/{id}/raw': { get: { summary: 'Its bytes', answer: [200, 'bytes'] } },
  '/api/v1/mail/{id}/release': {
    post: { summary: 'Decides about a held mail', json: releaseMailBody, answer: [200, mailAnswer] },
  },
  '/api/v1/me': { get: { summary: 'Who you are', answer: [200, meAnswer] } },
  '/api/v1/companies': { get: { summary: 'Companies you see', answer: [200, pageOf(companyAnswer)] } },
  '/api/v1/people': { get: { summary: 'People you see', query: ofCompanyQuery, answer: [200, pageOf(personAnswer)] } },
  '/api/v1/apps': { get: { summary: 'Apps you may name', query: ofCompanyQuery, answer: [200, pageOf(appAnswer)] } },
  '/api/v1/calendar': { get: { summary: 'Business hours, and what they promise', answer: [200, calendarAnswer] } },
}

/** The API in OpenAPI 3.1, from the very schemas that validate its calls. */
export function describeApi(baseUrl: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Signoff', version: '1', description: 'Everything the pages can do, for programs.' },
    servers: [{ url: baseUrl }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      responses: {
        Problem: {
          description: 'An expected no, or a fault (RFC 9457)',
          content: { 'application/problem+json': { schema: outputOf(problemAnswer) } },
        },
      },
    },
    paths: Object.fromEntries(
      Object.entries(calls).map(([path, methods]) => [
        path,
        Object.fromEntries(Object.entries(methods).map(([method, call]) => [method, describe(path, call)])),
      ]),
    ),
  }
}

function describe(path: string, { summary, query, json, form, answer, keyed }: Described) {
  const [status, body] = answer
  const content =
    body === 'bytes' ? { 'application/octet-stream': {} } : { 'application/json': { schema: outputOf(body) } }
  return {
    summary,
    parameters: [...parametersIn(path), ...(query ? parametersOf(query) : []), ...(keyed ? [idempotencyKey] : [])],
    ...((json || form) && {
      requestBody: {
        content: {
          ...(json && { 'application/json': { schema: inputOf(json) } }),
          ...(form && { 'multipart/form-data': { schema: inputOf(form) } }),
        },
      },
    }),
    responses: {
      [status]: { description: summary, content },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  schema: { type: 'string', maxLength: 200 },
  description: 'The same key acts once; with other content it is refused.',
}

function parametersIn(path: string) {
  const schemas: Record<string, unknown> = {
    number: { type: 'integer', minimum: 1 },
    action: { type: 'string', enum: actions },
    id: { type: 'string', format: 'uuid' },
  }
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true, schema: schemas[name] },
  }))
}

function parametersOf(query: z.ZodObject) {
  return Object.entries(query.shape).map(([name, schema]) => ({ name, in: 'query', schema: inputOf(schema) }))
}

function inputOf(schema: z.core.$ZodType) {
  return plainSchema(schema, 'input')
}

function outputOf(schema: z.core.$ZodType) {
  return plainSchema(schema, 'output')
}

/** OpenAPI 3.1 speaks JSON Schema 2020-12 by itself; each schema need not say so again. */
function plainSchema(schema: z.core.$ZodType, io: 'input' | 'output') {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
