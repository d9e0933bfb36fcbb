import type { LoaderFunctionArgs } from '@remix-run/node'
import { refusesMethod, respondWithJson } from './call.server.ts'
import { describeApi } from './describe.server.ts'

/** GET /api/v1/openapi.json: what the API can do, for whoever asks. */
export function loader({ context }: LoaderFunctionArgs) {
  return respondWithJson(describeApi(context.settings.baseUrl))
}

export const action = refusesMethod('GET')
