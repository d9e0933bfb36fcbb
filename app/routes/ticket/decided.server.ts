import type { ShownEvent } from '../../../db/tickets/events.ts'
import { mayUndo } from '../../../domain/objection.ts'
import { undoUntil } from '../../../domain/sla.ts'
import { type Approval, lastDecided } from '../../../domain/ticket.ts'
import { sayTime, sayWhen } from '../../moment.server.ts'
import { type TurnWords, turnWords } from '../../words/turn.server.ts'
import type { Asked } from './asked.server.ts'
import type { Decided } from './decided.tsx'

export type Deed = keyof TurnWords['did']

/** Who answered last and what, while nothing else has happened since; its own author may take it back for ten minutes. */
export function decidedOf(
  asked: Pick<Asked, 'page' | 'actor' | 'eyes' | 'names'>,
  events: ShownEvent[],
): Decided | null {
  const { page, actor, eyes, names } = asked
  const { ticket } = page
  const words = turnWords(eyes.manner.language)
  const last = events.findLast(({ from, to }) => from !== null && from !== to)
  const undo = mayUndo({ ticket, actor, now: eyes.manner.now })
  const decided = lastDecided(ticket)
  if (undo && decided?.decidedAt) {
    return {
      who: words.you,
      what: words.did[deedOf(decided)],
      at: sayWhen(decided.decidedAt, eyes.manner),
      next: null,
      undo: words.undoUntil(sayTime(undoUntil(decided.decidedAt), eyes.manner)),
    }
  }
  const deed = deedIn(last, words)
  if (!last || !deed) return null
  const person = last.actor.kind === 'staff' ? decided?.decidedBy : last.actor.id
  const recorded = last.actor.kind === 'staff' ? words.recordedBy(last.actor.name ?? eyes.agency) : null
  const next = deed === 'approve_release' || deed === 'request_changes' ? words.next[deed] : null
  return {
    who: person === actor.id ? words.you : (names.get(person ?? '') ?? last.actor.name ?? eyes.agency),
    what: words.did[deed],
    at: sayWhen(last.at, eyes.manner),
    next: [recorded, next].filter(Boolean).join(' ') || null,
    undo: null,
  }
}

/** An approval that was decided, as what was done with it. */
export function deedOf({ kind, decision }: Pick<Approval, 'kind' | 'decision'>): Deed {
  if (kind === 'release') return decision === 'approved' ? 'approve_release' : 'request_changes'
  if (decision === 'declined') return 'decline'
  return kind === 'proceed' ? 'proceed' : 'approve'
}

function deedIn(event: ShownEvent | undefined, { did }: TurnWords): Deed | null {
  if (!event || event.actor.kind === 'system') return null
  const deeds: Partial<Record<string, string>> = did
  if (deeds[event.action] === undefined) return null
  if (event.action === 'approve') return event.to === 'investigating' ? 'proceed' : 'approve'
  switch (event.action) {
    case 'answer':
    case 'ask_about':
    case 'decline':
    case 'approve_release':
    case 'request_changes':
      return event.action
    default:
      return null
  }
}
