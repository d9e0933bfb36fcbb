import type { Attachment } from '../parsing/attachment.ts'
import { fieldValues, type RawHeader } from '../parsing/scan.ts'
import { isAbsenceText, tellsOfAbsence } from './absence-text.ts'
import { isOutOfOfficeSubject } from './out-of-office.ts'
import { isReceiptText } from './receipt-text.ts'

export type MailKind = 'human' | 'auto_reply' | 'bounce' | 'list'

/** `signs` names every mark of a machine; any of them silences our automatic answers, whatever the kind. */
export type Screening = { kind: MailKind; signs: string[] }

/** `words` are the new ones, without quotes. */
type Screened = {
  headers: RawHeader[]
  subject: string
  words: string
  attachments: Attachment[]
  isBounce: boolean
}
type Sign = { name: string; kind: MailKind; isSeen: (mail: Screened) => boolean }

const signs: Sign[] = [
  { name: 'bounce', kind: 'bounce', isSeen: ({ isBounce }) => isBounce },
  // RFC 3834 §5: anything but "no" was sent by a machine, and one such field outweighs a "no" beside it.
  {
    name: 'auto_submitted',
    kind: 'auto_reply',
    isSeen: (mail) => has(mail, 'auto-submitted', (value) => value !== '' && !/^no\b/.test(value)),
  },
  { name: 'autoreply', kind: 'auto_reply', isSeen: hasAutoreplyField },
  {
    name: 'precedence_auto_reply',
    kind: 'auto_reply',
    isSeen: (mail) => has(mail, 'precedence', (value) => /^auto[_-]?reply/.test(value)),
  },
  { name: 'report', kind: 'auto_reply', isSeen: (mail) => has(mail, 'content-type', isReport) },
  { name: 'calendar_reply', kind: 'auto_reply', isSeen: isCalendarReply },
  {
    name: 'null_sender',
    kind: 'auto_reply',
    isSeen: (mail) => has(mail, 'return-path', (value) => value.replace(/\s/g, '') === '<>'),
  },
  {
    name: 'list',
    kind: 'list',
    isSeen: ({ headers }) => headers.some(({ name }) => /^list-(id|post|unsubscribe|help|archive|owner)$/.test(name)),
  },
  {
    name: 'precedence',
    kind: 'list',
    isSeen: (mail) => has(mail, 'precedence', (value) => /^(bulk|junk|list)/.test(value)),
  },
  {
    name: 'suppressed',
    kind: 'human',
    isSeen: (mail) => has(mail, 'x-auto-response-suppress', (value) => /all|oof|autoreply/.test(value)),
  },
  { name: 'loop', kind: 'human', isSeen: (mail) => has(mail, 'x-loop', () => true) },
  {
    name: 'daemon',
    kind: 'human',
    isSeen: (mail) =>
      has(mail, 'from', (value) => /\b(mailer-daemon|postmaster|no-?reply|do-?not-?reply)\b/.test(value)),
  },
  {
    name: 'out_of_office_subject',
    kind: 'human',
    isSeen: (mail) => isOutOfOfficeSubject(mail.subject) && !isQuestion(mail),
  },
  { name: 'receipt_text', kind: 'human', isSeen: ({ subject, words }) => isReceiptText(subject, words) },
  { name: 'absence_text', kind: 'human', isSeen: (mail) => isAnswer(mail) && isAbsenceText(mail.words) },
]

/**
 * Tells mail written by machines from mail written by people, by RFC 3834 and by what vendors add. List fields,
 * subjects and words are hints only: they keep us from answering, they never hide a person's words (L01-L04, L13).
 */
export function screenMail(mail: Screened): Screening {
  const seen = signs.filter(({ isSeen }) => isSeen(mail))
  return { kind: seen[0]?.kind ?? 'human', signs: seen.map(({ name }) => name) }
}

/** Who asks how absence notes work names them as their programs do, but for the colon before the subject they answer. */
function isQuestion({ subject, words }: Screened) {
  return !/[:：]/.test(subject) && /[?？]/.test(words) && !tellsOfAbsence(words)
}

/** Whoever opens a matter of their own writes a subject of their own. */
function isAnswer({ headers, subject }: Screened) {
  return (
    /^\s*($|\p{L}{1,5}(\[\d{1,3}\])? ?[:：]|\[#\d{1,9}\])/u.test(subject) ||
    fieldValues(headers, 'in-reply-to').length > 0
  )
}

function has({ headers }: Screened, name: string, matches: (value: string) => boolean) {
  return fieldValues(headers, name).some((value) => matches(value.trim().toLowerCase()))
}

/** What vacation programs and help desks put into the header block beside RFC 3834, or instead of it. */
const autoreplyName =
  /^(x-)?((?!no-|not-|never-|disable-|allow-|accept-|prevent-|stop-|want-|skip-)[a-z]{2,20}-|mdmailing-list-|md|email)?(auto-?(repl(y|ied)|respon(d|der|se)|generated)|vacation|holidayreply)(-(from|domain|to|by|sent|message|loop|reply))?$/
const autoreplyValues: [name: string, value: RegExp][] = [
  ['x-auto-submitted', /^auto-/],
  ['x-autosubmitted', /^auto-/],
  ['x-precedence', /^auto[_-]?reply/],
  ['preference', /^auto[_-]?reply/],
  ['delivered-to', /^autoresponder$/],
  ['x-post-messageclass', /auto-?respond/],
  ['x-fc-machinegenerated', /^true/],
  ['x-mailer', /\b(vacation|auto-?(reply|responder))\b/],
  ['user-agent', /\b(vacation|auto-?(reply|responder))\b/],
  ['x-servicenow-generated', /^true/],
  ['x-otrs-loop', /./],
  ['x-ms-exchange-generated-message-source', /mailbox rules agent|oof/],
]

function hasAutoreplyField(mail: Screened) {
  const isNamed = mail.headers.some(
    ({ name, value }) => autoreplyName.test(name) && !/^(no|none|false|0|)$/i.test(value.trim()),
  )
  return isNamed || autoreplyValues.some(([name, matches]) => has(mail, name, (value) => matches.test(value)))
}

function isReport(contentType: string) {
  return (
    /^multipart\/report\b/.test(contentType) ||
    /^message\/(disposition-notification|delivery-status|feedback-report)\b/.test(contentType)
  )
}

/** RFC 5546: a REPLY or COUNTER answers an invitation; nobody typed it. */
function isCalendarReply(mail: Screened) {
  if (has(mail, 'content-type', (value) => /^text\/calendar\b.*\bmethod="?(reply|counter)/.test(value))) return true
  const part = mail.attachments.find(({ type }) => type === 'text/calendar')
  return (
    part !== undefined &&
    /^METHOD:(REPLY|COUNTER)\s*$/im.test(Buffer.from(part.content.subarray(0, 4096)).toString('latin1'))
  )
}
