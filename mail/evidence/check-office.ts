import type { MailTime } from '../parsing/mail-time.ts'
import { closeOffice, isGivenUp, openOffice, readInOffice } from '../parsing/reading-office.ts'
import type { CheckAnswer } from './check-worker.ts'
import type { Checked, OriginQuestion } from './own-check.ts'

/** Opened by the first mail that needs it: where our own server says where mail comes from, nobody pays for it. */
const office = openOffice<CheckAnswer>(new URL('./check-worker.ts', import.meta.url), 3000)

/**
 * Looks at where one raw mail comes from, in a thread that is killed after three seconds, or when the mail's time is
 * over; null where that fails.
 */
export async function checkInOffice(
  raw: Uint8Array,
  question: OriginQuestion,
  time: MailTime,
): Promise<Checked | null> {
  const answer = await readInOffice(office, { raw, question, time })
  return isGivenUp(answer) || 'failed' in answer ? null : answer.checked
}

/** Stops its threads; what is still in hand comes to nothing. */
export function closeChecks(): Promise<void> {
  return closeOffice(office)
}
