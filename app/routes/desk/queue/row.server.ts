import type { QueueRow as Read } from '../../../../db/work/queue.ts'
import type { Calendar } from '../../../../domain/calendar.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import type { Clock } from '../../../components/sla-clock.tsx'
import { faceOf, shortName } from '../../../face.server.ts'
import { type Manner, sayDate, sayNear } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { showClock, showMoment } from '../clock.server.ts'
import { mayAsk } from '../may-ask.server.ts'
import type { QueueRow } from './row.tsx'

/** `owners` are those shown so far, so that who has many rows travels once. */
type Seen = Manner & { calendar: Calendar; actor: Staff; owners: Map<string, QueueRow['owner']> }

/** A ticket of the queue in the words of its reader. */
export function showRow(row: Read, seen: Seen): QueueRow {
  const { number, title, company, category, priority, status, stage, owner } = row
  return {
    number,
    title,
    company: company.name,
    category,
    urgent: priority === 'urgent',
    note: noteOf(row, seen),
    status,
    clock: clockOf(row, seen),
    next: nextOf(row, seen),
    owner: owner && showOwner(owner, seen.owners),
    mayTake: mayAsk(seen.actor, 'take', stage),
    mayAssign: mayAsk(seen.actor, 'assign', stage),
  }
}

function showOwner(owner: { id: string; name: string }, owners: Seen['owners']): QueueRow['owner'] {
  const shown = owners.get(owner.id) ?? { face: faceOf(owner), short: shortName(owner.name) }
  owners.set(owner.id, shown)
  return shown
}

function noteOf({ warning, onHold, app }: Read, { language }: Seen): string | null {
  const { queue } = deskWordsFor(language)
  if (onHold) return queue.onHold
  if (warning) return warning === 'no_manager' ? queue.noManager : queue.leastLoaded
  return app
}

/** What waits for the customer shows when it ends by itself; what has no promise, its due date or how long it is there. */
function clockOf({ group, endsAt, stage, clock, dueDate, stageSince }: Read, seen: Seen): Clock {
  const words = deskWordsFor(seen.language).clock
  if (group === 'waiting') {
    if (!endsAt) return showMoment('paused', sayNear(stageSince, seen), words.waits)
    return showMoment('paused', sayNear(endsAt, seen), stage === 'approval' ? words.lapses : words.closes)
  }
  if (clock) return showClock(clock, seen)
  if (dueDate) return showMoment('none', sayDate(dueDate, seen), words.due)
  return showMoment('none', sayNear(stageSince, seen), words.since)
}

function nextOf({ stage, priority, category, owner, estimateHours }: Read, { language }: Seen): string {
  const words = deskWordsFor(language)
  if (stage === 'new' && priority === 'urgent' && !owner) return words.nextUrgent
  if (stage === 'investigating' && category === 'question') return words.nextQuestion
  if (stage === 'estimating' && estimateHours !== null) return words.nextSend(words.fact.hours(estimateHours))
  return words.next[stage]
}
