import { readMail } from '../../mail/parsing/read-mail.ts'

// Too weak to hide a mail, enough to leave it unanswered: that is what most projects call an automatic reply.
const hints = ['out_of_office_subject', 'absence_text', 'receipt_text', 'suppressed']

/** Gives one raw mail in the shape the scorer of the sample mails compares with. */
export async function parse(raw) {
  const mail = await readMail(raw)
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  const from = mail.fromShown[0] ?? mail.from
  return {
    subject: mail.subject,
    from: from ?? { address: '', name: '' },
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    text: mail.text,
    html: mail.html ?? '',
    replyText: mail.newWords.text,
    messageId: mail.messageIds[0] ?? '',
    inReplyTo: mail.inReplyTo,
    refs: [...mail.references, ...mail.inReplyTo],
    attachments: mail.attachments.map(({ name, type, size, content }) => ({
      filename: name ?? '',
      contentType: type,
      size,
      content: Buffer.from(content),
    })),
    isAutoReply: mail.screening.kind === 'auto_reply' || isHinted(mail.screening.signs),
    isBounce: mail.bounce !== null,
    failedRecipients: mail.bounce?.failedRecipients ?? [],
    bounceType: mail.bounce?.severity,
  }
}

/** The older vacation programs say no more of themselves than that they are bulk; lists say it too, and whose they are. */
function isHinted(signs) {
  return hints.some((hint) => signs.includes(hint)) || (signs.includes('precedence') && !signs.includes('list'))
}
