import type { ContactRights } from '../domain/customer.ts'
import type { Filled } from './form.server.ts'
import { inMajor, minorUnits } from './money.server.ts'
import { asked, type PeopleWords } from './words/people.server.ts'

/** Rights as their fields show them. */
export function showRights(rights: ContactRights, currency: string, words: PeopleWords) {
  return {
    rights: asked.map((right) => ({ value: right, label: words.rights[right], checked: rights[right] })),
    limit: rights.approvalLimit === null ? '' : inMajor(rights.approvalLimit, currency),
  }
}

export type ShownRights = ReturnType<typeof showRights>

/** Rights as they were typed, to be shown again. */
export function typedRights(form: Pick<Filled, 'one' | 'all'>, words: PeopleWords): ShownRights {
  const given = form.all('rights')
  return {
    rights: asked.map((right) => ({ value: right, label: words.rights[right], checked: given.includes(right) })),
    limit: form.one('limit'),
  }
}

/** Reads the rights of a form; null where the limit is no amount. */
export function readRights(form: Pick<Filled, 'one' | 'all'>, currency: string): ContactRights | null {
  const given = form.all('rights')
  const typed = form.one('limit').trim()
  const limit = typed === '' ? null : minorUnits(typed, currency)
  if (typeof limit === 'string' || (limit !== null && (limit < 0 || limit > 2_147_483_647))) return null
  return {
    seesCompany: given.includes('seesCompany'),
    approvesEstimates: given.includes('approvesEstimates'),
    approvesReleases: given.includes('approvesReleases'),
    managesPeople: given.includes('managesPeople'),
    approvalLimit: limit,
  }
}
