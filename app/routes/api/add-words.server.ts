import type { Changed } from '../../../db/change-ticket.ts'
import type { Tx } from '../../../db/client.ts'
import type { House } from '../../../db/house.ts'
import type { Spoken } from '../../../db/thread.ts'
import { keepFilesOn, refuseStrangeFiles } from '../../../db/tickets/ticket-files.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal, type Refusal } from '../../../domain/refusal.ts'
import { addWordsBody } from './body.ts'
import { type Call, respondWithJson, seenNumberIn } from './call.server.ts'
import { messageJson } from './ticket-json.server.ts'
import { actOnce, readBodyOrForm, replayed } from './write.server.ts'

/** Adds words with their files to a thread, through the door for messages or the one for notes. */
export function addsWords(door: (tx: Tx, house: House, spoken: Spoken) => Promise<Changed | Refusal>) {
  return async (call: Call): Promise<Response | Refusal> => {
    const { house, actor, now, request } = call
    const number = await seenNumberIn(call)
    if (isRefusal(number)) return number
    const read = await readBodyOrForm(addWordsBody, request)
    if (read instanceof Response || isRefusal(read)) return read
    const { body, uploads } = read
    const said = await actOnce(call, { asked: body, uploads }, async (tx, sourceKey) => {
      const kept = await keepFilesOn(tx, house, { number, actor, files: uploads, now })
      if (isRefusal(kept)) return kept
      const strange = await refuseStrangeFiles(tx, { number, actor }, body.files ?? [])
      if (strange) return strange
      const words = { body: body.body, files: [...(body.files ?? []), ...kept] }
      const changed = await door(tx, house, { number, actor, ...words, channel: 'api', proof: 'token', sourceKey, now })
      return isRefusal(changed) ? changed : { number, ids: changed.messageId ? [changed.messageId] : [] }
    })
    if (isRefusal(said)) return said
    const page = await readTicketPage(house, { actor, number, now })
    if (isRefusal(page)) return page
    const written = page.messages.find(({ id }) => said.ids.includes(id))
    return respondWithJson(written ? messageJson(written, number) : {}, { status: 201, headers: replayed(said) })
  }
}
