import { listPeople } from '../../../db/people/people.ts'
import { readQuery, reads, refusesMethod, respondWithJson } from './call.server.ts'
import { ofCompanyQuery } from './query.ts'

/** GET /api/v1/people */
export const loader = reads(async ({ house, actor, request }) => {
  const query = readQuery(ofCompanyQuery, request)
  if (query instanceof Response) return query
  const people = await listPeople(house, actor, query.company)
  const items = people.map(({ companies, ...person }) => ({
    ...person,
    companies: companies.map(({ id, name, approvesEstimates, approvesReleases }) => ({
      ...{ id, name },
      approves_estimates: approvesEstimates,
      approves_releases: approvesReleases,
    })),
  }))
  return respondWithJson({ items, next: null })
})

export const action = refusesMethod('GET')
