import { deliveries, fates, inboundMail, outgoingMail } from '../schema/mail.ts'
import { ticket } from '../schema/ticket.ts'

/** What became of a mail: `unread` waits to be read, the others as in mail log and database. */
export const mailFates = [...fates, 'unread', ...deliveries] as const
export type MailFate = (typeof mailFates)[number]

/** One line of the log. `who` is the other side: the sender of what came, the recipient of what went. */
export type ListedMail = {
  id: string
  direction: 'in' | 'out'
  at: Temporal.Instant
  who: { address: string | null; name: string | null }
  subject: string | null
  fate: MailFate
  reason: string | null
  letter: string | null
  messageId: string | null
  ticket: number | null
}

/** What the log reads of a mail that came, joined with its ticket; `lineOfCame` makes a line of it. */
export const readOfCame = {
  id: inboundMail.id,
  at: inboundMail.receivedAt,
  address: inboundMail.fromAddress,
  name: inboundMail.fromName,
  subject: inboundMail.subject,
  fate: inboundMail.fate,
  reason: inboundMail.reason,
  messageId: inboundMail.messageId,
  ticket: ticket.number,
}

type Came = { address: string | null; name: string | null; fate: (typeof fates)[number] | null }

/** The line of a mail that came; one without a fate is still to be read. */
export function lineOfCame<Row extends Came>({ address, name, fate, ...row }: Row) {
  const line = { direction: 'in', who: { address, name }, fate: fate ?? 'unread', letter: null } as const
  return { ...row, ...line }
}

/** What the log reads of a mail of ours, joined with its ticket; `lineOfWent` makes a line of it. */
export const readOfWent = {
  id: outgoingMail.id,
  at: outgoingMail.createdAt,
  address: outgoingMail.address,
  subject: outgoingMail.subject,
  fate: outgoingMail.delivery,
  reason: outgoingMail.serverSaid,
  letter: outgoingMail.letter,
  messageId: outgoingMail.messageId,
  ticket: ticket.number,
}

/** The line of a mail of ours. */
export function lineOfWent<Row extends { address: string }>({ address, ...row }: Row) {
  return { ...row, direction: 'out', who: { address, name: null } } as const
}
