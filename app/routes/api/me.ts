import { listCompanies } from '../../../db/customers/companies.ts'
import { reads, refusesMethod, respondWithJson } from './call.server.ts'

/** GET /api/v1/me */
export const loader = reads(async ({ house, actor, language }) => {
  const known = { id: actor.id, kind: actor.kind, name: actor.name, email: actor.email, language }
  if (actor.kind === 'staff') return respondWithJson({ ...known, roles: actor.roles, companies: [] })
  const names = new Map((await listCompanies(house, actor)).map(({ id, name }) => [id, name]))
  const companies = actor.memberships.map((own) => ({
    id: own.companyId,
    name: names.get(own.companyId) ?? null,
    sees_company: own.seesCompany,
    approves_estimates: own.approvesEstimates,
    approval_limit: own.approvalLimit,
    approves_releases: own.approvesReleases,
  }))
  return respondWithJson({ ...known, roles: [], companies })
})

export const action = refusesMethod('GET')
