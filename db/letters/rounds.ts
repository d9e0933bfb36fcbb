import { sql } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import { countedAround } from '../mailbox/newcomers.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'

/** So many of our automatic letters a machine may answer, and no more (B13). */
export const roundsAtMost = 2

/** Whoever wrote the mail that is read: what answered them by itself counts, or what they were told on one ticket. */
type Writer = {
  personId: string
  address: string
  isOurs: boolean
  ticketId: string | null
  moment: Temporal.Instant
}

/**
 * How many letters had reached a writer, when their mail came, that no person has stood behind since, counted no further
 * than `roundsAtMost`: what answered their mails, or on a ticket what told them of their colleagues' words; those of the
 * demo world's past were never made and reached nobody. A person stands behind them once one of us has acted on a ticket
 * of theirs or on this one, other than by a mail that proves little, or has let a mail of theirs in; and once they were
 * seen signed in, or one of us wrote with full proof. Mails that come all at once are one round: none of them can answer
 * what its writer had not got.
 */
export const countRounds = gathered<Writer, number>(async (tx: Pick<Tx, 'execute'>, asked) => {
  const rows = await tx.execute<{ place: number; rounds: number }>(sql`select place, (
      select count(*)::int from (
        select letter.created_at as at from outgoing_mail letter left join ticket opened on opened.id = letter.ticket_id
        where letter.address = given.address and letter.created_at <= given.moment and letter.message_id is not null
          and letter.delivery in ('sent', 'kept', 'maybe_sent') and case when given."ticketId" is null
            then letter.letter = 'mail_held' or letter.letter = 'acknowledgement'
              and opened.requester_id = given."personId" and opened.source = 'mail'
            else letter.ticket_id = given."ticketId" and letter.letter in ('notice', 'reopened') end
        order by letter.created_at desc limit ${roundsAtMost}
      ) letter
      where not exists (select from session where person_id = given."personId" and seen_at > letter.at - interval '1 hour')
        and not exists (select from inbound_mail mail where mail.from_address = given.address
          and mail.received_at > letter.at - interval '30 days' and ((mail.release ->> 'at')::timestamptz > letter.at
            or given."isOurs" and mail.level = 'P3' and mail.reason is null and mail.received_at > letter.at))
        and not exists (select from ticket theirs join event on event.ticket_id = theirs.id
          where (theirs.requester_id = given."personId" or theirs.id = given."ticketId")
            and event.actor_kind = 'staff' and event.at > letter.at)
        and not exists (select from ticket theirs join message on message.ticket_id = theirs.id
          where (theirs.requester_id = given."personId" or theirs.id = given."ticketId")
            and message.author_kind = 'staff' and message.at > letter.at
            and (message.channel <> 'mail' or message.visibility = 'public'))
    ) as rounds
    from json_to_recordset(${asJson(asked.map((one, place) => ({ ...one, place })))}::json)
      as given (place int, "personId" uuid, address text, "isOurs" bool, "ticketId" uuid, moment timestamptz)`)
  const counted = new Map(rows.map(({ place, rounds }) => [place, rounds]))
  return asked.map((_, place) => counted.get(place) ?? 0)
})

/**
 * So many first words of one domain's new people are answered by themselves in an hour, or until a person has acted: more
 * than any company's people write on the day they are told of us, and few enough for two machines to end.
 */
export const welcomesAtMost = 1000

/**
 * How many first words of people of this domain who were new to us were acknowledged within an hour of this one, or since
 * one of us last acted on any of the tickets that the latest of them opened; counted no further than `welcomesAtMost`. A
 * machine may well write from another address each time (B13).
 */
export const countWelcomes = countedAround({ hours: 1 }, (tx, asked, besides) =>
  tx.execute(sql`select place, (
      with latest as (
        select mail.ticket_id, mail.received_at as at from inbound_mail mail
        where mail.newcomer_of = given.domain and mail.fate = 'ticket' and mail.reason is null
          and mail.received_at < given.to and mail.id <> all(${sql.param(besides)}::uuid[])
        order by mail.arrived_at desc limit ${3 * welcomesAtMost}
      ), acted as materialized (
        select max(event.at) as at from latest join event on event.ticket_id = latest.ticket_id
        where event.actor_kind = 'staff'
        union all
        select max(message.at) from latest join message on message.ticket_id = latest.ticket_id
        where message.author_kind = 'staff' and (message.channel <> 'mail' or message.visibility = 'public')
      )
      select count(*)::int from (
        select from latest
        where latest.at > given.from or not exists (select from acted where acted.at > latest.at)
        limit ${welcomesAtMost}
      ) as counted
    ) as mails
    from json_to_recordset(${asJson(asked)}::json)
      as given (place int, domain text, "from" timestamptz, "to" timestamptz)`),
)
