import type { Tx } from '../../db/client.ts'
import { countRecent } from '../../db/mailbox/inbound-mail.ts'
import type { Reading } from './reading.ts'

const mailsInTenMinutes = 10

/** Machines get no answer, and neither does whoever sent more than ten mails in ten minutes (L03, L05, L14). */
export async function mayAnswer(tx: Tx, { mail, stored }: Reading): Promise<boolean> {
  if (mail.screening.signs.length > 0 || !mail.from) return false
  const recent = await countRecent(tx, { fromAddress: mail.from.address, moment: stored.receivedAt })
  return recent < mailsInTenMinutes
}
