import { randomInt } from 'node:crypto'
import { and, eq, gt, inArray, isNull, lt, sql, TransactionRollbackError } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { promiseMail } from '../letters/recipients.ts'
import { signIn } from '../schema/sign-in.ts'
import { readPerson, readPersonByEmail } from './actor.ts'
import { countTry, type TooMany } from './rate-limit.ts'
import { startSession } from './session.ts'
import { hashToken, makeToken } from './token.ts'

export const signInMinutes = 10
const triesAllowed = 5

/** For a link that an operator printed: it belongs to no browser yet. No hash is ever this word. */
const anyBrowser = 'any'

/** Somebody at the door: the browser's own random token, where it stands, and what it calls itself. */
export type Visitor = { browserToken: string; ip: string; device: string; now: Temporal.Instant }

/**
 * Writes down that somebody wants to sign in, and promises the letter with link and code. For an address that is
 * nobody's the same work is done and the same answered: nobody can tell. Refuses too many asks of address or place.
 */
export async function askToSignIn(
  house: House,
  { email, browserToken, ip, now }: { email: string } & Omit<Visitor, 'device'>,
): Promise<null | TooMany> {
  const address = email.trim().toLowerCase()
  const tooMany =
    (await countTry(house.db, 'sign_in_ip', ip)) ?? (await countTry(house.db, 'sign_in_address', hashToken(address)))
  if (tooMany) return tooMany
  await house.db.transaction(async (tx) => {
    const person = await readPersonByEmail(tx, address)
    const asked = { linkToken: makeToken(), code: String(randomInt(1_000_000)).padStart(6, '0') }
    await tx.insert(signIn).values({
      personId: person?.actor.id ?? null,
      linkHash: hashToken(asked.linkToken),
      codeHash: hashCode(browserToken, asked.code),
      browserHash: hashToken(browserToken),
      createdAt: now,
      expiresAt: now.add({ minutes: signInMinutes }),
    })
    const letter = {
      letter: 'sign_in' as const,
      personId: person?.actor.id ?? null,
      address: person?.actor.email ?? address,
      language: person?.language ?? ('en' as const),
      facts: { link_token: asked.linkToken, code: asked.code },
      createdAt: now,
    }
    if (person) await promiseMail(tx, house, [letter])
    else await promiseInVain(tx, (inner) => promiseMail(inner, house, [letter]))
  })
  return null
}

/** A link for an operator to hand over, good once in any browser; answers its token. */
export async function makeSignInLink(tx: Tx, personId: string, now: Temporal.Instant): Promise<string> {
  const token = makeToken()
  await tx.insert(signIn).values({
    personId,
    linkHash: hashToken(token),
    codeHash: hashToken(makeToken()),
    browserHash: anyBrowser,
    createdAt: now,
    expiresAt: now.add({ minutes: signInMinutes }),
  })
  return token
}

/** Whom a link would sign in, to be shown before its button is pressed. Consumes nothing; null when it is of no use. */
export async function readSignInLink(house: House, linkToken: string, now: Temporal.Instant): Promise<string | null> {
  const [row] = await house.db
    .select({ personId: signIn.personId })
    .from(signIn)
    .where(and(eq(signIn.linkHash, hashToken(linkToken)), isNull(signIn.usedAt), gt(signIn.expiresAt, now)))
  const person = row?.personId && (await readPerson(house.db, row.personId))
  return person ? person.actor.name : null
}

/**
 * Signs in by the link of a letter: once, within ten minutes, in the browser that asked. Answers the token of the new
 * session. Refuses `already_used`, `expired` (also what never was ours) and `other_browser`.
 */
export async function signInByLink(
  house: House,
  { linkToken, ...visitor }: { linkToken: string } & Visitor,
): Promise<{ token: string } | Refusal> {
  return house.db.transaction(async (tx) => {
    const [row] = await tx
      .select()
      .from(signIn)
      .where(eq(signIn.linkHash, hashToken(linkToken)))
      .for('update')
    if (!row) return refuse('expired')
    if (row.usedAt) return refuse('already_used')
    if (isPast(row.expiresAt, visitor.now)) return refuse('expired')
    if (row.browserHash !== anyBrowser && row.browserHash !== hashToken(visitor.browserToken)) {
      return refuse('other_browser')
    }
    return admit(tx, row, visitor)
  })
}

/**
 * Signs in by the code of a letter, for who reads mail on another device: in the browser that asked, once, within ten
 * minutes, at most five tries. Refuses `wrong_code`, `expired`, `already_used` and `too_many_tries`.
 */
export async function signInByCode(
  house: House,
  { code, ...visitor }: { code: string } & Visitor,
): Promise<{ token: string } | Refusal | TooMany> {
  const tooMany = await countTry(house.db, 'sign_in_code', visitor.ip)
  if (tooMany) return tooMany
  return house.db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(signIn)
      .where(and(eq(signIn.browserHash, hashToken(visitor.browserToken)), gt(signIn.expiresAt, visitor.now)))
      .for('update')
    const open = rows.filter(({ usedAt }) => usedAt === null)
    const tryable = open.filter(({ tries }) => tries < triesAllowed)
    if (tryable.length === 0) return refuse(whyNone(rows.length, open.length))
    await tx
      .update(signIn)
      .set({ tries: sql`${signIn.tries} + 1` })
      .where(
        and(
          inArray(
            signIn.id,
            tryable.map(({ id }) => id),
          ),
          lt(signIn.tries, triesAllowed),
        ),
      )
    const hash = hashCode(visitor.browserToken, code.replaceAll(/\s/g, ''))
    const right = tryable.find(({ codeHash }) => codeHash === hash)
    return right ? admit(tx, right, visitor) : refuse('wrong_code')
  })
}

function whyNone(asked: number, open: number): Refusal['refused'] {
  if (asked === 0) return 'expired'
  return open === 0 ? 'already_used' : 'too_many_tries'
}

/** Uses the asking up and starts a session, if its person may still come in. */
async function admit(
  tx: Tx,
  row: typeof signIn.$inferSelect,
  { device, now }: Visitor,
): Promise<{ token: string } | Refusal> {
  const person = row.personId && (await readPerson(tx, row.personId))
  // An asking for nobody has a code too, which nobody was told.
  if (!person) return refuse('wrong_code')
  await tx.update(signIn).set({ usedAt: now }).where(eq(signIn.id, row.id))
  return { token: await startSession(tx, { personId: person.actor.id, device, now }) }
}

/** With the browser's secret in it, so that a reader of the database cannot find the code by trying all million. */
function hashCode(browserToken: string, code: string): string {
  return hashToken(`${browserToken}/${code}`)
}

/** Does all that a promise costs, then takes it back. */
async function promiseInVain(tx: Tx, work: (inner: Tx) => Promise<unknown>): Promise<void> {
  try {
    await tx.transaction(async (inner) => {
      await work(inner)
      inner.rollback()
    })
  } catch (fault) {
    if (!(fault instanceof TransactionRollbackError)) throw fault
  }
}

function isPast(moment: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(moment, now) <= 0
}
