import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'
import { type Fate, inboundMail } from '../schema/mail.ts'

type Copied = {
  id: string
  sha256: string
  messageId: string | null
  otherIds: string[] | null
  fromAddress: string | null
  fate: Fate | null
  level: string | null
  ticketId: string | null
  companyId: string | null
}

/** Mails already read that bear one of these Message-IDs or are the very same bytes, with their bytes. */
export const findCopies = gathered<{ mailId: string; messageIds: string[]; sha256: string }, Copied[]>(
  async (tx, asked) => {
    const messageIds = sql.param(asked.flatMap(({ messageIds }) => messageIds))
    const hashes = sql.param(asked.map(({ sha256 }) => sha256))
    const rows = await tx
      .select({
        id: inboundMail.id,
        sha256: inboundMail.sha256,
        messageId: inboundMail.messageId,
        otherIds: inboundMail.otherIds,
        fromAddress: inboundMail.fromAddress,
        fate: inboundMail.fate,
        level: inboundMail.level,
        ticketId: inboundMail.ticketId,
        companyId: inboundMail.companyId,
      })
      .from(inboundMail)
      .where(
        sql`(${inboundMail.messageId} = any(${messageIds}::text[]) or ${inboundMail.sha256} = any(${hashes}::text[])
          or ${inboundMail.otherIds} && ${messageIds}::text[]) and ${inboundMail.fate} <> 'duplicate'`,
      )
    return asked.map(({ mailId, messageIds, sha256 }) =>
      rows
        .filter((row) => row.sha256 === sha256 || idsOf(row).some((id) => messageIds.includes(id)))
        .filter(({ id }) => id !== mailId)
        .slice(0, 20),
    )
  },
)

/** Makes a held mail a copy of one that stands on a ticket, unless somebody has decided of it meanwhile. */
export async function markCopied(
  tx: Tx,
  mailId: string,
  belongs: { ticketId: string | null; companyId: string | null },
): Promise<void> {
  await tx
    .update(inboundMail)
    .set({ fate: 'duplicate', reason: null, ...belongs })
    .where(and(eq(inboundMail.id, mailId), eq(inboundMail.fate, 'held'), isNull(inboundMail.release)))
}

function idsOf({ messageId, otherIds }: Copied): string[] {
  return [...(messageId === null ? [] : [messageId]), ...(otherIds ?? [])]
}

/**
 * How many mails proven to be of this sender were read that came to us within ten minutes of this moment, before it or
 * after, counted no further than `most`: mails are read in any order. Forged ones are never answered and count nothing:
 * else whoever forges ten makes us deaf to the eleventh.
 */
export const countRecent = gathered<{ fromAddress: string; moment: Temporal.Instant; most: number }, number>(
  async (tx, asked) => {
    const given = asJson(
      asked.map(({ moment, ...one }, place) => ({
        ...{ ...one, place, from: moment.subtract({ minutes: 10 }), to: moment.add({ minutes: 10 }) },
      })),
    )
    const rows = await tx.execute<{ place: number; mails: number }>(sql`select place, (
        select count(*)::int from (select from inbound_mail mail where mail.from_address = given."fromAddress"
          and mail.received_at > given.from and mail.received_at < given.to
          and mail.level in ('P2', 'P3') limit given.most) as counted
      ) as mails
      from json_to_recordset(${given}::json)
        as given (place int, "fromAddress" text, "from" timestamptz, "to" timestamptz, most int)`)
    const counted = new Map(rows.map(({ place, mails }) => [place, mails]))
    return asked.map((_, place) => counted.get(place) ?? 0)
  },
)
