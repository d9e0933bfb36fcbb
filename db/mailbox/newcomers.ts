import { sql } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'

/** For so long somebody who wrote for the first time is new to us, however often they write. */
export const newFor = { hours: 24 }

type Asked = { address: string; moment: Temporal.Instant }

/** The domain of which this address was new to us within a day before; null for everybody else. */
export const findNewcomer = gathered<Asked, string | null>(async (tx, asked) => {
  const given = asJson(asked.map((one, place) => ({ ...one, place, since: one.moment.subtract(newFor) })))
  const rows = await tx.execute<{
    place: number
    domain: string
  }>(sql`select distinct place, mail.newcomer_of as domain
      from json_to_recordset(${given}::json)
        as given (place int, address text, moment timestamptz, since timestamptz)
      join inbound_mail mail on mail.from_address = given.address and mail.newcomer_of is not null
        and mail.received_at > given.since and mail.received_at <= given.moment`)
  const found = new Map(rows.map(({ place, domain }) => [place, domain]))
  return asked.map((_, place) => found.get(place) ?? null)
})

/** Those of these addresses that may be new to us: at a company's own domain, and nobody's until a day before. */
export async function findNewAddresses(db: Tx | Db, asked: Asked[]): Promise<Set<string>> {
  if (asked.length === 0) return new Set()
  const given = asJson(
    asked.map(({ address, moment }) => ({
      ...{ address, domain: address.slice(address.lastIndexOf('@') + 1), since: moment.subtract(newFor) },
    })),
  )
  const rows = await db.execute<{ address: string }>(sql`select given.address
    from json_to_recordset(${given}::json) as given (address text, domain text, since timestamptz)
    join company_domain own on own.domain = given.domain
    where not exists (select from person_email theirs join person on person.id = theirs.person_id
      where theirs.address = given.address and person.created_at <= given.since)`)
  return new Set(rows.map(({ address }) => address))
}

/** A mail of somebody who is new to us at this domain. */
type OfNewcomer = { mailId: string; domain: string; moment: Temporal.Instant }

type Stretch = { place: number; domain: string; from: Temporal.Instant; to: Temporal.Instant }

/** Counts the mails that are written down, without these. */
type CountWritten = (tx: Tx | Db, asked: Stretch[], besides: string[]) => Promise<{ place: number; mails: number }[]>

/**
 * Makes a count of mails of one domain's new people that are so near to one of them, before it or after: no stretch of time
 * holds more than are let in, in whatever order they are read. Those that one transaction reads side by side count each
 * other: who asked before counts from then on, written down or not. It holds for whoever has the lock of the domain.
 */
export function countedAround(
  near: Temporal.DurationLike,
  countWritten: CountWritten,
): (tx: Tx, asked: OfNewcomer) => Promise<number> {
  const asking = new WeakMap<Tx | Db, OfNewcomer[]>()
  const reach = Temporal.Duration.from(near).total('milliseconds')
  const isNear = (one: OfNewcomer, other: OfNewcomer) =>
    one.domain === other.domain && Math.abs(one.moment.epochMilliseconds - other.moment.epochMilliseconds) < reach
  return gathered<OfNewcomer, number>(async (tx, asked) => {
    const before = asking.get(tx) ?? []
    asking.set(tx, [...before, ...asked])
    // What was fetched together has one moment, and is asked about once.
    const alike = [...Map.groupBy(asked, ({ domain, moment }) => `${domain} ${moment}`).values()]
    const stretches = alike.flatMap(([one], place) =>
      one ? { place, domain: one.domain, from: one.moment.subtract(near), to: one.moment.add(near) } : [],
    )
    const besides = before.map(({ mailId }) => mailId)
    const written = new Map(
      (await countWritten(tx, stretches, besides)).flatMap(({ place, mails }) =>
        (alike[place] ?? []).map(({ mailId }) => [mailId, mails]),
      ),
    )
    return asked.map((one, place) => {
      const first = [...before, ...asked.slice(0, place)].filter((other) => isNear(one, other))
      return (written.get(one.mailId) ?? 0) + first.length
    })
  })
}

/** So many mails of one domain's new people may open tickets in ten minutes: more than any company's people write. */
export const newcomersAtMost = 1000

/**
 * How many mails of people of this domain who were new to us reached our servers within ten minutes of this one, counted
 * no further than `newcomersAtMost`. Only what is proven to come from there counts, so nobody else can shut its people out.
 */
export const countNewcomers = countedAround({ minutes: 10 }, (tx, asked, besides) =>
  tx.execute(sql`select place, (
      select count(*)::int from (select from inbound_mail mail where mail.newcomer_of = given.domain
        and mail.arrived_at > given.from and mail.arrived_at < given.to and mail.id <> all(${sql.param(besides)}::uuid[])
        limit ${newcomersAtMost}) as counted
    ) as mails
    from json_to_recordset(${asJson(asked)}::json)
      as given (place int, domain text, "from" timestamptz, "to" timestamptz)`),
)
