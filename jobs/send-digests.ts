import { readAgencyCalendar } from '../db/agency/calendars.ts'
import { findGathered, promiseDigest } from '../db/letters/digest.ts'
import { stormWaits } from '../domain/notify.ts'
import { digestDueAt } from '../domain/sla.ts'
import { isReached, type Timer } from './timer.ts'

/**
 * Sends whoever wishes a digest one letter a business day, when we open, with all that was gathered until then; and who
 * wishes none, but had too much to be told at once, one within the hour (O14).
 */
export const sendDigests: Timer = async function* (house, moment) {
  const gathered = await findGathered(house.db)
  if (gathered.length === 0) return
  const calendar = await house.db.transaction(readAgencyCalendar)
  for (const { personId, since, wish } of gathered) {
    const due = wish === 'daily_digest' ? digestDueAt(since, calendar) : since.add(stormWaits)
    if (!isReached(due, moment)) continue
    const told = await promiseDigest(house, personId, moment.asOf)
    if (told) yield { done: 'digested', ticket: null, at: moment.asOf.toString() }
  }
}
