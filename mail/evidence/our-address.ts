import { readAddress } from './reply-address.ts'

const plain = new Set(['support', 'postmaster'])

/** Whether mail to this address is for us: support, postmaster (RFC 5321 §4.5.1), and the personal ones by their shape. */
export function isOurAddress(address: string, mailDomain: string): boolean {
  const at = address.lastIndexOf('@')
  if (address.slice(at + 1).toLowerCase() !== mailDomain.toLowerCase()) return false
  return plain.has(address.slice(0, at).toLowerCase()) || readAddress(address, mailDomain) !== null
}
