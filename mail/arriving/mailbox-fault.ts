import type { MailboxFault } from '../../domain/words/mailbox-faults.ts'
import { cleanText } from '../parsing/read-body.ts'
import { SignInRefused } from './sign-in.ts'

/** The server hung up. */
export class ConnectionClosed extends Error {}

/** What kept a mailbox from being read: which of the known reasons, and what the other side said of it. */
export function mailboxFaultOf(
  reason: unknown,
  login: 'password' | 'xoauth2',
): { fault: MailboxFault; said: string | null } {
  if (reason instanceof SignInRefused) return { fault: 'grant_refused', said: reason.message }
  if (wasShutOut(reason)) {
    if (isFull(reason)) return { fault: 'full', said: answerOf(reason) }
    return { fault: login === 'password' ? 'login_refused' : 'token_refused', said: answerOf(reason) }
  }
  if (reason instanceof ConnectionClosed) return { fault: 'closed', said: null }
  const said = shorten(reason instanceof Error ? reason.message : String(reason))
  if (has(reason, 'mailboxMissing')) return { fault: 'no_such_folder', said: answerOf(reason) }
  const code = codeOf(reason)
  // What OpenSSL says of it is the place in its own source; the code names the same thing.
  if (has(reason, 'tlsFailed') || /^ERR_(SSL|TLS)_|CERT|SIGNATURE|^EPROTO$/.test(code))
    return { fault: 'not_secure', said: code || said }
  if (codesOfClosed.includes(code)) return { fault: 'closed', said }
  return { fault: codesOfAway.includes(code) ? 'unreachable' : 'failed', said }
}

/** Whether the mail server refused to let us in. */
export function wasShutOut(reason: unknown): boolean {
  return has(reason, 'authenticationFailed')
}

const codesOfAway = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'CONNECT_TIMEOUT'],
  ...['GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT'],
]
const codesOfClosed = ['ECONNRESET', 'EPIPE', 'NoConnection', 'ClosedAfterConnectTLS', 'ClosedAfterConnectText']

/** RFC 5530, 3: codes that say nothing of the user or the password. Some servers put theirs into an alert (I11). */
const codesOfFull = ['LIMIT', 'INUSE', 'UNAVAILABLE', 'ALERT', 'SERVERBUG']

function isFull(reason: unknown): boolean {
  const code = reason instanceof Error && 'serverResponseCode' in reason ? reason.serverResponseCode : null
  return typeof code === 'string' && codesOfFull.includes(code.toUpperCase())
}

function answerOf(reason: unknown): string | null {
  const said = reason instanceof Error && 'response' in reason ? reason.response : null
  // Without the tag, the NO and the code, which are for machines (RFC 9051, 7.1).
  return typeof said === 'string' ? shorten(said.replace(/^\S+ (NO|BAD) (\[[^\]]*\] )?/i, '')) : null
}

/** What `fetch` could not do stands in the cause of its fault. */
function codeOf(reason: unknown): string {
  const asked = [reason, reason instanceof Error ? reason.cause : null]
  const codes = asked.map((one) => (one instanceof Error && 'code' in one ? one.code : null))
  return codes.find((code): code is string => typeof code === 'string') ?? ''
}

function has(reason: unknown, mark: string): boolean {
  return reason instanceof Error && mark in reason
}

/** As a text column can hold it: a server may say anything. */
function shorten(text: string): string {
  return cleanText(text.trim().slice(0, 500))
}
