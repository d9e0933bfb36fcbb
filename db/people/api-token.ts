import { eq } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { apiToken } from '../schema/sign-in.ts'
import { type Person, readPerson } from './actor.ts'
import { hashToken, makeToken } from './token.ts'

/** Makes a token for the API that speaks for this person; it is told once and kept as a hash. */
export async function makeApiToken(tx: Tx | Db, personId: string, now: Temporal.Instant): Promise<string> {
  const token = `signoff_${makeToken()}`
  await tx.insert(apiToken).values({ tokenHash: hashToken(token), personId, createdAt: now })
  return token
}

/** The active person this token speaks for; null when it is nobody's. */
export async function readPersonByApiToken(db: Db, token: string, now: Temporal.Instant): Promise<Person | null> {
  const [row] = await db
    .select({ personId: apiToken.personId, seenAt: apiToken.seenAt })
    .from(apiToken)
    .where(eq(apiToken.tokenHash, hashToken(token)))
  if (!row) return null
  if (row.seenAt === null || now.since(row.seenAt).total('minutes') > 60) {
    await db
      .update(apiToken)
      .set({ seenAt: now })
      .where(eq(apiToken.tokenHash, hashToken(token)))
  }
  return readPerson(db, row.personId)
}
