import { simpleParser } from 'mailparser'
import { normaliseAddress } from './address.ts'

/** Longer header blocks keep that reader busy; who writes one is believed by one reader less, so by none. */
const longest = 64 * 1024

/**
 * Whether mailparser, which knows nothing of our own scan, takes a header block to be from this address and no other
 * (mail §3, F01–F12). Where two readers differ, somebody else may have been shown another sender.
 */
export async function isReadAsFrom(head: Uint8Array, address: string): Promise<boolean> {
  if (head.byteLength > longest) return false
  const { from } = await simpleParser(Buffer.from(head), { skipHtmlToText: true, skipTextToHtml: true })
  const [only, ...more] = from?.value ?? []
  if (!only?.address || more.length > 0 || only.group) return false
  return normaliseAddress(only.address) === normaliseAddress(address)
}
