import type { Effect } from '../../domain/decision.ts'
import type { Actor, Channel, Ticket } from '../../domain/ticket.ts'
import { readHoursToKeep } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { freeSlot, joinSlotLine } from '../staging/slots.ts'
import { lineUp } from '../work/line.ts'
import { askApproval, decideApproval, reopenApproval, voidApprovals } from './approvals.ts'
import { changeClocks, changes, startAssignClock, startStageClock } from './clocks.ts'
import { writeOffer } from './offers.ts'
import { markRow, writeRows } from './test-rows.ts'
import { type MailWords, writeMessage } from './write-message.ts'

/** Where an effect happens: the ticket as it is after the change, who caused it, by which way in, when. */
export type Occurrence = {
  house: House
  before: Ticket
  after: Ticket
  actor: Actor
  channel: Channel
  sourceKey: string
  mail?: MailWords | undefined
  now: Temporal.Instant
}

/** The words a decision said: all of them may be a note, `publicId` are those that letters carry. */
export type Said = { messageId: string | null; publicId: string | null }

/** Writes the rows beside the ticket that a decision asks for. Answers the ids of the words it said, if it said any. */
export async function applyEffects(tx: Tx, effects: Effect[], occurrence: Occurrence): Promise<Said> {
  const said: Said = { messageId: null, publicId: null }
  for (const effect of effects) {
    if (effect.effect === 'say') {
      said.messageId = await writeMessage(tx, { ...occurrence, ...effect, ticket: occurrence.after })
      if (effect.visibility === 'public') said.publicId = said.messageId
    } else await applyEffect(tx, effect, occurrence)
  }
  return said
}

type Silent = Exclude<Effect, { effect: 'say' }>
type OfClocks = Extract<
  Effect,
  { effect: 'start_clock' | 'meet_clock' | 'pause_clocks' | 'resume_clocks' | 'rewindow_assign' }
>

async function applyEffect(tx: Tx, effect: Silent, occurrence: Occurrence): Promise<void> {
  const { house, before, after, actor, now } = occurrence
  switch (effect.effect) {
    case 'ask_approval':
      return askApproval(tx, before, effect, now)
    case 'decide_approval':
      return decideApproval(tx, effect, actor, now)
    case 'void_approvals':
      return voidApprovals(tx, after.id, effect.which, now)
    case 'reopen_approval':
      return reopenApproval(tx, after.id, effect.last)
    case 'line_up':
      return lineUp(tx, after, effect.at, now)
    case 'set_aside_other':
      // Done before the ticket was written, by whoever wrote it.
      return
    case 'write_rows':
      return writeRows(tx, after)
    case 'mark_row':
      return markRow(tx, effect, occurrence)
    case 'offer':
      return writeOffer(tx, after, effect, occurrence)
    case 'join_slot_line':
      return joinSlotLine(tx, house, { ticket: after, now })
    case 'free_slot':
      return freeSlot(tx, house, { ...effect, ticketId: after.id, now })
    default:
      return changeTimekeeping(tx, effect, occurrence)
  }
}

async function changeTimekeeping(tx: Tx, effect: OfClocks, { after, now }: Occurrence): Promise<void> {
  const hours = await readHoursToKeep(tx, after.companyId)
  switch (effect.effect) {
    case 'start_clock':
      if (effect.kind === 'assign') return startAssignClock(tx, after, hours, now)
      return startStageClock(tx, after, after.stage, hours.calendar, now)
    case 'meet_clock':
      return changeClocks(tx, after, hours.calendar, { kind: effect.kind, change: changes.meet(now) })
    case 'pause_clocks':
      return changeClocks(tx, after, hours.calendar, { change: changes.pause(now) })
    case 'resume_clocks':
      return changeClocks(tx, after, hours.calendar, { change: changes.resume(now) })
    case 'rewindow_assign':
      return changeClocks(tx, after, hours.calendar, {
        kind: 'assign',
        change: changes.rewindow(after.category, hours, now),
      })
  }
}
