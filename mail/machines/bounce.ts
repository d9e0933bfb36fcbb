import { readAddresses } from '../parsing/address-list.ts'
import type { Attachment } from '../parsing/attachment.ts'
import { readIds } from '../parsing/read-headers.ts'
import { fieldValues, type RawHeader, scanMail } from '../parsing/scan.ts'
import { readBounceNotice } from './bounce-notice.ts'
import { isHardFailure } from './bounce-reason.ts'
import { type BounceText, readBounceText } from './bounce-text.ts'
import { serverSubject } from './bounce-words.ts'
import { readDeliveryStatus } from './delivery-status.ts'

/**
 * A mail of ours that did not arrive. `hard` means that the address itself is wrong (unknown, moved, no such
 * domain); everything else, a full mailbox or a refused content too, is soft. `delayed` may still arrive.
 */
export type Bounce = {
  failedRecipients: string[]
  severity: 'hard' | 'soft'
  delayed: boolean
  /** Ids of the mail that came back, as far as the report carries it. */
  originalIds: string[]
  diagnostic: string
}

/** `subject` is the decoded one. */
type Report = { headers: RawHeader[]; subject: string; text: string; attachments: Attachment[] }

/** Reads a delivery report (RFC 3464) or the prose of a mail server without one; null for any other mail. */
export function readBounce(report: Report): Bounce | null {
  if (isComplaint(report)) return null
  const status = readBounceNotice(report.text) ?? readDeliveryStatus(statusText(report))
  const isReport =
    isDeliveryReport(report) ||
    fieldValues(report.headers, 'x-ms-exchange-message-is-ndr').length > 0 ||
    status.recipients.length > 0
  const failedField = fieldValues(report.headers, 'x-failed-recipients').flatMap(readAddresses)
  const isCertain = isReport || failedField.length > 0
  if (status.arrived || (!isCertain && !isFromServer(report))) return null

  const prose = readBounceText(report.text)
  if (!isCertain && !soundsLikeServer(report, prose)) return null
  const original = originalHeaders(report)
  const failedRecipients = firstFilled([
    status.recipients,
    failedField.map(({ address }) => address.toLowerCase()),
    withoutSelf(prose.recipients, report),
    fieldValues(original, 'to')
      .flatMap(readAddresses)
      .map(({ address }) => address.toLowerCase()),
  ])
  const diagnostic = [status.diagnostic, prose.notice].filter(Boolean).join('\n').slice(0, 4000)
  const isHard =
    !status.delayed && isHardFailure({ status: status.codes, diagnostic: status.diagnostic, notice: prose.notice })
  return {
    failedRecipients,
    severity: isHard ? 'hard' : 'soft',
    delayed: status.delayed,
    originalIds: readIds(fieldValues(original, 'message-id')),
    diagnostic,
  }
}

