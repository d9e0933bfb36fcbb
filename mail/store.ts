import { createHash } from 'node:crypto'
import type { House } from '../db/house.ts'
import { type Inbound, keepInbound } from '../db/mailbox/inbound-mail.ts'

/** The largest mail we take, as a whole. */
export const sizeLimit = 25 * 1024 * 1024

/** A mail as it arrived at one of our doors. */
export type Arrived = {
  origin: Inbound['origin']
  trusted?: Inbound['trusted']
  raw: Uint8Array
  /** When it reached its server, as that says. */
  arrivedAt?: Temporal.Instant
  /** What the server says the mail measures, when only its head was fetched. */
  size?: number
  mailbox?: Inbound['mailbox']
  haste?: Inbound['haste']
  envelopeFrom?: string | null
  envelopeTo?: string[]
  /** The other end of the connection, where there was one, and the name it gave. */
  client?: { address: string; name: string } | null
}

/**
 * Stores mails and promises to read them, in one transaction; only afterwards may a server be told anything (B2).
 * Answers the ids of those that were not stored before, in order.
 */
export function storeMail(house: House, mails: Arrived[], now: Temporal.Instant): Promise<string[]> {
  return keepInbound(
    house,
    mails.map(({ raw, size, client, arrivedAt, ...mail }) => ({
      trusted: 'no',
      mailbox: null,
      haste: 'live',
      ...mail,
      envelopeFrom: mail.envelopeFrom ? plain(mail.envelopeFrom) : null,
      envelopeTo: (mail.envelopeTo ?? []).map(plain),
      clientAddress: client ? plain(client.address) : null,
      clientName: client ? plain(client.name) : null,
      bytes: raw,
      sha256: createHash('sha256').update(raw).digest('hex'),
      size: Math.max(size ?? 0, raw.byteLength),
      receivedAt: now,
      arrivedAt: earlierOf(arrivedAt ?? now, now),
    })),
  )
}

/** No mail arrives after we have it, whatever the clock of its server (I19). */
function earlierOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? one : other
}

/** What a client says may hold anything; a text column may not hold NUL. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}
