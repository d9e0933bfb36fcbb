import type { ImapFlow } from 'imapflow'
import type { Mailbox } from '../../db/mailbox/mail-settings.ts'
import { type Beginning, fromTheFirst } from '../../db/mailbox/mailboxes.ts'

const chunk = 500

type Asked = {
  /** What the settings say of a mailbox that is read for the first time. */
  from: Mailbox['from']
  /** Since when it was read before its mails got new UIDs; null where it was not read before. */
  before: { since: Temporal.Instant | null } | null
  now: Temporal.Instant
}

/**
 * Where reading the open mailbox begins (I15): with its first mail unless the settings say otherwise. What came before
 * is counted and left. The choice is made once: what the settings say later changes nothing.
 */
export async function beginReading(client: ImapFlow, { from, before, now }: Asked): Promise<Beginning> {
  if (before) return before.since === null ? fromTheFirst : beginSince(client, before.since)
  if (from === 'first') return fromTheFirst
  // What comes from this moment on has a UID of its own already, whatever the server's clock says.
  if (from === 'now') return { lastUid: lastOf(client), since: wholeSecond(now), left: countOf(client) }
  return beginSince(client, from.toZonedDateTime('UTC').toInstant())
}

async function beginSince(client: ImapFlow, since: Temporal.Instant): Promise<Beginning> {
  const first = await findFirst(client, since)
  const lastUid = first === null ? lastOf(client) : first - 1
  const older = lastUid === 0 ? [] : await client.search({ uid: `1:${lastUid}` }, { uid: true })
  return { lastUid, since, left: older ? older.length : 0 }
}

/** The lowest UID of a mail that reached the server at that moment or later; all above it counts as later too. */
async function findFirst(client: ImapFlow, since: Temporal.Instant): Promise<number | null> {
  // IMAP searches by days without a zone (RFC 9051, 6.4.4): a day earlier holds all that is meant, whatever the zone.
  const day = new Date(since.subtract({ hours: 24 }).epochMilliseconds)
  const uids = ((await client.search({ since: day }, { uid: true })) || []).toSorted((one, other) => one - other)
  for (let at = 0; at < uids.length; at += chunk) {
    const dated = await datesOf(client, uids.slice(at, at + chunk))
    const found = dated.filter(({ at }) => at >= since.epochMilliseconds).map(({ uid }) => uid)
    if (found.length > 0) return Math.min(...found)
  }
  return null
}

async function datesOf(client: ImapFlow, uids: number[]): Promise<{ uid: number; at: number }[]> {
  const dated: { uid: number; at: number }[] = []
  for await (const { uid, internalDate } of client.fetch(
    uids.join(','),
    { uid: true, internalDate: true },
    { uid: true },
  )) {
    // A mail whose date cannot be read is rather read than left.
    dated.push({ uid, at: internalDate ? new Date(internalDate).getTime() || Infinity : Infinity })
  }
  return dated
}

/** Servers date their mails by the second: what came in the same one is rather read again than left. */
function wholeSecond(moment: Temporal.Instant): Temporal.Instant {
  return moment.round({ smallestUnit: 'second', roundingMode: 'floor' })
}

function lastOf({ mailbox }: ImapFlow): number {
  return mailbox ? mailbox.uidNext - 1 : 0
}

function countOf({ mailbox }: ImapFlow): number {
  return mailbox ? mailbox.exists : 0
}
