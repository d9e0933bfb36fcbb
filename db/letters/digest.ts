import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm'
import type { LetterWish } from '../../domain/notify.ts'
import type { Db } from '../client.ts'
import type { House } from '../house.ts'
import { outgoingMail } from '../schema/mail.ts'
import { person, personEmail } from '../schema/person.ts'
import { promiseMail } from './recipients.ts'

const waitsForDigest = and(eq(outgoingMail.delivery, 'gathered'), isNull(outgoingMail.digestId))

/** Everybody for whom letters are gathered, since when, and what they wish; who wishes no digest is in a storm (O14). */
export async function findGathered(db: Db): Promise<{ personId: string; since: Temporal.Instant; wish: LetterWish }[]> {
  const rows = await db
    .select({
      personId: person.id,
      wish: person.letters,
      since: sql`min(${outgoingMail.createdAt})`.mapWith((at: string) => Temporal.Instant.from(at)),
    })
    .from(outgoingMail)
    .innerJoin(person, eq(person.id, outgoingMail.personId))
    .where(waitsForDigest)
    .groupBy(person.id)
  return rows
}

/**
 * Promises one letter that tells all that is gathered for somebody by now. Two at once write one: the second finds
 * nothing left. For whoever has left, what was gathered is put aside. Answers whether a letter was promised.
 */
export async function promiseDigest(house: House, personId: string, now: Temporal.Instant): Promise<boolean> {
  return house.db.transaction(async (tx) => {
    const told = await tx
      .select({ id: outgoingMail.id })
      .from(outgoingMail)
      .where(and(waitsForDigest, eq(outgoingMail.personId, personId), lte(outgoingMail.createdAt, now)))
      .for('update')
    if (told.length === 0) return false
    const ids = sql`${outgoingMail.id} = any(${sql.param(told.map(({ id }) => id))}::uuid[])`
    const [reader] = await tx
      .select({ address: personEmail.address, language: person.language })
      .from(person)
      .innerJoin(personEmail, and(eq(personEmail.personId, person.id), eq(personEmail.main, true)))
      .where(and(eq(person.id, personId), eq(person.active, true)))
    if (!reader) {
      await tx.update(outgoingMail).set({ delivery: 'dropped', serverSaid: 'Its reader has left.' }).where(ids)
      return false
    }
    const [digestId] = await promiseMail(tx, house, [{ letter: 'digest', personId, ...reader, createdAt: now }])
    await tx.update(outgoingMail).set({ digestId }).where(ids)
    return true
  })
}

/** The letters that a digest tells of, ticket by ticket, oldest first. */
export async function readDigest(db: Db, digestId: string): Promise<string[]> {
  const rows = await db
    .select({ id: outgoingMail.id })
    .from(outgoingMail)
    .where(eq(outgoingMail.digestId, digestId))
    .orderBy(asc(outgoingMail.ticketId), asc(outgoingMail.createdAt), asc(outgoingMail.id))
  return rows.map(({ id }) => id)
}