/** RFC 5965: somebody called a mail of ours spam, so it did arrive. */
function isComplaint({ headers, attachments }: Report) {
  const reports = fieldValues(headers, 'content-type').filter((value) => /^multipart\/report\b/i.test(value))
  const types = attachments.map(({ type }) => type)
  if (reports.length === 0 || types.some((type) => /^message\/(global-)?delivery-status/.test(type))) return false
  return (
    types.includes('message/feedback-report') || reports.some((value) => /report-type\s*=\s*"?feedback/i.test(value))
  )
}

/** A report of another type, or of none whose fields are a receipt's, tells of no failure. */
function isDeliveryReport({ headers, attachments }: Report) {
  const reports = fieldValues(headers, 'content-type').filter((value) => /^multipart\/report\b/i.test(value))
  if (reports.some((value) => /report-type\s*=/i.test(value)))
    return !reports.some((value) => /report-type\s*=\s*"?(disposition-notification|tlsrpt)/i.test(value))
  return reports.length > 0 && !attachments.some(({ type }) => type === 'message/disposition-notification')
}

function isFromServer(report: Report) {
  return isDaemon(report) || isPostmaster(report) || isNullSender(report) || hasServerSubject(report)
}

/** A person may write "delivery failed" too: without a daemon's address the words must be a server's. */
function soundsLikeServer(report: Report, prose: BounceText) {
  if (prose.saysArrived) return false
  const recipients = withoutSelf(prose.recipients, report)
  const isTechnical = prose.namesReason || originalHeaders(report).length > 0
  // A daemon also writes of full mailboxes: a report names a recipient, or carries what came back.
  if (isDaemon(report) || (isPostmaster(report) && isNullSender(report)))
    return hasServerSubject(report) || (prose.saysFailed && (isTechnical || recipients.length > 0))
  if (isNullSender(report)) return prose.soundsLikeServer
  if (isPostmaster(report)) return isPostmastersReport(report, { ...prose, recipients, isTechnical })
  const isOfMail = prose.namesReason || recipients.length > 0
  const isMadeSo = isOfMail && (isTechnical || prose.lists)
  return (
    prose.isServerProse &&
    isMadeSo &&
    hasServerSubject(report) &&
    !prose.greets &&
    !prose.isPersons &&
    !isPassedOn(report)
  )
}

/** People write as postmaster too, of news and of failures they saw: a report is made like one, and greets nobody. */
function isPostmastersReport(report: Report, prose: BounceText & { isTechnical: boolean }) {
  const isOfSomebody = prose.recipients.length > 0
  if (isForwarded(report)) return false
  if (isAnswer(report) && prose.greets) return false
  if (isAnswer(report) || prose.greets) return prose.isTechnical && prose.isServerProse && isOfSomebody
  if (!hasServerSubject(report)) return prose.saysFailed && prose.isTechnical && isOfSomebody
  return prose.isTechnical || prose.lists || (prose.isServerProse && isOfSomebody)
}

function hasServerSubject({ subject }: Report) {
  return serverSubject.test(subject)
}

/** Whoever answers a report, or passes one on, is a person. */
function isPassedOn(report: Report) {
  return isAnswer(report) || isForwarded(report) || /^[^\S\n]{0,9}>/m.test(report.text)
}

function isAnswer({ subject }: Report) {
  return /^\s*(re|aw|sv|vs|res|rif|odp|ynt|отв)\s*:/i.test(subject)
}

function isForwarded({ subject }: Report) {
  return /^\s*(fwd?|wg|tr|rv|enc|пер)\s*:/i.test(subject)
}

function isNullSender({ headers }: Report) {
  return fieldValues(headers, 'return-path').some((value) => /^\s*<\s*>|mailer-daemon/i.test(value))
}

function isDaemon({ headers, subject }: Report) {
  const froms = fieldValues(headers, 'from').join(' ')
  const refusesMembers = headers.some(({ name }) => name === 'x-mlserver') && /not (a )?member/i.test(subject)
  return (
    refusesMembers ||
    /mail(er)?[-_ ]?daemon|mail_?router|\bmdaemon\b|mail deliver(y|) ?(sub)?(system|software|service|agent)|mail server at|mail\.delivery|\bmicrosoftexchange[\da-f]{32}@|<>|^\s*$/i.test(
      froms,
    )
  )
}

function isPostmaster({ headers }: Report) {
  return /post_?master|mail ?deliver|mail ?administrator|mail ?system/i.test(fieldValues(headers, 'from').join(' '))
}

/** The fields of a report; without a part of their own only a server's text is searched, for people paste them too. */
function statusText(report: Report) {
  const part = report.attachments.find(({ type }) => /^message\/(global-)?delivery-status/.test(type))
  const isServers = isDaemon(report) || isNullSender(report) || isPostmaster(report)
  const isSomebodys = !isServers && isPassedOn(report)
  if (part && (isDeliveryReport(report) || !isSomebodys))
    return Buffer.from(part.content.subarray(0, 64 * 1024)).toString('utf8')
  return isSomebodys || !isFromServer(report) ? '' : report.text.slice(0, 64 * 1024)
}

function originalHeaders({ attachments, text }: Report): RawHeader[] {
  const part = attachments.find(({ type }) => /^(message\/(rfc822|global|partial)|text\/rfc822-headers)/.test(type))
  if (part) return scanMail(trimStart(part.content.subarray(0, 256 * 1024))).headers
  const copy = text.search(
    /^[ \t]*(received|return-path|message-id|from|date)[ \t]*:.*\n(?:[\t ].*\n|[\w-]+[ \t]*:.*\n){2}/im,
  )
  return copy < 0 ? [] : scanMail(Buffer.from(text.slice(copy, copy + 64 * 1024))).headers
}

function trimStart(content: Uint8Array) {
  let at = 0
  while (content[at] === 0x0a || content[at] === 0x0d) at++
  return content.subarray(at)
}

/** The report itself is addressed to us: our own address in its prose did not fail. */
function withoutSelf(recipients: string[], { headers }: Report) {
  const ours = ['to', 'from', 'delivered-to'].flatMap((name) => fieldValues(headers, name).flatMap(readAddresses))
  const names = new Set(ours.map(({ address }) => address.toLowerCase()))
  return recipients.filter((address) => !names.has(address))
}

function firstFilled(lists: string[][]) {
  return [...new Set(lists.find((list) => list.length > 0) ?? [])].slice(0, 50)
}
