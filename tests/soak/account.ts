import { createHash } from 'node:crypto'
import { isNull, sql } from 'drizzle-orm'
import type { House } from '../../db/house.ts'
import { inboundMail, outgoingMail } from '../../db/schema/mail.ts'
import { message } from '../../db/schema/thread.ts'
import { ticket } from '../../db/schema/ticket.ts'
import type { Dovecot } from '../support/dovecot.ts'
import { idOf, type SmtpSink } from '../support/open-smtp-sink.ts'
import type { Kind, Planned } from './mails.ts'

/** What nobody may find after a soak: each is a fact in words, with the mail it is about. */
export type Account = { wrong: string[]; figures: Record<string, number> }

const fatesOf: Record<Kind, string[]> = {
  // Mails overtake each other: whichever is read first opens the ticket.
  'first word': ['ticket', 'reply'],
  answer: ['ticket', 'reply'],
  'absence note': ['auto_reply'],
  stranger: ['held'],
  'unknown bounce': ['bounce'],
  'too many parts': ['held'],
  'our own': ['loop'],
}

type Row = Pick<
  typeof inboundMail.$inferSelect,
  'fate' | 'reason' | 'sha256' | 'uid' | 'origin' | 'ticketId' | 'threadMessageId'
>

/** Holds what is kept against what was delivered: every mail one fate, no words twice, every letter out once (B1–B5). */
export async function accountFor(
  house: House,
  { mails, dovecot, sink }: { mails: Planned[]; dovecot: Dovecot; sink: SmtpSink },
): Promise<Account> {
  const rows: Row[] = await house.db.select().from(inboundMail)
  const wrong = [
    ...(await missingFromMailbox(rows, dovecot)),
    ...mails.flatMap((mail) => wrongWith(mail, rowsOf(mail, rows))),
    ...tornConversations(mails, rows),
    ...(await doubledWords(house, rows)),
  ]
  const letters = await accountForLetters(house, sink)
  const { length: all } = rows
  const figures = { kept: all, ...countFates(rows), ...letters.figures }
  return { wrong: [...wrong, ...letters.wrong], figures }
}

