import { closeChecks } from './evidence/check-office.ts'
import type { InboundMail } from './parsing/inbound-mail.ts'
import type { MailTime } from './parsing/mail-time.ts'
import type { ParseAnswer } from './parsing/parse-worker.ts'
import { closeOffice, isGivenUp, openOffice, readInOffice } from './parsing/reading-office.ts'
import type { TooBig } from './parsing/scan.ts'

/** A mail that is kept, but could not be read; `detail` is for the mail log. */
export type Unreadable = { unreadable: TooBig | 'parse_timeout' | 'parse_memory' | 'parse_failed'; detail: string }

const office = openOffice<ParseAnswer>(new URL('./parsing/parse-worker.ts', import.meta.url))

/**
 * Reads one raw mail in a worker thread that is killed when the mail's time is over or 256 MiB are full, so that no mail
 * can hold up the next one (M5-M9). Never rejects: what cannot be read comes back with the reason to hold it for.
 */
export async function parseMail(raw: Uint8Array, time?: MailTime): Promise<InboundMail | Unreadable> {
  const answer = await readInOffice(office, { raw, ...(time && { time }) })
  if (isGivenUp(answer)) return { unreadable: answer.givenUp, detail: answer.detail }
  if ('failed' in answer) return { unreadable: 'parse_failed', detail: answer.failed }
  if ('unreadable' in answer) return { unreadable: answer.unreadable, detail: 'past the limits of a readable mail' }
  const { date, ...mail } = answer.mail
  return { ...mail, date: date === null ? null : Temporal.Instant.fromEpochMilliseconds(date) }
}

/** Whether nothing can be made of a mail but to hold it. */
export function isUnreadable(mail: InboundMail | Unreadable): mail is Unreadable {
  return 'unreadable' in mail
}

/** Stops the worker threads; mails still in hand come back as unreadable. */
export async function closeParser(): Promise<void> {
  await Promise.all([closeOffice(office), closeChecks()])
}
