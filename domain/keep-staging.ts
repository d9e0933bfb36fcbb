import { goesToStaging } from './consequence/line.ts'
import { allPass } from './testing.ts'
import type { Actor, Role, Ticket } from './ticket.ts'

/** What is done to places on staging by hand (R031). */
export const slotDeeds = ['extend', 'free', 'remove_code', 'set_up'] as const
export type SlotDeed = (typeof slotDeeds)[number]

const by: Record<SlotDeed, readonly Role[]> = {
  extend: ['pm', 'support_lead'],
  free: ['pm', 'support_lead'],
  remove_code: ['support_lead', 'developer', 'pm'],
  set_up: ['support_lead', 'admin'],
}

/** Whether this actor may do that to the places on staging. */
export function mayKeepStaging(actor: Actor, deed: SlotDeed): boolean {
  return actor.kind === 'staff' && by[deed].some((role) => actor.roles.includes(role))
}

/** Whether a ticket needs a place to go on: its fix passed every check and is to be tested by its customer (R035). */
export function wantsPlace(ticket: Pick<Ticket, 'stage' | 'cameFrom' | 'rows' | 'needsCode' | 'app'>): boolean {
  const at = ticket.stage === 'needs_info' ? ticket.cameFrom : ticket.stage
  return at === 'testing' && allPass(ticket.rows) && goesToStaging(ticket)
}
