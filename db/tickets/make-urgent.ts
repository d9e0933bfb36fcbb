import { eq } from 'drizzle-orm'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Contact, Impact } from '../../domain/ticket.ts'
import { readHours } from '../agency/calendars.ts'
import { announce } from '../announce.ts'
import { findTicket } from '../change-ticket.ts'
import type { House } from '../house.ts'
import { event, ticket as table } from '../schema/ticket.ts'
import { addMessageWithin } from '../thread.ts'
import { transact } from '../transact.ts'
import { changeClocks, changes } from './clocks.ts'
import { lockTicket } from './ticket-facts.ts'

type Asked = {
  number: number
  actor: Contact
  impact: Impact[]
  /** What the thread says of it: nothing becomes urgent silently (R004). */
  body: string
  sourceKey: string
  now: Temporal.Instant
}

/**
 * Files a new ticket anew as an urgent issue: whoever asked chose its category, and may choose the other one until
 * somebody has taken it. The promise of the category goes with it. Refuses strangers, colleagues, and what is taken.
 */
export function makeUrgent(house: House, asked: Asked): Promise<null | Refusal> {
  return transact(house, async (tx) => {
    const { number, actor, impact, body, sourceKey, now } = asked
    const ticketId = await findTicket(tx, actor, number)
    const ticket = ticketId && (await lockTicket(tx, ticketId))
    if (!ticket) return refuse('no_such_ticket')
    if (ticket.requesterId !== actor.id) return refuse('not_yours_to_do')
    if (ticket.stage !== 'new') return refuse('not_possible_now')
    if (ticket.category === 'urgent_issue') return null
    const onPage = { channel: 'web', proof: 'session' } as const
    const said = await addMessageWithin(tx, house, { number, actor, body, files: [], ...onPage, sourceKey, now })
    if (isRefusal(said)) return said
    const filed = { category: 'urgent_issue', priority: 'urgent', impact } as const
    await tx
      .update(table)
      .set({ ...filed, updatedAt: now })
      .where(eq(table.id, ticket.id))
    const hours = await readHours(tx, ticket.companyId)
    const change = changes.rewindow(filed.category, hours, now)
    await changeClocks(tx, { ...ticket, ...filed }, hours.calendar, { kind: 'assign', change })
    await tx.insert(event).values({
      ...{ ticketId: ticket.id, companyId: ticket.companyId, action: 'categorise', ...onPage, at: now },
      ...{ fromStage: ticket.stage, toStage: ticket.stage, actorKind: actor.kind, actorId: actor.id },
      ...{ sourceKey: `${sourceKey}/urgent`, body: { category: filed.category, impact } },
    })
    await announce(tx, ticket.id)
    return null
  })
}
