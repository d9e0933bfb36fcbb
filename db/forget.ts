import { lt, sql } from 'drizzle-orm'
import type { Db } from './client.ts'
import { mailbox } from './schema/mail.ts'
import { rateLimit } from './schema/rate-limit.ts'
import { requestKey } from './schema/request-key.ts'
import { session, signIn } from './schema/sign-in.ts'

const keyHours = 7 * 24
const mailboxHours = 7 * 24

/**
 * Deletes what has run out and is good for nothing any more: askings, sessions, keys, counts of tries. And mailboxes that
 * nobody reads any more, or tries to: their silence would be taken for mail on its way, and nothing would ever close.
 */
export async function forgetExpired(db: Db, now: Temporal.Instant): Promise<void> {
  const dayAgo = now.subtract({ hours: 24 })
  await db.delete(signIn).where(lt(signIn.expiresAt, dayAgo))
  await db.delete(session).where(lt(session.expiresAt, now))
  await db.delete(requestKey).where(lt(requestKey.createdAt, now.subtract({ hours: keyHours })))
  const lastSeen = sql`greatest(${mailbox.polledAt}, ${mailbox.faultAt})`
  await db.delete(mailbox).where(sql`${lastSeen} < ${now.subtract({ hours: mailboxHours }).toString()}`)
  await db.delete(rateLimit).where(lt(rateLimit.expire, new Date(now.epochMilliseconds)))
}
