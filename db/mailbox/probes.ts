import { randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { ProbeFindings } from '../../domain/probe.ts'
import type { Staff } from '../../domain/ticket.ts'
import { encodeBase32 } from '../base32.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { mailProbe } from '../schema/mail.ts'

/** What a mail from this domain arrived with when one of us last tried. */
export type FoundProof = { domain: string; at: Temporal.Instant; mailId: string; findings: ProbeFindings }

const hoursGood = 24

/** A code that one of us writes into the subject of a mail to us, once and within a day. An older one is good no more. */
export function askProbe(house: House, { by, now }: { by: Staff; now: Temporal.Instant }): Promise<string> {
  return house.db.transaction(async (tx) => {
    await tx.delete(mailProbe).where(and(eq(mailProbe.personId, by.id), isNull(mailProbe.mailId)))
    const code = `proof-${encodeBase32(randomBytes(10))}`
    const expiresAt = now.add({ hours: hoursGood })
    await tx.insert(mailProbe).values({ code, personId: by.id, createdAt: now, expiresAt })
    return code
  })
}

/** Writes down what came with a code. Answers whether it was open, and that person's. */
export async function claimProbe(
  tx: Tx,
  given: {
    code: string
    personId: string
    mailId: string
    at: Temporal.Instant
    domain: string
    findings: ProbeFindings
  },
): Promise<boolean> {
  const { code, personId, mailId, at, domain, findings } = given
  const claimed = await tx
    .update(mailProbe)
    .set({ mailId, arrivedAt: at, domain, findings })
    .where(
      and(
        eq(mailProbe.code, code),
        eq(mailProbe.personId, personId),
        isNull(mailProbe.mailId),
        gt(mailProbe.expiresAt, at),
      ),
    )
    .returning({ code: mailProbe.code })
  return claimed.length > 0
}

/** The code that somebody has not used yet; null where there is none. */
export async function readOpenProbe(
  db: Db,
  { personId, now }: { personId: string; now: Temporal.Instant },
): Promise<{ code: string; expiresAt: Temporal.Instant } | null> {
  const [row] = await db
    .select({ code: mailProbe.code, expiresAt: mailProbe.expiresAt })
    .from(mailProbe)
    .where(and(eq(mailProbe.personId, personId), isNull(mailProbe.mailId), gt(mailProbe.expiresAt, now)))
  return row ?? null
}

/** What was last found of each domain that one of us tried from. */
export async function listProofs(db: Db): Promise<FoundProof[]> {
  const rows = await db
    .selectDistinctOn([mailProbe.domain])
    .from(mailProbe)
    .where(isNotNull(mailProbe.findings))
    .orderBy(mailProbe.domain, desc(mailProbe.arrivedAt), desc(mailProbe.mailId))
  return rows.flatMap(({ domain, arrivedAt: at, mailId, findings }) =>
    domain && at && mailId && findings ? [{ domain, at, mailId, findings }] : [],
  )
}
