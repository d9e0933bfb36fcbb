import { lt } from 'drizzle-orm'
import type { Db } from './client.ts'
import { rateLimit } from './schema/rate-limit.ts'
import { requestKey } from './schema/request-key.ts'
import { session, signIn } from './schema/sign-in.ts'

const keyHours = 7 * 24

/** Deletes what has run out and is good for nothing any more: askings, sessions, keys, counts of tries. */
export async function forgetExpired(db: Db, now: Temporal.Instant): Promise<void> {
  const dayAgo = now.subtract({ hours: 24 })
  await db.delete(signIn).where(lt(signIn.expiresAt, dayAgo))
  await db.delete(session).where(lt(session.expiresAt, now))
  await db.delete(requestKey).where(lt(requestKey.createdAt, now.subtract({ hours: keyHours })))
  await db.delete(rateLimit).where(lt(rateLimit.expire, new Date(now.epochMilliseconds)))
}
