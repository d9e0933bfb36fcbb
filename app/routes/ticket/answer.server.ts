import { changeTicket } from '../../../db/change-ticket.ts'
import { addMessage } from '../../../db/thread.ts'
import { addParticipant, removeParticipant } from '../../../db/tickets/change-participants.ts'
import { parseCommand } from '../../../domain/command.ts'
import type { Action } from '../../../domain/lifecycle.ts'
import { isRefusal, type Refusal } from '../../../domain/refusal.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import type { Filled } from '../../form.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'
import type { Sent } from './sent.server.ts'
import { becomeUrgent } from './urgency.server.ts'
import { judge } from './verdict.server.ts'

/** Everything a contact may send from a ticket's page, by the `action` of its form. */
export const answers = [
  'message',
  'answer',
  'reopen',
  'approve',
  'ask_about',
  'decline',
  'approve_release',
  'request_changes',
  'undo',
  'add_participant',
  'make_urgent',
  'remove_participant',
  'solved',
  'not_solved',
] as const
export type Answer = (typeof answers)[number]

/** Done: null. Else what was wrong with the form, or the refusal of a door. */
export type Outcome = null | FieldError[] | Refusal

/** Hands a form on to its door. */
export async function send(answer: Answer, sent: Sent): Promise<Outcome> {
  if (answer === 'message') return say(sent)
  if (answer === 'make_urgent') return becomeUrgent(sent)
  if (answer === 'solved' || answer === 'not_solved') return judge(answer, sent)
  if (answer === 'add_participant' || answer === 'remove_participant') {
    const door = answer === 'add_participant' ? addParticipant : removeParticipant
    return door(sent.house, { ...sent, personId: sent.form.one('person'), sourceKey: sent.form.sourceKey })
  }
  return change(answer, sent)
}

async function say({ form, files, words, ...sent }: Sent): Promise<Outcome> {
  const body = form.one('body').trim()
  const wrong = wrongWords(body, words)
  if (wrong) return [{ field: 'message-body', text: wrong }]
  const { sourceKey } = form
  const spoken = await addMessage(sent.house, { ...sent, ...onPage, body, files, sourceKey })
  return isRefusal(spoken) ? spoken : null
}

async function change(action: Extract<Answer, Action>, sent: Sent): Promise<Outcome> {
  const { form, files, words, house, actor, number, now } = sent
  const read = parseCommand(action, bodyOf(action, form, files))
  if ('issues' in read) return [fieldFor(action, form, words)]
  const way = sent.way ?? { ...onPage, sourceKey: form.sourceKey }
  const changed = await changeTicket(house, { number, actor, now, ...way, command: read.command })
  return isRefusal(changed) ? changed : null
}

const onPage = { channel: 'web', proof: 'session' } as const

/** The fields of a form under the names of the command; empty ones were not filled in. */
function bodyOf(action: Answer, form: Filled, files: string[]) {
  const said = (name: string) => form.one(name).trim() || undefined
  switch (action) {
    case 'answer':
      return { body: said('body'), files }
    case 'reopen':
      return { body: said('body') }
    case 'approve':
      return { approval: said('approval') }
    case 'decline':
      return { approval: said('approval'), comment: said('comment') }
    case 'ask_about':
      return { body: said('comment') }
    case 'approve_release':
      return { round: said('round') }
    case 'request_changes':
      return { round: said('round'), reason: said('reason'), files }
    default:
      return {}
  }
}

/** Which field of the form is at fault. What nobody typed can only be a form that did not arrive whole. */
function fieldFor(action: Answer, form: Filled, words: PortalWords): FieldError {
  if (action === 'answer')
    return { field: 'message-body', text: wrongWords(form.one('body').trim(), words) ?? words.wrong.form }
  if (action === 'reopen') return { field: 'body', text: words.wrong.long }
  if (action === 'ask_about' || action === 'decline') return { field: 'comment', text: words.wrong.reason }
  if (action === 'request_changes') return { field: 'reason', text: words.wrong.reason }
  return { field: '', text: words.wrong.form }
}

function wrongWords(body: string, { wrong }: PortalWords): string | null {
  if (body === '') return wrong.words
  return body.length > 100_000 ? wrong.long : null
}
