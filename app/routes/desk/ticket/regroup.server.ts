import { addParticipant, removeParticipant } from '../../../../db/tickets/change-participants.ts'
import { splitTicket } from '../../../../db/tickets/split-ticket.ts'
import { takeBack } from '../../../../db/tickets/take-back.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { type Asking, type Failure, failure, keyOf } from './act.server.ts'

/** Done: what to tell, and where. */
export type Told = { told: string; at: number }

/** What the page does beside the lifecycle, by the `action` of its form; undefined for any other. */
export async function regroup(asking: Asking): Promise<Told | Failure | undefined> {
  switch (asking.filled.one('action')) {
    case 'add_participant':
    case 'remove_participant':
      return changeParticipants(asking)
    case 'split':
      return split(asking)
    case 'take_back':
      return unsay(asking)
    default:
      return undefined
  }
}

async function changeParticipants(asking: Asking): Promise<Told | Failure> {
  const { house, actor, number, now, language, filled } = asking
  const action = filled.one('action')
  const adds = action === 'add_participant'
  const personId = filled.one(`${action}-person`)
  const sourceKey = keyOf(asking, { action, personId })
  const refused = await (adds ? addParticipant : removeParticipant)(house, { number, actor, personId, sourceKey, now })
  const { say } = workspaceWords(language)
  return refused ? failure(refused, [], asking) : { told: adds ? say.added : say.removed, at: number }
}

async function split(asking: Asking): Promise<Told | Failure> {
  const { house, actor, number, now, language, filled } = asking
  const words = workspaceWords(language).split
  const title = filled.one('title').trim().slice(0, 200)
  if (title === '') return { errors: [{ field: 'title', text: words.needsTitle }], files: [], refused: null }
  const messageIds = filled.all('messages')
  const made = await splitTicket(house, {
    ...{ number, title, messageIds, actor, now },
    sourceKey: keyOf(asking, { title, messageIds }),
  })
  if (!isRefusal(made)) return { told: words.done(made.number), at: made.number }
  const { errors, ...rest } = failure(made, [], asking)
  return { ...rest, errors: errors.map(({ text }) => ({ field: 'messages', text })) }
}

/** The words come back into the box they were written in, with their files. */
async function unsay(asking: Asking): Promise<Failure> {
  const { house, actor, number, now, filled } = asking
  const [messageId = ''] = filled.one('key').split('.')
  const taken = await takeBack(house, { number, messageId, actor, now })
  if (isRefusal(taken)) return failure(taken, [], asking)
  const files = taken.files.map((id) => ({ id, shows: null }))
  return { errors: [], files, refused: null, takenBack: taken.body }
}
