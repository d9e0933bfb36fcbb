import type { Letter as Name } from '../domain/notify.ts'
import { acknowledgement } from './letters/acknowledgement.ts'
import { alarm } from './letters/alarm.ts'
import { assignedToYou } from './letters/assigned-to-you.ts'
import { backInWork } from './letters/back-in-work.ts'
import { closed } from './letters/closed.ts'
import { closedSilent } from './letters/closed-silent.ts'
import { digest } from './letters/digest.ts'
import { estimate } from './letters/estimate.ts'
import { invitation } from './letters/invitation.ts'
import { invoice } from './letters/invoice.ts'
import { lapsed } from './letters/lapsed.ts'
import { live } from './letters/live.ts'
import { mailCommands } from './letters/mail-commands.ts'
import { mailHeld } from './letters/mail-held.ts'
import { newDate } from './letters/new-date.ts'
import { notice } from './letters/notice.ts'
import { paid } from './letters/paid.ts'
import { planned } from './letters/planned.ts'
import { proceed } from './letters/proceed.ts'
import { question } from './letters/question.ts'
import { receipt } from './letters/receipt.ts'
import { reminder } from './letters/reminder.ts'
import { reopened } from './letters/reopened.ts'
import { reply } from './letters/reply.ts'
import { resolution } from './letters/resolution.ts'
import { signIn } from './letters/sign-in.ts'
import { slotFree } from './letters/slot-free.ts'
import { staging } from './letters/staging.ts'
import { testLetter } from './letters/test-letter.ts'
import { withdrawn } from './letters/withdrawn.ts'
import { workingOnIt } from './letters/working-on-it.ts'
import { yourTurn } from './letters/your-turn.ts'
import type { Letter } from './writing/letter.ts'

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
  mail_commands: mailCommands,
  mail_held: mailHeld,
  invitation,
  digest,
  slot_free: slotFree,
  your_turn: yourTurn,
  paid,
  invoice,
  back_in_work: backInWork,
  live,
  new_date: newDate,
  planned,
  withdrawn,
  lapsed,
  receipt,
  staging,
  estimate,
  proceed,
  sign_in: signIn,
  test: testLetter,
}
