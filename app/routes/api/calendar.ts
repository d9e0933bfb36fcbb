import { readCalendar } from '../../../db/agency/calendar-view.ts'
import { reads, refusesMethod, respondWithJson } from './call.server.ts'

/** GET /api/v1/calendar */
export const loader = reads(async ({ house, actor, now }) => {
  const { calendar, windows, open, opensAt } = await readCalendar(house, actor, now)
  return respondWithJson({ ...calendar, windows, open, opens_at: opensAt?.toString() ?? null })
})

export const action = refusesMethod('GET')
