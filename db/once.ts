import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { requestKey } from './schema/request-key.ts'
import { transact } from './transact.ts'

/** What an asking came to: the number of its ticket, and the ids of what it added. */
export type Answer = { number: number; ids: string[] }

export type Keyed = {
  personId: string
  /** The Idempotency-Key as given. */
  key: string
  /** All that was asked, the bytes of files as their hashes. The same key with other content is refused. */
  asked: unknown
  now: Temporal.Instant
}

/** Takes the way out of a transaction that must leave nothing behind. */
class Refused extends Error {
  refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

/**
 * Does what was asked once per key: key, deed and answer come into being together, and who asks again is answered
 * again. A refusal leaves no trace of the key. Refuses `key_reused` when the key stood for something else.
 */
export async function once(
  house: House,
  { personId, key, asked, now }: Keyed,
  act: (tx: Tx) => Promise<Answer | Refusal>,
): Promise<(Answer & { acted: 'now' | 'before' }) | Refusal> {
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest('hex')
  try {
    return await transact(house, async (tx) => {
      // Whoever asks the same at the same moment waits here until the first is done.
      const [fresh] = await tx
        .insert(requestKey)
        .values({ personId, key, fingerprint, createdAt: now })
        .onConflictDoNothing()
        .returning({ key: requestKey.key })
      if (!fresh) return answerAgain(tx, { personId, key, fingerprint })
      const answer = await act(tx)
      if (isRefusal(answer)) throw new Refused(answer)
      await tx.update(requestKey).set({ answer }).where(thisKey(personId, key))
      return { ...answer, acted: 'now' as const }
    })
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal
    throw fault
  }
}

async function answerAgain(
  tx: Tx,
  { personId, key, fingerprint }: { personId: string; key: string; fingerprint: string },
) {
  const [known] = await tx.select().from(requestKey).where(thisKey(personId, key))
  if (!known?.answer || known.fingerprint !== fingerprint) return refuse('key_reused')
  return { ...known.answer, acted: 'before' as const }
}

function thisKey(personId: string, key: string) {
  return and(eq(requestKey.personId, personId), eq(requestKey.key, key))
}
