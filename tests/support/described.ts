import { z } from 'zod'
import { describeApi } from '../../app/routes/api/describe.server.ts'

const outcome = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })
const call = z.object({ responses: z.record(z.string(), z.unknown()) })
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), call)),
  components: z.object({ responses: z.object({ Problem: outcome }) }),
})
// As a program reads it, which knows nothing of the schemas that it was made of.
const { paths, components } = document.parse(JSON.parse(JSON.stringify(describeApi('http://desk.example'))))

/** Every address of the API that can be read. */
export const readable = Object.keys(paths).filter((path) => paths[path]?.get)

type Given = { method: 'GET' | 'POST'; path: string; status: number; body: unknown }

/** Throws unless an answer in JSON is, field by field, what our description of the API says of this call. */
export function expectDescribed({ method, path, status, body }: Given): void {
  const schema = status < 300 ? schemaOf(method, path, status) : schemaIn(components.responses.Problem)
  const { error } = schema.safeParse(body)
  if (error) throw new Error(`${method} ${path} answered otherwise than is described:\n${z.prettifyError(error)}`)
}

function schemaOf(method: string, path: string, status: number): z.ZodType {
  const [asked = ''] = path.split('?')
  const found = Object.keys(paths).find((one) => patternOf(one).test(`/api/v1${asked}`)) ?? ''
  const described = outcome.safeParse(paths[found]?.[method.toLowerCase()]?.responses[status])
  if (!described.success) throw new Error(`No ${status} of ${method} ${path} is described.`)
  return schemaIn(described.data)
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}

const schemas = new Map<unknown, z.ZodType>()

function schemaIn({ content }: z.infer<typeof outcome>): z.ZodType {
  const schema = (content['application/json'] ?? content['application/problem+json'])?.schema
  if (typeof schema !== 'object' || schema === null) throw new Error('Nothing in JSON is described here.')
  const known = schemas.get(schema) ?? z.fromJSONSchema({ ...schema })
  schemas.set(schema, known)
  return known
}
