import { sql } from 'drizzle-orm'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'

/** For so long somebody who wrote for the first time is new to us, however often they write. */
export const newFor = { hours: 24 }

/** The domain of which this address was new to us within a day before; null for everybody else. */
export const findNewcomer = gathered<{ address: string; moment: Temporal.Instant }, string | null>(
  async (tx, asked) => {
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
  },
)

type Came = { domain: string; moment: Temporal.Instant; most: number }

/**
 * How many mails of people of this domain who were new to us reached our servers in the ten minutes before, counted no
 * further than `most`. Only what is proven to come from there counts, so nobody else can shut its people out.
 */
export const countNewcomers = gathered<Came, number>(async (tx, asked) => {
  const given = asJson(asked.map((one, place) => ({ ...one, place, since: one.moment.subtract({ minutes: 10 }) })))
  const rows = await tx.execute<{ place: number; mails: number }>(sql`select place, (
      select count(*)::int from (select from inbound_mail mail where mail.newcomer_of = given.domain
        and mail.arrived_at > given.since and mail.arrived_at <= given.moment limit given.most) as counted
    ) as mails
    from json_to_recordset(${given}::json)
      as given (place int, domain text, moment timestamptz, since timestamptz, most int)`)
  const counted = new Map(rows.map(({ place, mails }) => [place, mails]))
  return asked.map((_, place) => counted.get(place) ?? 0)
})
