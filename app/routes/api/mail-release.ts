import { z } from 'zod'
import { releaseMail } from '../../../db/mailbox/held-mail.ts'
import { readMail } from '../../../db/mailbox/mail-page.ts'
import { readPersonByEmail } from '../../../db/people/actor.ts'
import { isRefusal, refuse } from '../../../domain/refusal.ts'
import { releaseMailBody } from './body.ts'
import { forStaff, notFound, refusesMethod, respondWithJson, writes } from './call.server.ts'
import { mailJson } from './mail-json.server.ts'
import { readBody } from './write.server.ts'

/** POST /api/v1/mail/{id}/release: the mail is read again with what was decided. */
export const action = writes(
  forStaff(async ({ house, actor, now, params, request }) => {
    const id = z.uuid().safeParse(params.id)
    if (!id.success || !(await readMail(house, actor, id.data))) return notFound()
    const body = await readBody(releaseMailBody, request)
    if (body instanceof Response) return body
    const { ticket, person: address } = body
    const person = address ? await readPersonByEmail(house.db, address) : null
    if (address && !person) return refuse('no_such_person')
    const released = await releaseMail(house, {
      ...{ mailId: id.data, as: body.as ?? (ticket ? 'attach' : 'open'), by: actor, now },
      ...(ticket && { ticketNumber: ticket }),
      ...(person && { personId: person.actor.id }),
    })
    if (isRefusal(released)) return released
    const mail = await readMail(house, actor, id.data)
    return mail ? respondWithJson(mailJson(mail)) : notFound()
  }),
)

export const loader = refusesMethod('POST')
