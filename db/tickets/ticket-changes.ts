import { inArray } from 'drizzle-orm'
import type { House } from '../house.ts'
import { readSession } from '../people/session.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'

/** That a ticket changed, and which of its versions is the newest. Nothing of what is in it. */
export type TicketChange = { ticket: number; rev: number }

/** Somebody who wants to hear of changes, by the session of their browser. `end` is called once they may not any more. */
export type Watcher = { sessionToken: string; tell: (change: TicketChange) => void; end: () => void }

/** `waiting` are the tickets still to be told of: to everybody (true), or to staff alone. */
type Hub = { watchers: Set<Watcher>; waiting: Map<string, boolean>; timer: NodeJS.Timeout | null }

/** Changes that come within this time are told together. */
const gatherMs = 60

const hubs = new WeakMap<House, Promise<Hub>>()

/**
 * Tells a watcher of every ticket that changes from now on and that they may see. A process listens once, however many
 * watch. Answers what ends the watching.
 */
export async function watchTickets(house: House, watcher: Watcher): Promise<() => void> {
  const hub = await hubOf(house)
  hub.watchers.add(watcher)
  return () => hub.watchers.delete(watcher)
}

function hubOf(house: House): Promise<Hub> {
  const known = hubs.get(house)
  if (known) return known
  const opened = openHub(house)
  hubs.set(house, opened)
  // A database that is away just now must not keep later watchers from trying again.
  opened.catch(() => hubs.delete(house))
  return opened
}

async function openHub(house: House): Promise<Hub> {
  const hub: Hub = { watchers: new Set(), waiting: new Map(), timer: null }
  await house.sql.listen('ticket_changed', (ticketId) => note(house, hub, { ticketId, forAll: true }))
  await house.sql.listen('ticket_noted', (ticketId) => note(house, hub, { ticketId, forAll: false }))
  return hub
}

function note(house: House, hub: Hub, { ticketId, forAll }: { ticketId: string; forAll: boolean }) {
  if (hub.watchers.size === 0) return
  hub.waiting.set(ticketId, forAll || hub.waiting.get(ticketId) === true)
  hub.timer ??= setTimeout(() => {
    const changed = [...hub.waiting]
    hub.waiting.clear()
    hub.timer = null
    for (const watcher of hub.watchers) tell(house, watcher, changed).catch(watcher.end)
  }, gatherMs)
}

/** Asked anew each time who they are: somebody signed out or no longer of the company hears nothing more. */
async function tell(
  house: House,
  { sessionToken, tell: say, end }: Watcher,
  changed: [string, boolean][],
): Promise<void> {
  const person = await readSession(house.db, sessionToken, Temporal.Now.instant())
  if (!person) return end()
  const ids = changed.flatMap(([id, forAll]) => (forAll || person.actor.kind === 'staff' ? id : []))
  if (ids.length === 0) return
  const seen = await scoped(house.db, person.actor, (tx) =>
    tx.select({ number: ticket.number, updatedAt: ticket.updatedAt }).from(ticket).where(inArray(ticket.id, ids)),
  )
  for (const { number, updatedAt } of seen) say({ ticket: number, rev: updatedAt.epochMilliseconds })
}
