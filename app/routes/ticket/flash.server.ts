import type { Named } from '../../../db/people/named.ts'
import type { FlashMessage } from '../../components/flash.tsx'
import { shortName } from '../../face.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'
import type { Answer } from './answer.server.ts'

/** What the page says once after something was done; what was decided stands on the page itself. */
export function flashFor(
  answer: Answer,
  { pm, words: { told } }: { pm: Named | null; words: PortalWords },
): FlashMessage {
  const name = pm && shortName(pm.name)
  switch (answer) {
    case 'message':
    case 'not_solved':
      return { tone: 'good', text: told.sent(name) }
    case 'answer':
      return { tone: 'good', text: told.answered(name) }
    case 'reopen':
      return { tone: 'good', text: told.reopened }
    case 'undo':
      return { tone: 'plain', text: told.undone }
    case 'add_participant':
      return { tone: 'good', text: told.added }
    case 'remove_participant':
      return { tone: 'good', text: told.removed }
    default:
      return { tone: 'good', text: told.recorded }
  }
}
