import type { ListedMail } from '../../../db/mailbox/mail-line.ts'
import type { CameMail, WentMail } from '../../../db/mailbox/mail-page.ts'

/** A line of the mail log as the API tells it. */
export function listedMailJson(mail: ListedMail) {
  return {
    id: mail.id,
    direction: mail.direction,
    at: mail.at.toString(),
    from: mail.direction === 'in' ? mail.who.address : null,
    from_name: mail.direction === 'in' ? mail.who.name : null,
    to: mail.direction === 'out' ? mail.who.address : null,
    subject: mail.subject,
    fate: mail.fate,
    reason: mail.reason,
    letter: mail.letter,
    message_id: mail.messageId,
    ticket: mail.ticket,
  }
}

/** All that is known of one mail, what it proves included. */
export function mailJson(mail: CameMail | WentMail) {
  const listed = { ...listedMailJson(mail), text: mail.text }
  if (mail.direction === 'out') {
    const { tries, triedAt, deliveredAt } = mail
    return { ...listed, tries, tried_at: triedAt?.toString() ?? null, delivered_at: deliveredAt?.toString() ?? null }
  }
  return {
    ...listed,
    folded: mail.folded,
    origin: mail.origin,
    mailbox: mail.mailbox,
    envelope_from: mail.envelopeFrom,
    envelope_to: mail.envelopeTo,
    size: mail.size,
    level: mail.level,
    evidence: mail.evidence,
    release: mail.release,
  }
}
