import type { AppLoadContext } from '@remix-run/node'
import { readPerson } from '../../../db/people/actor.ts'
import { readTicketPage, type TicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal, type Refusal } from '../../../domain/refusal.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { Reader } from '../../actor.server.ts'

/** A ticket with the contact whose eyes it is read with. */
export type Looked = { page: TicketPage; contact: Contact }

const lastWords = 30

/**
 * Reads a ticket as a contact sees it: as the reader, or for one of us as whoever asked for it. `all` leaves out no
 * words. Strangers are refused.
 */
export async function look(
  { actor }: Reader,
  { number, all }: { number: number; all: boolean },
  { house, now }: AppLoadContext,
): Promise<Looked | Refusal> {
  const asked = { number, now: now(), ...(all ? {} : { latest: lastWords }) }
  if (actor.kind === 'contact') {
    const page = await readTicketPage(house, { actor, ...asked })
    return isRefusal(page) ? page : { page, contact: actor }
  }
  const ours = await readTicketPage(house, { actor, number, now: now(), latest: 0 })
  if (isRefusal(ours)) return ours
  const contact = await asRequester(ours, house)
  const page = await readTicketPage(house, { actor: contact, ...asked })
  return isRefusal(page) ? page : { page, contact }
}

/** Whoever asked for it; one who has left since is taken as somebody who may only read their own. */
async function asRequester(
  { ticket, requester, company }: TicketPage,
  { db }: AppLoadContext['house'],
): Promise<Contact> {
  const person = await readPerson(db, ticket.requesterId)
  if (person?.actor.kind === 'contact') return person.actor
  const rights = { seesCompany: false, approvesEstimates: false, approvalLimit: null, approvesReleases: false }
  return { kind: 'contact', ...requester, memberships: [{ companyId: company.id, ...rights }] }
}

/** The number in the address; what is none leads to nothing. */
export function numberIn(params: { number?: string | undefined }): number {
  if (!/^[1-9]\d{0,8}$/.test(params.number ?? '')) throw new Response(null, { status: 404 })
  return Number(params.number)
}
