import { resumeForgotten as resume } from '../db/letters/forgotten.ts'
import type { Timer } from './timer.ts'

/** Takes up what waits although no job is left for it: mail to be read, and letters to be sent. */
export const resumeForgotten: Timer = async function* (house, { asOf }) {
  const { mails, letters } = await resume(house, asOf)
  if (mails + letters > 0) {
    yield { done: 'resumed', ticket: null, at: asOf.toString(), because: `${mails} mails, ${letters} letters` }
  }
}
