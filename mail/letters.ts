import type { Letter as Name } from '../domain/notify.ts'
import type { Letter } from './letter.ts'
import { acknowledgement } from './letters/acknowledgement.ts'
import { alarm } from './letters/alarm.ts'
import { assignedToYou } from './letters/assigned-to-you.ts'
import { closed } from './letters/closed.ts'
import { closedSilent } from './letters/closed-silent.ts'
import { notice } from './letters/notice.ts'
import { question } from './letters/question.ts'
import { reminder } from './letters/reminder.ts'
import { reopened } from './letters/reopened.ts'
import { reply } from './letters/reply.ts'
import { resolution } from './letters/resolution.ts'
import { signIn } from './letters/sign-in.ts'
import { testLetter } from './letters/test-letter.ts'
import { workingOnIt } from './letters/working-on-it.ts'

/** Every letter the house writes. */
export const letters: Record<Name, Letter> = {
  acknowledgement,
  working_on_it: workingOnIt,
  question,
  reply,
  resolution,
  notice,
  assigned_to_you: assignedToYou,
  reminder,
  closed_silent: closedSilent,
  closed,
  reopened,
  alarm,
  mail_commands: notice,
  mail_held: notice,
  invitation: notice,
  digest: notice,
  slot_free: notice,
  your_turn: notice,
  paid: notice,
  invoice: notice,
  back_in_work: notice,
  live: notice,
  new_date: notice,
  planned: notice,
  withdrawn: notice,
  lapsed: notice,
  receipt: notice,
  staging: notice,
  estimate: notice,
  proceed: notice,
  sign_in: signIn,
  test: testLetter,
}
