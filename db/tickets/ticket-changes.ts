import { inArray } from 'drizzle-orm'
import type { House } from '../house.ts'
import { readSession } from '../people/session.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { hearWriting, whoWrites } from './writing.ts'

/** That a ticket changed, and which of its versions is the newest. Nothing of what is in it. */
export type TicketChange = { ticket: number; rev: number }

/**
 * Somebody who wants to hear of changes, by the session of their browser. `end` is called once they may not any more,
 * `giveWay` when they watch in too many places and this is the oldest.
 */
export type Watcher = {
  sessionToken: string
  personId: string
  /** The ticket they have before their eyes, if it is one: only there they hear that somebody writes. */
  at?: number
  tell: (change: TicketChange) => void
  end: () => void
  giveWay: () => void
}

/** Who is told: everybody who sees the ticket, staff alone, or of them those who have it before their eyes. */
const audiences = ['there', 'staff', 'all'] as const
type Audience = (typeof audiences)[number]
type Changes = [ticketId: string, audience: Audience][]

/** `waiting` are the tickets still to be told of. */
type Hub = { watchers: Set<Watcher>; waiting: Map<string, Audience>; timer: NodeJS.Timeout | null }

/** Changes that come within this time are told together. */
const gatherMs = 60

/** In so many places one person may watch at once, in each process; a tab that nobody looks at does not watch. */
export const placesOfOne = 12

const hubs = new WeakMap<House, Promise<Hub>>()

/**
 * Tells a watcher of every ticket that changes from now on and that they may see. A process listens once, however many
 * watch. The newest places of one person are kept, since theirs is the
 * page being looked at and a laptop that fell asleep leaves old ones behind. Answers what ends the watching.
 */
export async function watchTickets(house: House, watcher: Watcher): Promise<() => void> {
  const hub = await hubOf(house)
  hub.watchers.add(watcher)
  const places = [...hub.watchers].filter(({ personId }) => personId === watcher.personId)
  for (const oldest of places.slice(0, -placesOfOne)) {
    hub.watchers.delete(oldest)
    oldest.giveWay()
  }
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
  // Called again whenever the database is back after it was away: what was told meanwhile nobody here heard, and a page
  // whose line ends asks for what it missed once it listens again.
  const endAll = () => {
    for (const { end } of hub.watchers) end()
  }
  await house.sql.listen('ticket_changed', (ticketId) => note(house, hub, { ticketId, audience: 'all' }), endAll)
  await house.sql.listen('ticket_noted', (ticketId) => note(house, hub, { ticketId, audience: 'staff' }))
  await house.sql.listen('ticket_writing', (said) => {
    const ticketId = hearWriting(house, said)
    if (ticketId) noteWriting(house, hub, ticketId)
  })
  return hub
}

/** Told when somebody begins, and again once they have stopped; in between nothing changes on anybody's page. */
function noteWriting(house: House, hub: Hub, ticketId: string) {
  note(house, hub, { ticketId, audience: 'there' })
  const now = Temporal.Now.instant()
  const left = whoWrites(house, ticketId, now).map(({ until }) => until.since(now).total('milliseconds'))
  if (left.length > 0) setTimeout(() => noteWriting(house, hub, ticketId), Math.max(...left) + gatherMs).unref()
}

function note(house: House, hub: Hub, { ticketId, audience }: { ticketId: string; audience: Audience }) {
  if (hub.watchers.size === 0) return
  const before = audiences.indexOf(hub.waiting.get(ticketId) ?? 'there')
  hub.waiting.set(ticketId, audiences[before] && before > audiences.indexOf(audience) ? audiences[before] : audience)
  hub.timer ??= setTimeout(() => {
    const changed = [...hub.waiting]
    hub.waiting.clear()
    hub.timer = null
    const sessions = Map.groupBy(hub.watchers, ({ sessionToken }) => sessionToken)
    for (const [sessionToken, watchers] of sessions) {
      const say = (news: News[] | null) => {
        // Whoever left while the database was asked has nowhere to be told any more.
        for (const watcher of watchers.filter((one) => hub.watchers.has(one))) sayTo(watcher, news)
      }
      readNews(house, sessionToken, changed).then(say, () => say(null))
    }
  }, gatherMs)
}

type News = { change: TicketChange; audience: Audience }

/** Without news there is nothing more to hear. */
function sayTo({ tell, end, at }: Watcher, news: News[] | null) {
  if (!news) return end()
  for (const { change, audience } of news) if (audience !== 'there' || at === change.ticket) tell(change)
}

/**
 * What of this whoever has this session may hear of, asked anew each time and once for all pages of a browser. Null for
 * somebody signed out or no longer of the company: they hear nothing more.
 */
async function readNews(house: House, session: string, changed: Changes): Promise<News[] | null> {
  const person = await readSession(house.db, session, Temporal.Now.instant())
  if (!person) return null
  const heard = new Map(changed.filter(([, audience]) => audience === 'all' || person.actor.kind === 'staff'))
  if (heard.size === 0) return []
  const seen = await scoped(house.db, person.actor, (tx) =>
    tx
      .select({ id: ticket.id, number: ticket.number, updatedAt: ticket.updatedAt })
      .from(ticket)
      .where(inArray(ticket.id, [...heard.keys()])),
  )
  return seen.map(({ id, number, updatedAt }) => ({
    change: { ticket: number, rev: updatedAt.epochMilliseconds },
    audience: heard.get(id) ?? 'there',
  }))
}
