import { listApps } from '../../../db/customers/apps.ts'
import { readQuery, reads, refusesMethod, respondWithJson } from './call.server.ts'
import { ofCompanyQuery } from './query.ts'

/** GET /api/v1/apps */
export const loader = reads(async ({ house, actor, request }) => {
  const query = readQuery(ofCompanyQuery, request)
  if (query instanceof Response) return query
  const apps = await listApps(house, actor, query.company)
  const items = apps.map(({ productionUrl, stagingUrl, ...row }) => ({
    ...row,
    production_url: productionUrl,
    staging_url: stagingUrl,
  }))
  return respondWithJson({ items, next: null })
})

export const action = refusesMethod('GET')
