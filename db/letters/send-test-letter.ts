import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor, Language } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { countTry, type TooMany } from '../people/rate-limit.ts'
import { promiseMail } from './recipients.ts'

/** Promises one of us a letter, to prove that mail goes out. Refuses contacts, and too many at a time. */
export async function sendTestLetter(
  house: House,
  { by, language, now }: { by: Actor; language: Language; now: Temporal.Instant },
): Promise<'now' | Refusal | TooMany> {
  if (by.kind !== 'staff') return refuse('not_yours_to_do')
  const tooMany = await countTry(house.db, 'sign_in_address', `test letter ${by.id}`)
  if (tooMany) return tooMany
  await house.db.transaction((tx) =>
    promiseMail(tx, house, [{ letter: 'test', personId: by.id, address: by.email, language, createdAt: now }]),
  )
  return 'now'
}
