import type { House } from '../../db/house.ts'
import type { Waiting } from '../../db/mailbox/inbound-mail.ts'
import { isUnreadable } from '../parse.ts'
import { lookUpMail } from '../receive.ts'
import type { ReadingContext } from '../receiving/reading.ts'

const letter = [
  'From: Nobody <nobody@invalid>',
  'To: support@invalid',
  'Subject: Nothing',
  'Message-ID: <nothing@invalid>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=parts',
  '',
  '--parts\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nNothing.\r\n',
  '--parts\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Nothing.</p>\r\n',
  '--parts--\r\n',
].join('\r\n')

/**
 * Reads a letter of nobody and looks it up as if it had come, so that the first real one finds thread, code and
 * statements ready. Writes nothing.
 */
export async function warmUp(house: House, context: ReadingContext): Promise<void> {
  const bytes = Buffer.from(letter)
  const mail = await context.parse(bytes)
  if (isUnreadable(mail)) return
  await house.db.transaction(
    (tx) => lookUpMail(tx, { house, context, stored: { ...unread, bytes }, mail, own: null }),
    {
      accessMode: 'read only',
    },
  )
}

const unread: Omit<Waiting, 'bytes'> = {
  ...{ id: '00000000-0000-7000-8000-000000000000', origin: 'file', trusted: 'no', sha256: 'nothing', size: 0 },
  ...{
    clientAddress: null,
    clientName: null,
    mailbox: null,
    uidValidity: null,
    uid: null,
    envelopeFrom: null,
    envelopeTo: [],
    tries: 0,
    release: null,
  },
  ...{ receivedAt: Temporal.Instant.fromEpochMilliseconds(0), readAt: null, fate: null, reason: null, level: null },
  ...{
    evidence: null,
    commands: null,
    messageId: null,
    otherIds: null,
    subject: null,
    fromAddress: null,
    fromName: null,
    text: null,
    html: null,
  },
  ...{ companyId: null, ticketId: null, threadMessageId: null, arrivedAt: null, flood: null, newcomerOf: null },
}
