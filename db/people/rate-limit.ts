import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Db } from '../client.ts'
import { rateLimit } from '../schema/rate-limit.ts'

/** What may be tried how often: so many times in so many seconds. */
const kept = {
  sign_in_address: { points: 10, duration: 15 * 60 },
  sign_in_ip: { points: 120, duration: 15 * 60 },
  sign_in_code: { points: 60, duration: 15 * 60 },
  answer_link: { points: 30, duration: 15 * 60 },
  invitation: { points: 50, duration: 24 * 3600 },
} as const
const counted = {
  api_read: { points: 6_000, duration: 60 },
  api_write: { points: 1_200, duration: 60 },
  web_write: { points: 240, duration: 60 },
} as const

type Kept = keyof typeof kept
type Counted = keyof typeof counted

/** Refused until so many seconds have passed. */
export type TooMany = Refusal & { retryAfter: number }

type Limiter = { consume: (key: string) => Promise<RateLimiterRes> }
type Limiters = Record<Kept | Counted, Limiter>
const limiters = new WeakMap<Db, Limiters>()

/**
 * Counts one try of this kind under this key; refuses when there were too many. What guards a door is counted in the
 * database, for all processes together; the rest in this process alone, because it must cost nothing.
 */
export async function countTry(db: Db, kind: Kept | Counted, key: string): Promise<TooMany | null> {
  try {
    await limitersOf(db)[kind].consume(key.toLowerCase())
    return null
  } catch (outcome) {
    // The limiter throws its verdict; anything else it throws is a fault.
    if (!(outcome instanceof RateLimiterRes)) throw outcome
    return { ...refuse('too_many_tries'), retryAfter: Math.max(1, Math.ceil(outcome.msBeforeNext / 1000)) }
  }
}

/** Whether a refusal says when to come back. */
export function isTooMany(refusal: Refusal): refusal is TooMany {
  return 'retryAfter' in refusal
}

function limitersOf(db: Db): Limiters {
  const known = limiters.get(db)
  if (known) return known
  const made = {
    sign_in_address: inDatabase(db, 'sign_in_address'),
    sign_in_ip: inDatabase(db, 'sign_in_ip'),
    sign_in_code: inDatabase(db, 'sign_in_code'),
    answer_link: inDatabase(db, 'answer_link'),
    invitation: inDatabase(db, 'invitation'),
    api_read: new RateLimiterMemory({ keyPrefix: 'api_read', ...counted.api_read }),
    api_write: new RateLimiterMemory({ keyPrefix: 'api_write', ...counted.api_write }),
    web_write: new RateLimiterMemory({ keyPrefix: 'web_write', ...counted.web_write }),
  }
  limiters.set(db, made)
  return made
}

function inDatabase(db: Db, kind: Kept): Limiter {
  return new RateLimiterDrizzle({ storeClient: db, schema: rateLimit, keyPrefix: kind, ...kept[kind] })
}
