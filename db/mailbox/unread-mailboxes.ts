import { and, gt, isNull, lt, ne, or } from 'drizzle-orm'
import type { House } from '../house.ts'
import { addressesOf, promiseMail, withRole } from '../letters/recipients.ts'
import { mailbox } from '../schema/mail.ts'

const minutes = { unread: 10, tried: 15 }

/**
 * Tells the admins, once until it can be read again, of each mailbox that somebody still tries to read and that was not
 * read for ten minutes, or never. By letter: what goes out does not go the way that is blocked. Answers their names.
 */
export function alertUnreadMailboxes(house: House, now: Temporal.Instant): Promise<string[]> {
  return house.db.transaction(async (tx) => {
    const silent = await tx
      .update(mailbox)
      .set({ alarmedAt: now })
      .where(
        and(
          isNull(mailbox.alarmedAt),
          // Somebody said whose it is before it was ever tried: that is no fault.
          ne(mailbox.fault, 'not_read_yet'),
          gt(mailbox.faultAt, now.subtract({ minutes: minutes.tried })),
          or(isNull(mailbox.polledAt), lt(mailbox.polledAt, now.subtract({ minutes: minutes.unread }))),
        ),
      )
      .returning({ name: mailbox.name, fault: mailbox.fault, said: mailbox.faultSaid })
    if (silent.length === 0) return []
    const recipients = await addressesOf(tx, await withRole(tx, 'admin'))
    await promiseMail(
      tx,
      house,
      silent.flatMap(({ name, fault, said }) =>
        recipients.map(({ wish: _, ...recipient }) => ({
          ...{ letter: 'alarm' as const, ...recipient },
          facts: { because: 'mailbox_unread', mailbox: name, fault: fault ?? '', said: said ?? '' },
          createdAt: now,
        })),
      ),
    )
    return silent.map(({ name }) => name)
  })
}
