import { and, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm'
import { domainOfNewOnes, strangers } from '../../domain/crowd.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { addressesOf, promiseMail, withRole } from '../letters/recipients.ts'
import { gathered } from '../postgres/gather.ts'
import { asJson } from '../postgres/insert-rows.ts'
import { inboundMail } from '../schema/mail.ts'

/** Of whom nothing is known or proven; only such mails are gathered as those of strangers. */
export const ofStrangers = ['unknown_sender', 'unproven_sender', 'from_not_unique'] as const

type Arriving = { fromAddress: string; proven: boolean; moment: Temporal.Instant; most: number }

/**
 * How many mails of this sender reached our servers within ten minutes of this one, before it or after, counted no further
 * than `most`: proven ones or all others, so that whoever forges a flood keeps nobody's own mail out. Copies count nothing.
 */
export const countArrivals = gathered<Arriving, number>(async (tx, asked) => {
  const given = asJson(
    asked.map(({ moment, ...one }, place) => ({
      ...{ ...one, place, from: moment.subtract({ minutes: 10 }), to: moment.add({ minutes: 10 }) },
    })),
  )
  const rows = await tx.execute<{ place: number; mails: number }>(sql`select place, (
        select count(*)::int from (select from inbound_mail mail where mail.from_address = given."fromAddress"
          and mail.arrived_at > given.from and mail.arrived_at < given.to
          and mail.fate not in ('duplicate', 'loop') and given.proven = coalesce(mail.level in ('P2', 'P3'), false) limit given.most) as counted
      ) as mails
      from json_to_recordset(${given}::json)
        as given (place int, "fromAddress" text, proven boolean, "from" timestamptz, "to" timestamptz, most int)`)
  const counted = new Map(rows.map(({ place, mails }) => [place, mails]))
  return asked.map((_, place) => counted.get(place) ?? 0)
})

/** How many mails of strangers are held that came in the ten minutes before, counted no further than `most`. */
export async function countStrangers(
  tx: Tx,
  { moment, most }: { moment: Temporal.Instant; most: number },
): Promise<number> {
  const some = tx.select({ one: sql`1` }).from(inboundMail).where(heldOf(strangers, moment)).limit(most).as('counted')
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(some)
  return row?.count ?? 0
}

function heldOf(flood: string, moment: Temporal.Instant) {
  const domain = domainOfNewOnes(flood)
  const ofNewOnes = and(eq(inboundMail.newcomerOf, domain ?? ''), eq(inboundMail.reason, 'flood'))
  const ofSome = domain === null ? eq(inboundMail.fromAddress, flood) : ofNewOnes
  return and(
    eq(inboundMail.fate, 'held'),
    flood === strangers ? inArray(inboundMail.reason, [...ofStrangers]) : ofSome,
    gt(inboundMail.receivedAt, moment.subtract({ minutes: 10 })),
    lte(inboundMail.receivedAt, moment),
  )
}

const raised = new WeakMap<Tx, Map<string, Promise<void>>>()

/**
 * Tells staff of a flood, once a day, and gathers what was held of it before it was known as one. The mail that tells of
 * it has to be written down as part of it in the same transaction, which asks once however many of them it reads.
 */
export function raiseFlood(tx: Tx, house: House, flood: { flood: string; now: Temporal.Instant }): Promise<void> {
  const own = raised.get(tx) ?? new Map<string, Promise<void>>()
  raised.set(tx, own)
  const raising = own.get(flood.flood) ?? raise(tx, house, flood)
  own.set(flood.flood, raising)
  return raising
}

async function raise(tx: Tx, house: House, { flood, now }: { flood: string; now: Temporal.Instant }): Promise<void> {
  if (!(await isRaised(tx, flood, now))) {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`flood of ${flood}`}, 6))`)
    if (!(await isRaised(tx, flood, now))) await alarm(tx, house, { flood, now })
  }
  await tx
    .update(inboundMail)
    .set({ flood })
    .where(and(isNull(inboundMail.flood), heldOf(flood, now)))
}

async function alarm(tx: Tx, house: House, { flood, now }: { flood: string; now: Temporal.Instant }) {
  const sorters = await withRole(tx, 'triage')
  const told = await addressesOf(tx, sorters.length > 0 ? sorters : await withRole(tx, 'admin'))
  await promiseMail(
    tx,
    house,
    told.map(({ wish: _, ...recipient }) => ({
      ...{ letter: 'alarm' as const, ...recipient, createdAt: now },
      facts: { because: 'mail_flood', flood },
    })),
  )
}

async function isRaised(tx: Tx, flood: string, now: Temporal.Instant): Promise<boolean> {
  const [one] = await tx
    .select({ id: inboundMail.id })
    .from(inboundMail)
    .where(and(eq(inboundMail.flood, flood), gt(inboundMail.receivedAt, now.subtract({ hours: 24 }))))
    .limit(1)
  return one !== undefined
}
