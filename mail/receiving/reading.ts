import type { House } from '../../db/house.ts'
import type { Waiting } from '../../db/mailbox/inbound-mail.ts'
import type { Outcome } from '../../db/mailbox/settle-mail.ts'
import type { Settings } from '../../db/settings.ts'
import type { HeldReason } from '../../domain/words/held-reasons.ts'
import type { Resolver } from '../evidence/dns.ts'
import type { Origin } from '../evidence/evidence.ts'
import type { OwnCheck } from '../evidence/own-check.ts'
import type { parseMail } from '../parse.ts'
import type { InboundMail } from '../parsing/inbound-mail.ts'

/** What reading mail needs to know of this installation, and who parses for it. */
export type ReadingContext = Pick<
  Settings,
  'secretKey' | 'mailDomain' | 'mailboxes' | 'authservId' | 'trustLoopback'
> & {
  parse: typeof parseMail
  /** Asks the DNS where our own check of a mail's origin needs it. */
  resolver: Resolver
}

/** One mail on the reading desk: as it was stored, as it was parsed, and what we found of where it comes from. */
export type Reading = {
  house: House
  context: Omit<ReadingContext, 'parse' | 'resolver'>
  stored: Waiting
  mail: InboundMail
  own: OwnCheck | null
}

/** Where a mail came in, as far as that proves something. */
export function originOf({ stored, context }: Pick<Reading, 'stored' | 'context'>): Origin {
  return stored.trusted === 'loopback' && context.trustLoopback ? 'loopback_trusted' : 'network'
}

/** The name under which this mail acts once and never again. A released one acts anew, whatever bore its id before. */
export function sourceKeyOf({ stored, mail }: Reading): string {
  const key = mail.messageIds[0] ?? stored.sha256
  return stored.release ? `${key}/released/${stored.id}` : key
}

/** The columns of the mail log that say what the mail claims of itself, and what it says. */
export function claimsOf({ mail }: Reading): Claims {
  const from = mail.from ?? mail.fromShown[0]
  return {
    messageId: mail.messageIds[0] ?? null,
    ...(mail.messageIds.length > 1 && { otherIds: mail.messageIds.slice(1) }),
    subject: mail.subject,
    fromAddress: from?.address ?? null,
    fromName: from?.name ?? null,
    text: mail.text,
    html: mail.html,
  }
}

type Claims = Pick<Outcome, 'messageId' | 'otherIds' | 'subject' | 'fromAddress' | 'fromName' | 'text' | 'html'>

/** What one way of reading came to: the fate, and what it is tied to. */
export type Fate = Pick<
  Outcome,
  'fate' | 'reason' | 'flood' | 'ticketId' | 'companyId' | 'threadMessageId' | 'commands'
>

/** A mail kept back, with the reason and what is known of it. */
export function heldFor(reason: HeldReason, known: Pick<Fate, 'ticketId' | 'companyId'> = {}): Fate {
  return { ...known, fate: 'held', reason }
}

/** A mail is never older than what its ticket already went through. */
export function laterOf(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a
}
