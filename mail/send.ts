import { setTimeout as wait } from 'node:timers/promises'
import type { House } from '../db/house.ts'
import {
  type Claimed,
  claimMail,
  isBehind,
  keepClaim,
  markLeaving,
  type Outcome,
  putDown,
} from '../db/letters/outgoing.ts'
import { tellUndelivered } from '../db/letters/undelivered.ts'
import { compose } from './compose.ts'
import { makeAddress, makeBounceToken } from './evidence/reply-address.ts'
import type { Answer, Post } from './sending/post.ts'
import type { Sending } from './sending/sending.ts'

/** The sender, and the way out; without one, letters are kept to be read in the mail log. */
export type SendingFrom = Sending & { post: Post | null }

/** The letter is not out yet: the job is to be tried again later. */
export class NotSentYet extends Error {}

/** RFC 5321, 4.5.4.1: trying goes on for four to five days, which the growing pauses of the queue fill with so many tries. */
const triesAllowed = 42

const secondsBetweenSigns = 5

/**
 * Sends one promised letter: makes its bytes when there are none, hands them to the server, and writes down what it
 * said. Bears being run twice, also at once: one sends, the other waits for it. Throws NotSentYet for another try.
 */
export async function sendMail(house: House, from: SendingFrom, mailId: string): Promise<Outcome['delivery'] | 'done'> {
  const claimed = await claim(house, mailId)
  if (claimed === 'done') return 'done'
  const stopSigns = keepSigning(house, mailId)
  try {
    const { outcome, left } = await attempt(house, from, claimed)
    await conclude(house, claimed, { ...outcome, left })
    if (outcome.delivery === 'deferred') throw new NotSentYet(outcome.said)
    if (outcome.delivery === 'maybe_sent' && claimed.copies === 0) throw new NotSentYet(outcome.said)
    return outcome.delivery
  } finally {
    stopSigns()
  }
}

/** A worker that has it is waited for; one that died lets go of it within a few seconds more. */
async function claim({ db }: House, mailId: string): Promise<Claimed | 'done'> {
  // Most are out within a moment: only a server that puts one off keeps the next waiting for longer.
  for (let waited = 0; await isBehind(db, mailId); waited += 1) {
    if (waited >= 20) throw new NotSentYet('A letter that goes before it is not out yet.')
    await wait(100)
  }
  for (let waited = 0; waited < 30; waited += 1) {
    const claimed = await claimMail(db, mailId)
    if (claimed !== 'busy') return claimed
    await wait(1_000)
  }
  throw new NotSentYet('Another worker is sending it.')
}

function keepSigning({ db }: House, mailId: string): () => void {
  const signing = setInterval(() => void keepClaim(db, mailId).catch(() => {}), secondsBetweenSigns * 1000)
  return () => clearInterval(signing)
}

type Attempt = { outcome: Outcome; left: boolean }

async function attempt(house: House, from: SendingFrom, mail: Claimed): Promise<Attempt> {
  const bytes = await compose(house, from, mail)
  if ('unreadable' in bytes) return { outcome: { delivery: 'dropped', said: bytes.unreadable }, left: false }
  if (!from.post) return { outcome: { delivery: 'kept', said: null, at: Temporal.Now.instant() }, left: false }
  const answer = await from.post.deliver({
    // One recipient a letter, and an address of its own for what comes back (VERP).
    from: makeAddress('bounce', makeBounceToken(from.secretKey, mail.id), from.mailDomain),
    to: mail.address,
    bytes,
    beforeLeaving: () => markLeaving(house.db, mail.id),
  })
  return { outcome: outcomeOf(answer, mail), left: answer.left }
}

function outcomeOf({ answer, said }: Answer, mail: Claimed): Outcome {
  if (answer === 'accepted') return { delivery: 'sent', said, at: Temporal.Now.instant() }
  if (answer === 'refused') return { delivery: 'failed', said }
  if (answer === 'cut') return { delivery: 'maybe_sent', said }
  if (mail.tries < triesAllowed) return { delivery: 'deferred', said }
  return { delivery: 'failed', said: `Given up after ${mail.tries} tries: ${said}` }
}

async function conclude(house: House, mail: Claimed, outcome: Outcome & { left: boolean }): Promise<void> {
  if (outcome.delivery !== 'failed') return putDown(house.db, mail, outcome)
  await house.db.transaction(async (tx) => {
    await putDown(tx, mail, outcome)
    await tellUndelivered(tx, house, mail, { said: outcome.said, now: Temporal.Now.instant() })
  })
}
