import type { Tx } from '../db/client.ts'
import type { House } from '../db/house.ts'
import { type Outcome, settle, takeWaiting, type Waiting } from '../db/inbound-mail.ts'
import type { InboundMail } from './inbound-mail.ts'
import { isUnreadable, type Unreadable } from './parse.ts'
import { claimsOf, heldFor, type ReadingContext } from './reading.ts'
import { lookUpMail, receiveMail } from './receive.ts'

const limits = { tries: 3, together: 4 }

/**
 * Reads stored mails, each to its one fate and each in a transaction of its own, so that no mail holds up another.
 * Those that already have a fate are left alone. What fails for a passing reason is tried again by the job; a mail
 * that failed three times is held. Throws when any of them has to be tried again.
 */
export async function readMails(house: House, context: ReadingContext, mailIds: string[]): Promise<void> {
  const waiting = await takeWaiting(house, mailIds)
  // All are handed to the parser at once and taken back in order: while one is written down, the next is parsed.
  const parsed = waiting.map((stored) => ({ stored, mail: context.parse(stored.bytes) }))
  const faults: unknown[] = []
  const queue = parsed.values()
  const readNext = async () => {
    for (const { stored, mail } of queue) {
      try {
        await readOne(house, { context, stored, mail: await mail })
      } catch (fault) {
        faults.push(fault)
      }
    }
  }
  await Promise.all(Array.from({ length: limits.together }, readNext))
  if (faults.length > 0)
    throw new AggregateError(faults, `${faults.length} of ${mailIds.length} mails have to be read again.`)
}

async function readOne(
  house: House,
  { context, stored, mail }: { context: ReadingContext; stored: Waiting; mail: InboundMail | Unreadable },
): Promise<Outcome | null> {
  if (isUnreadable(mail))
    return hold(house, stored.id, { ...heldFor(mail.unreadable), evidence: { detail: mail.detail } })
  const reading = { house, context, stored, mail }
  const isStub = stored.size > stored.bytes.byteLength && !stored.release
  if (isStub) return hold(house, stored.id, { ...claimsOf(reading), ...heldFor('too_large') })
  if (stored.tries > limits.tries) return hold(house, stored.id, { ...claimsOf(reading), ...heldFor('reading_failed') })
  const lookUp = (tx: Tx) => lookUpMail(tx, reading)
  return settle(house, { mailId: stored.id, keys: keysOf(mail, stored), lookUp }, (tx, known) =>
    receiveMail(tx, reading, known),
  )
}

function hold(house: House, mailId: string, outcome: Outcome) {
  return settle(house, { mailId, keys: [], lookUp: async () => null }, async () => outcome)
}

/** What two mails of one conversation have in common: read at the same time, they must see each other. */
function keysOf({ messageIds, inReplyTo, references }: InboundMail, { sha256 }: Waiting): string[] {
  return [
    sha256,
    ...messageIds.slice(0, 5),
    ...inReplyTo.slice(0, 5),
    ...references.slice(0, 1),
    ...references.slice(-5),
  ]
}
