import type { Tx } from '../../../db/client.ts'
import { listApps } from '../../../db/customers/apps.ts'
import { type Opening, openWithin } from '../../../db/open-ticket.ts'
import { readPersonByEmail } from '../../../db/people/actor.ts'
import { listTickets } from '../../../db/tickets/ticket-list.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts'
import type { Contact } from '../../../domain/ticket.ts'
import { openTicketBody } from './body.ts'
import { type Call, readQuery, reads, respondWithJson, writes } from './call.server.ts'
import { listTicketsQuery } from './query.ts'
import { listedTicketJson, ticketJson } from './ticket-json.server.ts'
import { actOnce, readBody, replayed } from './write.server.ts'

const both = 'GET, POST'

/** GET /api/v1/tickets */
export const loader = reads(async ({ house, actor, request }) => {
  const query = readQuery(listTicketsQuery, request)
  if (query instanceof Response) return query
  const { company, ...filter } = query
  const list = await listTickets(house, actor, { ...filter, companyId: company })
  return isRefusal(list) ? list : respondWithJson({ items: list.items.map(listedTicketJson), next: list.next })
}, both)

/** POST /api/v1/tickets */
export const action = writes(async (call) => {
  const body = await readBody(openTicketBody, call.request)
  if (body instanceof Response) return body
  const opened = await actOnce(call, { asked: body }, async (tx, sourceKey) => {
    const owner = await findOwner(tx, call, body)
    if (isRefusal(owner)) return owner
    const outcome = await openWithin(tx, call.house, { ...openingOf(call, body), ...owner, sourceKey })
    return isRefusal(outcome) ? outcome : { number: outcome.number, ids: [] }
  })
  if (isRefusal(opened)) return opened
  const page = await readTicketPage(call.house, { ...call, number: opened.number })
  if (isRefusal(page)) return page
  const headers = { Location: `/api/v1/tickets/${opened.number}`, ...replayed(opened) }
  return respondWithJson(await ticketJson(call, page), { status: 201, headers })
}, both)

type Body = (typeof openTicketBody)['_output']

function openingOf({ actor, now }: Call, { category, title, body, impact, app }: Body) {
  const asked = { category, title, body, impact, appId: app ?? null, participantIds: [], files: [] }
  return { ...asked, source: 'api', channel: 'api', proof: 'token', actor, now } satisfies Partial<Opening>
}

/** Whose ticket it becomes: a contact's own; staff name somebody, who must be a contact. */
async function findOwner(
  tx: Tx,
  { house, actor }: Call,
  { requester, app }: Body,
): Promise<Pick<Opening, 'companyId' | 'requesterId'> | Refusal> {
  if (actor.kind === 'staff' && !requester) return refuse('gate_not_met', ['requester'])
  const named = requester ? (await readPersonByEmail(tx, requester))?.actor : actor
  if (actor.kind === 'contact' && named?.id !== actor.id) return refuse('not_yours_to_do')
  if (named?.kind !== 'contact') return refuse('no_such_person')
  const ofApp = app ? (await listApps(house, named)).find(({ id }) => id === app) : undefined
  const companyId = ofApp?.company.id ?? companyOf(named)
  return companyId ? { companyId, requesterId: named.id } : refuse('no_such_person')
}

function companyOf({ memberships }: Contact) {
  return memberships[0]?.companyId
}
