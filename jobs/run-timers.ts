import type { House } from '../db/house.ts'
import { alertEmptyDuty } from './alert-empty-duty.ts'
import { alertUnreadMailbox } from './alert-unread-mailbox.ts'
import { alertUnseen } from './alert-unseen.ts'
import { assignTickets } from './assign-tickets.ts'
import { closeSilentTickets } from './close-silent-tickets.ts'
import { lapseApprovals } from './lapse-approvals.ts'
import { recordBreaches } from './record-breaches.ts'
import { remindApprovers } from './remind-approvers.ts'
import { remindSilent } from './remind-silent.ts'
import { resumeForgotten } from './resume-forgotten.ts'
import { sendDigests } from './send-digests.ts'
import type { Done, Moment, Timer } from './timer.ts'
import { warnDueSoon } from './warn-due-soon.ts'
import { warnUnclearScope } from './warn-unclear-scope.ts'

/** In this order: who is assigned in time needs no warning, and nobody is closed out before the reminder. */
const timers: readonly Timer[] = [
  assignTickets,
  alertUnseen,
  alertEmptyDuty,
  alertUnreadMailbox,
  warnDueSoon,
  warnUnclearScope,
  recordBreaches,
  remindSilent,
  closeSilentTickets,
  remindApprovers,
  lapseApprovals,
  sendDigests,
  resumeForgotten,
]

/** Does everything that is due at a moment, and again what became due by that, until nothing is. */
export async function* runTimers(house: House, moment: Moment): AsyncGenerator<Done, void, void> {
  for (let didSomething = true; didSomething; ) {
    didSomething = false
    for (const timer of timers) {
      for await (const done of timer(house, moment)) {
        didSomething = true
        yield done
      }
    }
  }
}
