import type { Named } from '../../../db/named.ts'
import type { FlashMessage } from '../../components/flash.tsx'
import { shortName } from '../../face.server.ts'
import type { Filled } from '../../form.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'
import type { Answer } from './answer.server.ts'

type Done = { number: number; form: Filled; pm: Named | null; mayUndo: boolean; words: PortalWords }

/** What the page says after something was done; a decision can be taken back from there. */
export function flashFor(answer: Answer, { number, form, pm, mayUndo, words: { told } }: Done): FlashMessage {
  const name = pm && shortName(pm.name)
  switch (answer) {
    case 'message':
      return { tone: 'good', text: told.sent(name) }
    case 'answer':
      return { tone: 'good', text: told.answered(name) }
    case 'reopen':
      return { tone: 'good', text: told.reopened }
    case 'approve':
    case 'decline':
      if (!mayUndo) return { tone: 'good', text: told.recorded }
      return { tone: 'good', text: told.recordedUndo, undo: undoOf({ number, form, label: told.undo }) }
    case 'undo':
      return { tone: 'plain', text: told.undone }
    case 'add_participant':
      return { tone: 'good', text: told.added }
    default:
      return { tone: 'good', text: told.recorded }
  }
}

function undoOf({ number, form, label }: { number: number; form: Filled; label: string }) {
  return { url: `/tickets/${number}`, action: 'undo', key: form.one('key').slice(0, 100), label }
}
