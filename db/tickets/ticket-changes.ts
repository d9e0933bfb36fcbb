import { inArray } from 'drizzle-orm'
import type { House } from '../house.ts'
import { readSession } from '../people/session.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { type Began, hearWriting, whoWrites } from './writing.ts'

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
/** Who hears of it; `by` alone does not, since nothing has changed for whoever writes there themselves. */
type Told = { audience: Audience; by: string | null }
type Changes = [ticketId: string, told: Told][]

/** `waiting` are the tickets still to be told of. */
type Hub = { watchers: Set<Watcher>; waiting: Map<string, Told>; timer: NodeJS.Timeout | null }

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
    const began = hearWriting(house, said)
    if (!began) return
    noteWriting(house, hub, began)
    tellOfEnd(house, hub, began)
  })
  return hub
}

/** Told when somebody begins, and again once they have stopped; in between nothing changes on anybody's page. */
function noteWriting(house: House, hub: Hub, { ticketId, personId }: Began) {
  note(house, hub, { ticketId, audience: 'there', by: personId })
}

function tellOfEnd(house: House, hub: Hub, began: Began) {
  const now = Temporal.Now.instant()
  const writes = whoWrites(house, began.ticketId, now).find(({ personId }) => personId === began.personId)
  if (!writes) return noteWriting(house, hub, began)
  const left = writes.until.since(now).total('milliseconds')
  setTimeout(() => tellOfEnd(house, hub, began), left + gatherMs).unref()
}

type Note = { ticketId: string; audience: Audience; by?: string }

function note(house: House, hub: Hub, { ticketId, audience, by }: Note) {
  if (hub.watchers.size === 0) return
  const before = hub.waiting.get(ticketId)
  hub.waiting.set(ticketId, {
    audience: before && audiences.indexOf(before.audience) > audiences.indexOf(audience) ? before.audience : audience,
    by: before === undefined || before.by === by ? (by ?? null) : null,
  })
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

type News = { change: TicketChange; told: Told | undefined }

/** Without news there is nothing more to hear. */
function sayTo({ tell, end, at, personId }: Watcher, news: News[] | null) {
  if (!news) return end()
  const concerns = ({ change, told }: News) =>
    (told && told.audience !== 'there') || (at === change.ticket && told?.by !== personId)
  for (const one of news.filter(concerns)) tell(one.change)
}

/**
 * What of this whoever has this session may hear of, asked anew each time and once for all pages of a browser. Null for
 * somebody signed out or no longer of the company: they hear nothing more.
 */
async function readNews(house: House, session: string, changed: Changes): Promise<News[] | null> {
  const person = await readSession(house.db, session, Temporal.Now.instant())
  if (!person) return null
  const heard = new Map(changed.filter(([, { audience }]) => audience === 'all' || person.actor.kind === 'staff'))
  if (heard.size === 0) return []
  const seen = await scoped(house.db, person.actor, (tx) =>
    tx
      .select({ id: ticket.id, number: ticket.number, updatedAt: ticket.updatedAt })
      .from(ticket)
      .where(inArray(ticket.id, [...heard.keys()])),
  )
  return seen.map(({ id, number, updatedAt }) => ({
    change: { ticket: number, rev: updatedAt.epochMilliseconds },
    told: heard.get(id),
  }))
}