function rowsOf({ bytes }: Planned, rows: Row[]): Row[] {
  const hashes = new Set([bytes, Buffer.concat([bytes, Buffer.from('\r\n')])].map(hashOf))
  return rows.filter(({ sha256 }) => hashes.has(sha256))
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** B1, B3: each mail the server holds is kept once, byte for byte. */
async function missingFromMailbox(rows: Row[], dovecot: Dovecot): Promise<string[]> {
  const kept = new Map(rows.filter(({ origin }) => origin === 'imap').map((row) => [row.uid, row.sha256]))
  const there = await dovecot.asAnother(async (client) => {
    const all: { uid: number; sha256: string }[] = []
    for await (const { uid, source } of client.fetch('1:*', { uid: true, source: true })) {
      all.push({ uid, sha256: hashOf(source ?? Buffer.alloc(0)) })
    }
    return all
  })
  const lost = there.flatMap(({ uid, sha256 }) =>
    kept.get(uid) === sha256 ? [] : [`UID ${uid} is ${kept.has(uid) ? 'kept with other bytes' : 'not kept'}.`],
  )
  return there.length === kept.size ? lost : [...lost, `${there.length} mails lie there, ${kept.size} are kept.`]
}

function wrongWith({ id, kind, door, copies }: Planned, rows: Row[]): string[] {
  const say = (what: string) => `${id} (${kind}) ${what}.`
  const unread = rows.filter(({ fate }) => fate === null)
  const originals = rows.filter(({ fate }) => fate !== null && fate !== 'duplicate')
  // Who got no answer asks again, so by SMTP a mail may be kept more often than it was taken: as a copy.
  const enough = door === 'imap' ? rows.length === copies : rows.length >= copies
  const single = kind === 'our own' ? originals.length === rows.length : originals.length === 1
  return [
    ...(enough ? [] : [say(`came ${copies} times and is kept ${rows.length} times`)]),
    ...(unread.length === 0 ? [] : [say(`waits to be read, ${unread.length} times`)]),
    ...(single || unread.length > 0 ? [] : [say(`counts ${originals.length} times`)]),
    ...originals.flatMap(({ fate, reason }) =>
      fatesOf[kind].includes(fate ?? '') ? [] : [say(`ended as ${fate}${reason ? ` for ${reason}` : ''}`)],
    ),
  ]
}

function tornConversations(mails: Planned[], rows: Row[]): string[] {
  const words = mails.filter(({ kind }) => kind === 'first word' || kind === 'answer')
  const byHash = Map.groupBy(rows, ({ sha256 }) => sha256)
  return [...Map.groupBy(words, ({ conversation }) => conversation)].flatMap(([name, some]) => {
    const found = some.flatMap(({ bytes }) => [
      ...(byHash.get(hashOf(bytes)) ?? []),
      ...(byHash.get(hashOf(Buffer.concat([bytes, Buffer.from('\r\n')]))) ?? []),
    ])
    const tickets = new Set(found.map(({ ticketId }) => ticketId))
    const opened = found.filter(({ fate }) => fate === 'ticket').length
    return tickets.size === 1 && opened === 1
      ? []
      : [`Conversation ${name} opened ${opened} tickets on ${tickets.size}.`]
  })
}

async function doubledWords({ db }: House, rows: Row[]): Promise<string[]> {
  const spoken = rows.filter(({ fate }) => fate === 'ticket' || fate === 'reply')
  const places = new Set(spoken.map(({ threadMessageId }) => threadMessageId))
  const [tickets, words] = [await db.$count(ticket), await db.$count(message, sql`${message.visibility} = 'public'`)]
  const opened = spoken.filter(({ fate }) => fate === 'ticket').length
  return [
    ...(places.size === spoken.length ? [] : [`${spoken.length} mails became ${places.size} messages.`]),
    ...(words === spoken.length ? [] : [`${spoken.length} mails became ${words} public messages.`]),
    ...(tickets === opened ? [] : [`${opened} mails opened tickets, and there are ${tickets}.`]),
  ]
}

/** B5: one Message-ID, the same bytes, and never more copies than the bytes may have left without an answer. */
async function accountForLetters({ db }: House, sink: SmtpSink): Promise<Account> {
  const letters = await db
    .select({
      ...{ id: outgoingMail.id, delivery: outgoingMail.delivery, copies: outgoingMail.copies },
      ...{ messageId: outgoingMail.messageId, mime: outgoingMail.mime, ticketId: outgoingMail.ticketId },
      letter: outgoingMail.letter,
    })
    .from(outgoingMail)
  const taken = Map.groupBy(sink.taken, ({ bytes }) => idOf(bytes) ?? '')
  const known = new Set(letters.map(({ messageId }) => messageId))
  const wrong = letters.flatMap(({ id, delivery, copies, messageId, mime }) => {
    const arrived = taken.get(messageId ?? '') ?? []
    const isSame = arrived.every(({ bytes }) => bytes.equals(Buffer.from(mime ?? [])))
    const isOver = delivery === 'sent' || (delivery === 'maybe_sent' && copies > 1)
    // `copies` are those of which nobody knows; the one that was answered comes on top.
    const mayArrive = copies + (delivery === 'sent' ? 1 : 0)
    return [
      ...(isOver ? [] : [`Letter ${id} is still ${delivery}.`]),
      ...(delivery === 'sent' && arrived.length === 0 ? [`Letter ${id} counts as sent and never arrived.`] : []),
      ...(arrived.length > mayArrive
        ? [`Letter ${id} left ${mayArrive} times and arrived ${arrived.length} times.`]
        : []),
      ...(isSame ? [] : [`Letter ${id} arrived in other bytes.`]),
    ]
  })
  const strays = [...taken.keys()].filter((messageId) => !known.has(messageId)).map((id) => `Nobody promised ${id}.`)
  const unanswered = await db.$count(ticket, sql`not exists (select 1 from outgoing_mail where ticket_id = ticket.id)`)
  const withheld = await db.$count(
    inboundMail,
    sql`fate = 'ticket' and reason in ('too_many_at_once', 'not_acknowledged', 'too_many_newcomers')`,
  )
  const unexplained =
    unanswered === withheld ? [] : [`${unanswered} tickets have no letter, and ${withheld} mails say why.`]
  const figures = {
    letters: letters.length,
    lettersArrived: sink.taken.length,
    lettersTwice: [...taken.values()].filter(({ length }) => length > 1).length,
    ticketsWithoutLetter: unanswered,
    lettersWithoutBytes: await db.$count(outgoingMail, isNull(outgoingMail.mime)),
  }
  return { wrong: [...wrong, ...strays, ...unexplained], figures }
}

function countFates(rows: Row[]): Record<string, number> {
  const named = Map.groupBy(rows, ({ fate, reason }) => (reason ? `${fate}: ${reason}` : String(fate)))
  return Object.fromEntries([...named].map(([name, some]) => [name, some.length]))
}
