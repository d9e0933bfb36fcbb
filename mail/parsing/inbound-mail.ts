import type { Bounce } from '../machines/bounce.ts'
import type { Screening } from '../machines/screen.ts'
import type { NewWords } from '../new-words/new-words.ts'
import type { Address } from './address.ts'
import type { Attachment } from './attachment.ts'
import type { Invitation } from './invitation.ts'
import type { RawHeader } from './scan.ts'

/** A mail as the rest of the house sees it: no third-party shape, every text fit for a text column. */
export type InboundMail = {
  headers: RawHeader[]
  fromFields: number
  /** Ids stand without angle brackets; a broken sender may give several. */
  messageIds: string[]
  inReplyTo: string[]
  references: string[]
  subject: string
  /** As written by the sender: for showing only, never for order or clocks. */
  date: Temporal.Instant | null
  /** The one identity the mail claims, or null when two readers could disagree about it. */
  from: Address | null
  fromShown: Address[]
  to: Address[]
  cc: Address[]
  replyTo: Address[]
  deliveredTo: string[]
  text: string
  html: string | null
  newWords: NewWords
  attachments: Attachment[]
  invitation: Invitation | null
  screening: Screening
  bounce: Bounce | null
  /** True when a field was longer than we keep; the raw bytes have the rest. */
  truncated: boolean
}

/** What crosses the border of the worker thread, where a moment is milliseconds since 1970. */
export type PlainMail = Omit<InboundMail, 'date'> & { date: number | null }
