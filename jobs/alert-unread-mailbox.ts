import { alertUnreadMailboxes } from '../db/mailbox/unread-mailboxes.ts'
import type { Timer } from './timer.ts'

/** Tells the admins, once, of a mailbox that cannot be read. A rehearsal takes every mailbox for read. */
export const alertUnreadMailbox: Timer = async function* (house, { asOf, upSince }) {
  if (upSince === 'rehearsal') return
  for (const name of await alertUnreadMailboxes(house, asOf)) {
    yield { done: 'alarmed', ticket: null, at: asOf.toString(), because: `mailbox ${name}` }
  }
}
