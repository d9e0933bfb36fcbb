import { readMail } from '../../mail/parsing/read-mail.ts'

/** The mail as our reader takes it apart; one that it does not take is a fault of the test. */
export async function read(raw: Buffer) {
  const mail = readMail(raw)
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

/** The bytes of hexadecimal digits, blanks aside. */
export function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex')
}

/** The field of a part of plain text. */
export function plain(charset: string): string {
  return `Content-Type: text/plain; charset=${charset}`
}
