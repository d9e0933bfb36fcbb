import { eq, inArray } from 'drizzle-orm'
import type { House } from '../../db/house.ts'
import { makeReplyToken } from '../../db/people/reply-token.ts'
import { inboundMail, replyAddress } from '../../db/schema/mail.ts'
import { message } from '../../db/schema/thread.ts'
import { event, participant, ticket } from '../../db/schema/ticket.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { makeAddress } from '../../mail/evidence/reply-address.ts'
import { parseMail } from '../../mail/parse.ts'
import type { ReadingContext } from '../../mail/receiving/reading.ts'
import { type Arrived, storeMail } from '../../mail/store.ts'
import { rawMail } from './raw-mail.ts'
import { monday } from './world.ts'

/** A DNS in which nothing is. */
const nowhere = () => Promise.reject(Object.assign(new Error('nothing there'), { code: 'ENOTFOUND' }))

export const reading: ReadingContext = {
  secretKey: 'a secret only the tests know',
  mailDomain: 'desk.example',
  mailboxes: [],
  authservId: 'mx.desk.example',
  trustLoopback: true,
  parse: parseMail,
  resolver: nowhere,
}

export type Written = {
  from: string
  to?: string
  cc?: string
  subject?: string
  id?: string | null
  /** The mail that it answers, or the whole chain down to that. */
  answers?: string | string[]
  body?: string
  headers?: string[]
}

let written = 0

/** A mail as people write it: only what the test says, and an id of its own. */
export function aMail({
  from,
  to = 'support@desk.example',
  cc,
  subject = 'The shop is slow',
  body = 'It is slow.\n',
  ...more
}: Written) {
  written += 1
  const chain = [more.answers ?? []].flat().map((answered) => `<${answered}>`)
  const id = more.id === undefined ? `mail-${written}@clients.example` : more.id
  return rawMail(
    [
      ...(more.headers ?? []),
      `From: ${from}`,
      `To: ${to}`,
      ...(cc ? [`Cc: ${cc}`] : []),
      `Subject: ${subject}`,
      ...(id === null ? [] : [`Message-ID: <${id}>`]),
      ...(chain.length > 0 ? [`In-Reply-To: ${chain.at(-1)}`, `References: ${chain.join(' ')}`] : []),
      'Date: Mon, 16 Nov 2026 10:00:00 +0000',
      'Content-Type: text/plain; charset=utf-8',
    ],
    body,
  )
}

/** Said on top of a mail by our own server, whose word counts. */
export function proven(domain: string) {
  return `Authentication-Results: mx.desk.example; dmarc=pass header.from=${domain}; dkim=pass header.d=${domain}`
}

/** Stores a mail as the demo's listener would, unless the test says otherwise; answers its id, unread. */
export async function store(house: House, raw: Uint8Array, said: Partial<Arrived> = {}, now = monday): Promise<string> {
  const [id] = await storeMail(house, [{ origin: 'smtp', trusted: 'loopback', raw, ...said }], now)
  if (!id) throw new Error('The mail of the test was stored before.')
  return id
}

/** Stores one mail and reads it; answers its line in the mail log. */
export async function handIn(house: House, raw: Uint8Array, said: Partial<Arrived> = {}, now = monday) {
  const id = await store(house, raw, said, now)
  await readMails(house, reading, [id])
  return lineOf(house, id)
}

export async function lineOf(house: House, id: string) {
  const [line] = await house.db.select().from(inboundMail).where(eq(inboundMail.id, id))
  if (!line) throw new Error(`There is no mail ${id}.`)
  return line
}

/** A reply address as one of our letters would offer it. */
export async function aReplyAddress(
  house: House,
  grant: { personId: string; ticketId: string; purpose?: 'reply' | 'note' | 'decide'; expiresAt?: Temporal.Instant },
) {
  const { personId, ticketId, purpose = 'reply', expiresAt = monday.add({ hours: 9000 }) } = grant
  const { token, hash } = makeReplyToken(reading.secretKey, { personId, ticketId, purpose, round: 0 })
  await house.db
    .insert(replyAddress)
    .values({ tokenHash: hash, personId, ticketId, purpose, createdAt: monday, expiresAt })
    .onConflictDoNothing()
  return makeAddress(purpose === 'note' ? 'note' : 'reply', token, reading.mailDomain)
}

/** The words of a ticket, oldest first. */
export function threadOf(house: House, ticketId: string) {
  return house.db
    .select({ text: message.text, visibility: message.visibility, author: message.authorName, folded: message.folded })
    .from(message)
    .where(eq(message.ticketId, ticketId))
    .orderBy(message.at, message.id)
}

/** All that a ticket is and has, to be compared before and after. */
export async function everythingOf(house: House, ticketId: string) {
  const [itself, words, people, events] = await Promise.all([
    house.db.select().from(ticket).where(eq(ticket.id, ticketId)),
    house.db.select().from(message).where(eq(message.ticketId, ticketId)).orderBy(message.id),
    house.db.select().from(participant).where(eq(participant.ticketId, ticketId)).orderBy(participant.personId),
    house.db.select().from(event).where(eq(event.ticketId, ticketId)).orderBy(event.id),
  ])
  return JSON.stringify({ itself, words, people, events })
}

export async function peopleOf(house: House, ticketId: string): Promise<string[]> {
  const rows = await house.db
    .select({ id: participant.personId })
    .from(participant)
    .where(eq(participant.ticketId, ticketId))
  return rows.map(({ id }) => id)
}

export async function ticketsIn(house: House, ids: string[]) {
  return ids.length === 0 ? [] : house.db.select().from(ticket).where(inArray(ticket.id, ids))
}
