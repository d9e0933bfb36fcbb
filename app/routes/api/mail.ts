import { z } from 'zod'
import { readMail } from '../../../db/mailbox/mail-page.ts'
import { forStaff, notFound, reads, refusesMethod, respondWithJson } from './call.server.ts'
import { mailJson } from './mail-json.server.ts'

/** GET /api/v1/mail/{id} */
export const loader = reads(
  forStaff(async ({ house, actor, params }) => {
    const id = z.uuid().safeParse(params.id)
    const mail = id.success ? await readMail(house, actor, id.data) : null
    return mail ? respondWithJson(mailJson(mail)) : notFound()
  }),
)

export const action = refusesMethod('GET')
