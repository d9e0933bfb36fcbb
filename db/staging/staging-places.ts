import { and, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { mayKeepStaging, type SlotDeed, wantsPlace } from '../../domain/keep-staging.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { type Actor, holdsSlot, type Staff, type Ticket } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import { announce } from '../announce.ts'
import { findTicket } from '../change-ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { slot } from '../schema/staging.ts'
import { ticket as ticketTable } from '../schema/ticket.ts'
import { recordOccurrence } from '../tickets/record-occurrence.ts'
import { lockTicket } from '../tickets/ticket-facts.ts'
import { writeMessage } from '../tickets/write-message.ts'
import { transact } from '../transact.ts'
import { freeSlot, joinSlotLine, lockStaging } from './slots.ts'

/** What one of us asks of the place that a ticket holds. The same source key acts once. */
type Asked = { number: number; actor: Actor; reason: string; sourceKey: string; now: Temporal.Instant }

/** Whether it was done now, or by the same asking before. */
export type Kept = { acted: 'now' | 'before' }

/**
 * Tells everybody until which day, YYYY-MM-DD, a ticket keeps its place, and why; a promise among us that the silence
 * does not heed. Refuses who is neither PM nor support lead, a ticket without a place, and a day that is over.
 */
export function extendPlace(house: House, asked: Asked & { until: string }): Promise<Kept | Refusal> {
  return atPlace(house, asked, 'extend', async (tx, { ticket, by }) => {
    const { until, reason, sourceKey, now } = asked
    const { zone } = await readAgencyCalendar(tx)
    const end = Temporal.PlainDate.from(until).toZonedDateTime({ timeZone: zone, plainTime: '23:59' }).toInstant()
    if (Temporal.Instant.compare(end, now) < 0) return refuse('day_is_over')
    const told = { action: 'slot_extended', by, sourceKey, body: { until, reason }, now } as const
    if (!(await recordOccurrence(tx, ticket, told))) return { acted: 'before' }
    await tx.update(slot).set({ expectedFreeAt: end }).where(holding(ticket))
    return note(tx, ticket, { ...asked, by })
  })
}

/**
 * Takes the place from a ticket, whose code lies there until somebody takes it away; the next in line has it in the
 * same transaction. A ticket that needs a place to go on lines up again behind the others. Refuses who is neither PM
 * nor support lead, a fix that its customer tests right now, and where nobody else waits for what it would get back.
 */
export function freePlace(house: House, asked: Asked): Promise<Kept | Refusal> {
  return atPlace(house, asked, 'free', async (tx, { ticket, by }) => {
    const { reason, sourceKey, now } = asked
    if (ticket.stage === 'staging_review') return refuse('being_tested')
    if (ticket.appId) await lockStaging(tx, ticket.appId)
    const again = wantsPlace(ticket)
    if (again && !(await somebodyWaits(tx, ticket))) return refuse('nobody_waits')
    const told = { action: 'slot_freed', by, sourceKey, body: { reason }, now } as const
    if (!(await recordOccurrence(tx, ticket, told))) return { acted: 'before' }
    // Approved code is no longer the customer's to refuse; anything else lies there until it is taken away.
    const codeLeft = ticket.stage !== 'approved' && ticket.stage !== 'mtp'
    await freeSlot(tx, house, { ticketId: ticket.id, because: 'freed_by_us', codeLeft, now })
    if (again) await joinSlotLine(tx, house, { ticket, now })
    return note(tx, ticket, { ...asked, by })
  })
}

/** Says that the code a ticket left on staging is taken away. Refuses who may not, and where there is none (any more). */
export function removeCode(
  house: House,
  { slotId, actor, now }: { slotId: string; actor: Actor; now: Temporal.Instant },
): Promise<Kept | Refusal> {
  return transact(house, async (tx) => {
    if (actor.kind !== 'staff' || !mayKeepStaging(actor, 'remove_code')) return refuse('not_yours_to_do')
    const [found] = await tx
      .select({ ticketId: slot.ticketId })
      .from(slot)
      .where(and(eq(slot.id, slotId), eq(slot.codeLeft, true)))
    const ticket = found && (await lockTicket(tx, found.ticketId))
    if (!ticket) return refuse('no_such_place')
    const told = { action: 'code_removed', by: actor, sourceKey: `slot/${slotId}/code`, body: {}, now } as const
    if (!(await recordOccurrence(tx, ticket, told))) return { acted: 'before' }
    await tx.update(slot).set({ codeRemovedAt: now, codeRemovedBy: actor.id }).where(eq(slot.id, slotId))
    await announce(tx, ticket.id)
    return { acted: 'now' }
  })
}

type AtPlace = { ticket: Ticket; by: Staff }

/** What holds for all that is done at a held place: who may, under the lock of its ticket, told to everybody. */
function atPlace(
  house: House,
  { number, actor }: Asked,
  deed: SlotDeed,
  act: (tx: Tx, at: AtPlace) => Promise<Kept | Refusal>,
): Promise<Kept | Refusal> {
  return transact(house, async (tx) => {
    if (actor.kind !== 'staff' || !mayKeepStaging(actor, deed)) return refuse('not_yours_to_do')
    const ticketId = await findTicket(tx, actor, number)
    const ticket = ticketId && (await lockTicket(tx, ticketId))
    if (!ticket) return refuse('no_such_ticket')
    if (!holdsSlot(ticket)) return refuse('no_such_place')
    const done = await act(tx, { ticket, by: actor })
    if (!isRefusal(done)) await announce(tx, ticket.id)
    return done
  })
}

async function somebodyWaits(tx: Tx, { id, appId }: Ticket): Promise<boolean> {
  const waiting = and(eq(slot.appId, appId ?? ''), ne(slot.ticketId, id), isNull(slot.freedAt), isNull(slot.takenAt))
  return (await tx.$count(slot, waiting)) > 0
}

const holding = ({ id }: Ticket) => and(eq(slot.ticketId, id), isNull(slot.freedAt), isNotNull(slot.takenAt))

async function note(
  tx: Tx,
  ticket: Ticket,
  { by, reason, sourceKey, now }: Pick<Asked, 'reason' | 'sourceKey' | 'now'> & { by: Staff },
): Promise<Kept> {
  await writeMessage(tx, {
    ...{ ticket, actor: by, visibility: 'internal', purpose: 'note', channel: 'web', files: [] },
    ...{ body: reason, sourceKey, now },
  })
  await tx.update(ticketTable).set({ updatedAt: now }).where(eq(ticketTable.id, ticket.id))
  return { acted: 'now' }
}
