import { changeWithin } from '../../../db/change-ticket.ts'
import { refuseStrangeFiles } from '../../../db/tickets/ticket-files.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { type Command, commandBodies, parseCommand } from '../../../domain/command.ts'
import { actions } from '../../../domain/lifecycle.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { invalid, notFound, numberIn, refusesMethod, respondWithJson, writes } from './call.server.ts'
import { ticketJson } from './ticket-json.server.ts'
import { actOnce, readJson, replayed, withoutNulls } from './write.server.ts'

/** POST /api/v1/tickets/{number}/actions/{action} */
export const action = writes(async (call) => {
  const { house, actor, now, params, request } = call
  const number = numberIn(call)
  const name = actions.find((one) => one === params.action)
  if (number === null || !name) return notFound()
  const body = await readJson(request)
  if (body instanceof Response) return body
  // What a stranger sends is not even read: to them there is no ticket that could lack a field.
  const before = await readTicketPage(house, { actor, number, now, latest: 0 })
  if (isRefusal(before)) return before
  const read = parseCommand(name, withoutNulls(commandBodies[name], body))
  if ('issues' in read) return invalid('invalid_body', read.issues, body)
  const { command } = read
  const done = await actOnce(call, { asked: body }, async (tx, sourceKey) => {
    // Whoever may not do this now is told that; only then are the files that it names looked at.
    const offered = before.offered.some((one) => one.action === name)
    const strange = offered && (await refuseStrangeFiles(tx, { number, actor }, filesIn(command)))
    if (strange) return strange
    const changed = await changeWithin(tx, house, {
      ...{ number, command, actor, channel: 'api', proof: 'token', sourceKey, now },
    })
    return isRefusal(changed) ? changed : { number, ids: [] }
  })
  if (isRefusal(done)) return done
  const page = await readTicketPage(house, { actor, number, now })
  return isRefusal(page) ? page : respondWithJson(await ticketJson(call, page), { headers: replayed(done) })
})

export const loader = refusesMethod('POST')

function filesIn({ action, body }: Command): string[] {
  if ('files' in body) return body.files ?? []
  if (action === 'replicate') return body.evidence
  return action === 'offer_fix' ? body.screenshots.map(({ file }) => file) : []
}
