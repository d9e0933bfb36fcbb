import { and, eq, inArray } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { House } from '../house.ts'
import { promise } from '../promise.ts'
import { outgoingMail } from '../schema/mail.ts'

/** The fates after which a letter may go out once more, because a person wants it. */
export const resendable = ['bounced', 'failed', 'maybe_sent'] as const

/**
 * Sends a letter that did not arrive once more: the same bytes and Message-ID, so that a copy which did arrive folds into
 * it. Refuses a letter that is on its way, or was delivered.
 */
export async function sendAgain(house: House, mailId: string): Promise<{ mailId: string } | Refusal> {
  return house.db.transaction(async (tx) => {
    const [taken] = await tx
      .update(outgoingMail)
      .set({ delivery: 'queued', copies: 0, tries: 0, sendingUntil: null })
      .where(and(eq(outgoingMail.id, mailId), inArray(outgoingMail.delivery, [...resendable])))
      .returning({ id: outgoingMail.id })
    if (!taken) return refuse('not_possible_now')
    await promise(tx, house, [{ task: 'send_mail', mailId }])
    return { mailId }
  })
}
