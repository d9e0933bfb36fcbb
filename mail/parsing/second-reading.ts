import { Headers } from '@zone-eu/mailsplit'
import { type HeaderLines, MailParser, type Headers as Read } from 'mailparser'
import { normaliseAddress } from './address.ts'

// Its streams would only bring the lines here: the method is left out of its types.
declare module 'mailparser' {
  interface MailParser {
    processHeaders(lines: HeaderLines): Read
  }
}

/** Longer header blocks keep that reader busy; who writes one is believed by one reader less, so by none. */
const longest = 64 * 1024

/** Nobody ends a line so often; that reader looks at such a row once for each of its characters. */
const rowOfLineEnds = /[\r\n]{20}/

/** One for all mails: of a header block it remembers nothing. */
const reader = new MailParser()

/**
 * Whether mailparser, which knows nothing of our own scan, takes a header block to be from this address and no other
 * (mail §3, F01–F12). Where two readers differ, somebody else may have been shown another sender.
 */
export function isReadAsFrom(head: Uint8Array, address: string): boolean {
  const bytes = Buffer.from(head)
  if (head.byteLength > longest || rowOfLineEnds.test(bytes.toString('latin1'))) return false
  const [only, ...more] = sendersIn(bytes)
  if (!only?.address || more.length > 0 || only.group) return false
  return normaliseAddress(only.address) === normaliseAddress(address)
}

function sendersIn(head: Buffer) {
  // Each field is read by itself: what the others say would only take time.
  const lines = new Headers(head).getList().filter(({ key }) => key === 'from')
  const from = reader.processHeaders(lines).get('from')
  return from !== undefined && typeof from === 'object' && 'value' in from && Array.isArray(from.value)
    ? from.value
    : []
}
