import type { Db, Tx } from '../../db/client.ts'
import { findNewAddresses } from '../../db/mailbox/newcomers.ts'
import type { Unsettled } from '../../db/mailbox/settle-mail.ts'
import { readEvidence } from '../evidence/evidence.ts'
import { readAddress } from '../evidence/reply-address.ts'
import { isUnreadable, type Unreadable } from '../parse.ts'
import type { InboundMail } from '../parsing/inbound-mail.ts'
import { findFlooding } from './hold-flood.ts'
import { originOf, type Reading } from './reading.ts'

/** A mail as it was parsed, before anybody looked up whose it is. */
export type Parsed = Pick<Reading, 'stored' | 'own'> & { mail: InboundMail | Unreadable }

type Sent = Pick<Reading, 'stored' | 'own' | 'mail' | 'context'> & { sender: string }

/**
 * For whom each of these mails waits. Mails of a thread must see each other. Those of one sender are counted, and so are
 * those of people who are new to us at one domain, and no bound would hold if two were counted at once (L05, L14). But the
 * new ones of a domain may be read side by side, because those of one transaction count each other, and so may a flood.
 */
export async function findTurns<Mail extends Parsed>(
  db: Tx | Db,
  context: Reading['context'],
  mails: Mail[],
): Promise<(Mail & Unsettled)[]> {
  const sent = mails.flatMap(({ stored, mail, own }): Sent | [] =>
    isUnreadable(mail) || mail.from === null ? [] : { stored, mail, own, context, sender: mail.from.address },
  )
  const [flooding, newAddresses] = await Promise.all([
    findFlooding(db, ofSeveral(sent).map(asSent)),
    findNewAddresses(
      db,
      sent.map(({ sender, stored }) => ({ address: sender, moment: stored.receivedAt })),
    ),
  ])
  const locksOf = new Map(
    sent
      .filter((one) => newAddresses.has(one.sender) && isProven(one))
      .map(({ stored, sender }) => [stored.id, [`new at ${sender.slice(sender.lastIndexOf('@') + 1)}`]]),
  )
  return mails.map((one) => {
    const { stored, mail } = one
    const counted =
      isUnreadable(mail) || mail.from === null || flooding.has(stored.id) ? [] : [`from ${mail.from.address}`]
    const kin = [...threadsOf(mail, stored), ...counted]
    return { ...one, mailId: stored.id, kin, locks: [...kin, ...(locksOf.get(stored.id) ?? [])] }
  })
}

/** The mails of those who sent more than one of them. */
function ofSeveral(sent: Sent[]): Sent[] {
  return [...Map.groupBy(sent, ({ sender }) => sender).values()].filter(({ length }) => length > 1).flat()
}

function asSent(one: Sent) {
  const { id, arrivedAt, receivedAt } = one.stored
  const about = { mailId: id, fromAddress: one.sender, moment: arrivedAt ?? receivedAt }
  return { ...about, proven: isProven(one), answers: looksLikeAnswer(one) }
}

/** Whether it bears any of the signs by which mails find a ticket. */
function looksLikeAnswer({ mail, stored, context }: Sent): boolean {
  const { inReplyTo, references, subject, deliveredTo, to, cc } = mail
  const named = [...deliveredTo, ...stored.envelopeTo, ...[...to, ...cc].map(({ address }) => address)]
  const isNamed = inReplyTo.length > 0 || references.length > 0 || subject?.includes('#')
  return isNamed || named.some((address) => readAddress(address, context.mailDomain) !== null)
}

/** What proves nothing is answered by nothing, and counts for nobody new. A person's release vouches for its sender. */
function isProven(one: Sent): boolean {
  const nothing = { role: 'contact', known: false, token: false, ownsToken: false, addressed: null } as const
  const asked = { mail: one.mail, facts: nothing, authservId: one.context.authservId, own: one.own }
  return one.stored.release !== null || readEvidence({ ...asked, origin: originOf(one) }).domain
}

/** What two mails of one thread have in common. */
function threadsOf(mail: InboundMail | Unreadable, { sha256 }: Reading['stored']): string[] {
  if (isUnreadable(mail)) return [sha256]
  const { messageIds, inReplyTo, references } = mail
  return [
    sha256,
    ...messageIds.slice(0, 5),
    ...inReplyTo.slice(0, 5),
    ...references.slice(0, 1),
    ...references.slice(-5),
  ]
}
