import { readAgencyCalendar } from '../db/agency/calendars.ts'
import { findGathered, promiseDigest } from '../db/letters/digest.ts'
import { digestDueAt } from '../domain/sla.ts'
import { isReached, type Timer } from './timer.ts'

/** Sends whoever wishes a digest one letter a business day, when we open, with all that was gathered until then. */
export const sendDigests: Timer = async function* (house, moment) {
  const gathered = await findGathered(house.db)
  if (gathered.length === 0) return
  const calendar = await house.db.transaction(readAgencyCalendar)
  for (const { personId, since } of gathered) {
    if (!isReached(digestDueAt(since, calendar), moment)) continue
    const told = await promiseDigest(house, personId, moment.asOf)
    if (told) yield { done: 'digested', ticket: null, at: moment.asOf.toString() }
  }
}
