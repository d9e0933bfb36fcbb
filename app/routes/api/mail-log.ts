import { listMail } from '../../../db/mailbox/mail-log.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { forStaff, readQuery, reads, refusesMethod, respondWithJson } from './call.server.ts'
import { listedMailJson } from './mail-json.server.ts'
import { listMailQuery } from './query.ts'

/** GET /api/v1/mail */
export const loader = reads(
  forStaff(async ({ house, actor, request }) => {
    const query = readQuery(listMailQuery, request)
    if (query instanceof Response) return query
    const list = await listMail(house, actor, query)
    return isRefusal(list) ? list : respondWithJson({ items: list.items.map(listedMailJson), next: list.next })
  }),
)

export const action = refusesMethod('GET')
