import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { letters } from '../../domain/notify.ts'
import type { ProbeFindings } from '../../domain/probe.ts'
import { languages } from '../../domain/ticket.ts'
import type { CommandLine } from '../../domain/words/mail-commands.ts'
import { among, bytes, id, instant } from './column.ts'
import { app, company } from './company.ts'
import { person } from './person.ts'
import { message } from './thread.ts'
import { approval, event, ticket } from './ticket.ts'

export const fates = [
  'ticket',
  'reply',
  'decision',
  'command',
  'auto_reply',
  'bounce',
  'duplicate',
  'loop',
  'held',
] as const
export type Fate = (typeof fates)[number]
/** What a person may decide of a held mail; `anyway` reads it like any other, however many came with it. */
export const releases = ['attach', 'open', 'alias', 'spam', 'anyway'] as const
export const origins = ['imap', 'smtp', 'lmtp', 'file'] as const
/**
 * What became of a letter. `gathered` waits for its reader's digest, and has gone out with it once `digestId` is there;
 * `unwanted` was left out because its reader wishes so.
 */
export const deliveries = [
  'queued',
  'sent',
  'kept',
  'deferred',
  'maybe_sent',
  'bounced',
  'failed',
  'dropped',
  'gathered',
  'unwanted',
] as const
export type Delivery = (typeof deliveries)[number]
/** What a token of ours is good for; `confirm` is that of a link alone, never of an address. */
export const purposesOfAddress = ['reply', 'note', 'decide', 'confirm'] as const

/**
 * The lines of commands in a mail of one of us. `steps` are what they come to, and the name under which they act, kept
 * while a click is still missing; whoever carries them out reads them as from outside.
 */
export type MailCommands = { lines: CommandLine[]; steps: unknown[]; sourceKey?: string }

/** Where we are in a mailbox: everything up to `lastUid` of this UIDVALIDITY is stored (RFC 9051, 2.3.1.1). */
export const mailbox = pgTable(
  'mailbox',
  {
    /** user@host/folder; never a password. */
    name: text().primaryKey(),
    uidValidity: bigint({ mode: 'number' }),
    lastUid: bigint({ mode: 'number' }).notNull().default(0),
    /** Only what arrived since was asked for when it was first read; null: all of it. */
    readSince: instant(),
    /** What was left in it, or is still to be fetched once somebody asked for it: UIDs above `leftAfter`, to `leftUpTo`. */
    leftAfter: bigint({ mode: 'number' }).notNull().default(0),
    leftUpTo: bigint({ mode: 'number' }).notNull().default(0),
    /** How many mails that are. */
    left: integer().notNull().default(0),
    polledAt: instant(),
    /** One of `domain/words/mailbox-faults.ts`, and what the other side said of it. */
    fault: text(),
    faultSaid: text(),
    faultAt: instant(),
    /** When the people who can mend it were told that it cannot be read; null once it can. */
    alarmedAt: instant(),
    /** Whose mail comes in here by default: what triage is offered first, and the app of that company's new tickets. */
    companyId: uuid().references(() => company.id),
    appId: uuid(),
    /** The refresh token that the last one was exchanged for, sealed; it stands for the one of the settings with this hash. */
    grant: bytes(),
    grantFor: text(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.appId], foreignColumns: [app.companyId, app.id] }),
    check('mailbox_app_of_company', sql`${table.appId} is null or ${table.companyId} is not null`),
  ],
)

/** The bytes of a letter as received, once for the same bytes. */
export const raw = pgTable('raw', {
  sha256: text().primaryKey(),
  bytes: bytes().notNull(),
})

