import { alertEmptyDay } from '../db/tickets/unseen.ts'
import type { Timer } from './timer.ts'

/** Tells the team, once, of a business day on which nobody watches new tickets (R009). */
export const alertEmptyDuty: Timer = async function* (house, { asOf }) {
  const day = await alertEmptyDay(house, asOf)
  if (day) yield { done: 'alarmed', ticket: null, at: asOf.toString(), because: 'nobody_on_duty' }
}
