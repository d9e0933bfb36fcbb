import { sql } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'

/** What is long past says nothing of a machine that answers at once. */
const within = { hours: 24 }

type Writer = { fromAddress: string; moment: Temporal.Instant; most: number; latest: number }

/**
 * The words of so many latest mails of a sender that opened tickets within a day, where an acknowledgement had left for them
 * since: words they may have written in answer to us. Empty for nearly everybody.
 */
export const readOpenings = gathered<Writer, string[]>(async (tx, asked) => {
  const given = asJson(
    asked.map(({ moment, ...writer }, place) => ({ ...writer, place, moment, since: moment.subtract(within) })),
  )
  const rows = await tx.execute<{ place: number; words: string }>(sql`select place, words
    from json_to_recordset(${given}::json)
      as given (place int, "fromAddress" text, moment timestamptz, since timestamptz, most int, latest int)
    cross join lateral (select left(message.text, most) as words
      from inbound_mail mail join message on message.id = mail.thread_message_id
      where mail.from_address = "fromAddress" and mail.fate = 'ticket'
        and mail.received_at > since and mail.received_at < moment
        and exists (select 1 from outgoing_mail where ticket_id = mail.ticket_id and letter = 'acknowledgement'
          and delivery in ('sent', 'kept', 'maybe_sent'))
      order by mail.received_at desc limit given.latest) opened`)
  return asked.map((_, at) => rows.filter(({ place }) => place === at).map(({ words }) => words))
})

/** So many of somebody's latest words on a ticket are looked at. */
const latest = 3

type Speaker = { ticketId: string; authorId: string; most: number }

/** The latest words that somebody said to all on a ticket by mail, since then. */
export async function readSaid(
  tx: Tx,
  { ticketId, authorId, most }: Speaker,
  since: Temporal.Instant | 'ever',
): Promise<string[]> {
  const from = since === 'ever' ? '-infinity' : since.toString()
  const rows = await tx.execute<{ words: string }>(sql`select left(text, ${most}) as words from message
    where ticket_id = ${ticketId} and author_id = ${authorId} and visibility = 'public' and channel = 'mail'
      and at > ${from}::timestamptz order by at desc limit ${latest}`)
  return rows.map(({ words }) => words)
}

/** How often mail has reopened a ticket. */
export async function countReopened(tx: Tx, ticketId: string): Promise<number> {
  const rows = await tx.execute<{ times: number }>(sql`select count(*)::int as times from event
    where ticket_id = ${ticketId} and action = 'reopen' and channel = 'mail'`)
  return rows[0]?.times ?? 0
}