/** A letter as received, with its one fate (mail §1). null while it waits to be read. */
export const inboundMail = pgTable(
  'inbound_mail',
  {
    id: id(),
    origin: text({ enum: origins }).notNull(),
    /** Handed in on the loopback listener of a demo, which counts as proven (mail §3). */
    trusted: text({ enum: ['no', 'loopback'] })
      .notNull()
      .default('no'),
    mailbox: text(),
    uidValidity: bigint({ mode: 'number' }),
    uid: bigint({ mode: 'number' }),
    envelopeFrom: text(),
    envelopeTo: text().array().notNull().default([]),
    /** Who handed it to our listener, and by which name: what SPF asks about. */
    clientAddress: text(),
    clientName: text(),
    sha256: text()
      .notNull()
      .references(() => raw.sha256),
    size: integer().notNull(),
    receivedAt: instant().notNull(),
    /** When it came to the server of its mailbox, by that server's clock but never after `receivedAt`. */
    arrivedAt: instant(),
    fate: text({ enum: fates }),
    reason: text(),
    level: text({ enum: ['P0', 'P1', 'P2', 'P3'] }),
    evidence: jsonb().$type<Record<string, unknown>>(),
    messageId: text(),
    /** Further ones, of senders that give several: another copy may bear only one of them. */
    otherIds: text().array(),
    subject: text(),
    fromAddress: text(),
    fromName: text(),
    companyId: uuid().references(() => company.id),
    ticketId: uuid().references(() => ticket.id),
    /** The words it became in a thread. */
    threadMessageId: uuid().references(() => message.id),
    /** What it says, for a person to look at, while that stands in no thread; the HTML as it came, not yet safe to show. */
    text: text(),
    html: text(),
    /** What one of us asked for in it, line by line, and what became of each. */
    commands: jsonb().$type<MailCommands>(),
    readAt: instant(),
    /** What it came in a flood of (L14): an address, the new ones of `@a.domain`, or `strangers`. The mail log shows such mails as one line. */
    flood: text(),
    /** The domain it is proven to come from, where its writer was new to us within a day: such people are one crowd (L14). */
    newcomerOf: text(),
    tries: integer().notNull().default(0),
    /** What a person decided of a held mail, and who; release runs the same reading again. */
    release: jsonb().$type<{
      as: (typeof releases)[number]
      ticketNumber?: number
      personId?: string
      by: string
      at: string
    }>(),
  },
  (table) => [
    unique('inbound_mail_uid').on(table.mailbox, table.uidValidity, table.uid),
    among('inbound_mail_origin', table.origin, origins),
    among('inbound_mail_fate', table.fate, fates),
    check('inbound_mail_held_reason', sql`${table.fate} is distinct from 'held' or ${table.reason} is not null`),
    check('inbound_mail_read', sql`(${table.fate} is null) = (${table.readAt} is null)`),
    // Rising, and read backwards: drizzle writes a falling one with NULLS LAST, which no ORDER BY … DESC can use.
    index('inbound_mail_newest').on(table.receivedAt, table.id),
    index('inbound_mail_waiting').on(table.receivedAt).where(sql`fate is null`),
    index('inbound_mail_held').on(table.receivedAt, table.id).where(sql`fate = 'held'`),
    // A mail that waits has none of these yet, and is written twice before it has.
    index('inbound_mail_ticket').on(table.ticketId).where(sql`ticket_id is not null`),
    index('inbound_mail_thread_message').on(table.threadMessageId).where(sql`thread_message_id is not null`),
    index('inbound_mail_message_id').on(table.messageId).where(sql`message_id is not null`),
    index('inbound_mail_other_ids').using('gin', table.otherIds).where(sql`other_ids is not null`),
    index('inbound_mail_sha256').on(table.sha256),
    index('inbound_mail_from').on(table.fromAddress, table.receivedAt).where(sql`from_address is not null`),
    index('inbound_mail_arrived_from').on(table.fromAddress, table.arrivedAt),
    index('inbound_mail_newcomer').on(table.newcomerOf, table.arrivedAt).where(sql`newcomer_of is not null`),
    index('inbound_mail_flood').on(table.flood, table.receivedAt).where(sql`flood is not null`),
  ],
)

