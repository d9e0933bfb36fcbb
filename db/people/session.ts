import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { kept } from '../postgres/kept.ts'
import { person, personEmail } from '../schema/person.ts'
import { session } from '../schema/sign-in.ts'
import { isMainAddress, type Person, personColumns, personOf } from './actor.ts'
import { hashToken, makeToken } from './token.ts'

/** How long a browser stays signed in. */
export const sessionDays = 30

/** A signed-in browser as its person sees it. `id` names it and lets nobody in. */
export type Device = { id: string; name: string; since: Temporal.Instant; seenAt: Temporal.Instant; current: boolean }

/** What tells a session apart on a page; no part of what is kept of its token. */
const deviceId = sql<string>`left(encode(sha256(convert_to(${session.tokenHash}, 'UTF8')), 'hex'), 16)`

/** Signs a browser in, always with a new token; answers the token for its cookie. */
export async function startSession(
  tx: Tx | Db,
  { personId, device, now }: { personId: string; device: string; now: Temporal.Instant },
): Promise<string> {
  const token = makeToken()
  await tx.insert(session).values({
    tokenHash: hashToken(token),
    personId,
    device: device.slice(0, 200),
    createdAt: now,
    seenAt: now,
    expiresAt: now.add({ hours: 24 * sessionDays }),
  })
  return token
}

/** The active person whose browser shows this token; null when it is nobody's, too old or revoked. */
export async function readSession(db: Db, token: string, now: Temporal.Instant): Promise<Person | null> {
  const [row] = await whoShows(db).execute({ tokenHash: hashToken(token), now: now.toString() })
  if (!row) return null
  const { seenAt, ...who } = row
  if (now.since(seenAt).total('minutes') > 60) {
    await db
      .update(session)
      .set({ seenAt: now })
      .where(eq(session.tokenHash, hashToken(token)))
  }
  return personOf(who)
}

const whoShows = kept((db) =>
  db
    .select({ seenAt: session.seenAt, ...personColumns })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .innerJoin(personEmail, isMainAddress)
    .where(
      and(
        eq(session.tokenHash, sql.placeholder('tokenHash')),
        gt(session.expiresAt, sql.placeholder('now')),
        eq(person.active, true),
      ),
    )
    .prepare('who_shows'),
)

/** Ends the session of this token; nothing happens when there is none. */
export async function signOut(db: Db, token: string): Promise<void> {
  await db.delete(session).where(eq(session.tokenHash, hashToken(token)))
}

/** The browsers in which a person is signed in, the last used first. `token` is that of the browser that asks. */
export async function listDevices(
  db: Db,
  { personId, token, now }: { personId: string; token: string; now: Temporal.Instant },
): Promise<Device[]> {
  return db
    .select({
      id: deviceId,
      name: session.device,
      since: session.createdAt,
      seenAt: session.seenAt,
      current: sql<boolean>`${session.tokenHash} = ${hashToken(token)}`,
    })
    .from(session)
    .where(and(eq(session.personId, personId), gt(session.expiresAt, now)))
    .orderBy(desc(session.seenAt))
}

/** Signs one of a person's browsers out; a browser of somebody else stays as it is. */
export async function revokeDevice(db: Db, personId: string, id: string): Promise<void> {
  await db.delete(session).where(and(eq(session.personId, personId), eq(deviceId, id)))
}
