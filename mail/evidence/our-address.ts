import type { Mailbox } from '../../db/mailbox/mail-settings.ts'
import { readAddress } from './reply-address.ts'

/** The addresses at our own domain, and those that the mailboxes bear. */
export type OurAddresses = { mailDomain: string; mailboxes: Pick<Mailbox, 'address'>[] }

const plain = new Set(['support', 'postmaster'])

/**
 * Whether mail to this address is for us: support, postmaster (RFC 5321 §4.5.1), the personal ones by their shape, and
 * those of our mailboxes.
 */
export function isOurAddress(address: string, { mailDomain, mailboxes }: OurAddresses): boolean {
  if (mailboxes.some((mailbox) => mailbox.address === address.toLowerCase())) return true
  const at = address.lastIndexOf('@')
  if (address.slice(at + 1).toLowerCase() !== mailDomain.toLowerCase()) return false
  return plain.has(address.slice(0, at).toLowerCase()) || readAddress(address, mailDomain) !== null
}