/** A mail that one of us writes to us, to see what proof their mail arrives with (D12). The code is good for one. */
export const mailProbe = pgTable(
  'mail_probe',
  {
    code: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    mailId: uuid().references(() => inboundMail.id),
    arrivedAt: instant(),
    /** The domain it was written from, and what was found of it. */
    domain: text(),
    findings: jsonb().$type<ProbeFindings>(),
  },
  (table) => [
    index('mail_probe_person').on(table.personId, table.createdAt),
    check('mail_probe_found', sql`(${table.mailId} is null) = (${table.findings} is null)`),
  ],
)

/** Every Message-ID of a ticket's mails, in and out: how an answer finds its thread. */
export const threadId = pgTable(
  'thread_id',
  {
    messageId: text().notNull(),
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.ticketId] }),
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    index('thread_id_ticket').on(table.ticketId, table.at),
  ],
)

/** A personal address only we can have made; the token in it is kept as a hash (mail §3). */
export const replyAddress = pgTable(
  'reply_address',
  {
    tokenHash: text().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    ticketId: uuid()
      .notNull()
      .references(() => ticket.id),
    purpose: text({ enum: purposesOfAddress }).notNull(),
    /** What a `decide` address is good for: this round, this question, and no other. */
    round: integer(),
    approvalId: uuid().references(() => approval.id),
    /** What a `confirm` token is good for: the commands of this mail. */
    mailId: uuid().references(() => inboundMail.id),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    among('reply_address_purpose', table.purpose, purposesOfAddress),
    index('reply_address_person').on(table.personId, table.ticketId),
  ],
)

/** A letter we promised: one recipient, one Message-ID for life, MIME bytes made once before the first try. */
export const outgoingMail = pgTable(
  'outgoing_mail',
  {
    id: id(),
    letter: text({ enum: letters }).notNull(),
    companyId: uuid().references(() => company.id),
    ticketId: uuid().references(() => ticket.id),
    eventId: uuid().references(() => event.id),
    threadMessageId: uuid().references(() => message.id),
    personId: uuid().references(() => person.id),
    address: text().notNull(),
    language: text({ enum: languages }).notNull(),
    /** Facts a letter cannot read again later, such as a code to sign in; wiped once the MIME bytes exist. */
    facts: jsonb().$type<Record<string, string>>().notNull().default({}),
    messageId: text().unique(),
    subject: text(),
    mime: bytes(),
    delivery: text({ enum: deliveries }).notNull().default('queued'),
    tries: integer().notNull().default(0),
    /** How often the bytes may have reached the server without its answer reaching us. */
    copies: integer().notNull().default(0),
    /** While a worker sends it: until then nobody else does, unless the worker dies and lets this pass. */
    sendingUntil: instant(),
    serverSaid: text(),
    /** The digest that told of it. */
    digestId: uuid().references((): AnyPgColumn => outgoingMail.id),
    createdAt: instant().notNull(),
    triedAt: instant(),
    deliveredAt: instant(),
  },
  (table) => [
    among('outgoing_mail_letter', table.letter, letters),
    among('outgoing_mail_delivery', table.delivery, deliveries),
    // One cause tells one person once.
    uniqueIndex('outgoing_mail_once_per_event')
      .on(table.eventId, table.letter, table.address)
      .where(sql`event_id is not null`),
    uniqueIndex('outgoing_mail_once_per_message')
      .on(table.threadMessageId, table.letter, table.address)
      .where(sql`event_id is null and thread_message_id is not null`),
    index('outgoing_mail_newest').on(table.createdAt, table.id),
    index('outgoing_mail_undelivered').on(table.createdAt, table.id).where(sql`delivery in ('bounced', 'failed')`),
    index('outgoing_mail_thread_message').on(table.threadMessageId),
    index('outgoing_mail_ticket').on(table.ticketId, table.createdAt),
    index('outgoing_mail_automatic').on(table.address, table.createdAt),
    index('outgoing_mail_gathered').on(table.personId).where(sql`delivery = 'gathered' and digest_id is null`),
    index('outgoing_mail_digest').on(table.digestId).where(sql`digest_id is not null`),
  ],
)
