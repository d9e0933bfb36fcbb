import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { purposes } from '../../domain/decision.ts'
import { channels } from '../../domain/ticket.ts'
import { among, id, instant } from './column.ts'
import { company } from './company.ts'
import { person } from './person.ts'
import { ticket } from './ticket.ts'

export const visibilities = ['public', 'internal'] as const
export const authorKinds = ['contact', 'staff', 'system', 'unknown'] as const

/** Words of a thread: a message both sides see, or a note that only staff see. */
export const message = pgTable(
  'message',
  {
    id: id(),
    ticketId: uuid().notNull(),
    companyId: uuid().notNull(),
    authorKind: text({ enum: authorKinds }).notNull(),
    authorId: uuid().references(() => person.id),
    /** Name and address as they stood in a mail whose author is nobody we know. */
    authorName: text().notNull(),
    authorEmail: text(),
    visibility: text({ enum: visibilities }).notNull(),
    purpose: text({ enum: purposes }).notNull(),
    channel: text({ enum: channels }).notNull(),
    /** The new words: Markdown from the web, plain text from a mail. */
    text: text().notNull(),
    /** The HTML of a mail, as received; it is made safe when it is shown. */
    html: text(),
    /** Whether that HTML says more than the text, and is shown in its place. */
    ownShape: boolean().notNull().default(false),
    /** Whether it would then fetch pictures from elsewhere, which its reader is asked about. */
    remotePictures: boolean().notNull().default(false),
    /** Quote and signature of a mail, folded, never deleted. */
    folded: text(),
    /** The same source adds nothing twice. */
    sourceKey: text().notNull(),
    at: instant().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    unique('message_once').on(table.ticketId, table.sourceKey),
    among('message_author_kind', table.authorKind, authorKinds),
    among('message_visibility', table.visibility, visibilities),
    among('message_purpose', table.purpose, purposes),
    among('message_channel', table.channel, channels),
    check('message_author', sql`(${table.authorKind} in ('contact', 'staff')) = (${table.authorId} is not null)`),
    check('message_own_shape', sql`not ${table.ownShape} or ${table.html} is not null`),
    check('message_note_by_us', sql`${table.visibility} = 'public' or ${table.authorKind} <> 'contact'`),
    index('message_ticket').on(table.ticketId, table.at),
  ],
)

/** A file on a ticket: uploaded first, then named by a message. Its bytes lie in the store under a random key. */
export const file = pgTable(
  'file',
  {
    id: id(),
    companyId: uuid()
      .notNull()
      .references(() => company.id),
    /** null while a form that opens a ticket is being filled in. */
    ticketId: uuid(),
    messageId: uuid().references(() => message.id),
    uploadedBy: uuid().references(() => person.id),
    visibility: text({ enum: visibilities }).notNull(),
    name: text().notNull(),
    /** Read from the bytes, not from what the sender claims. */
    type: text().notNull(),
    size: integer().notNull(),
    sha256: text().notNull(),
    storageKey: text().notNull().unique(),
    /** The Content-ID by which the HTML of the same mail shows it. */
    contentId: text(),
    createdAt: instant().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }),
    among('file_visibility', table.visibility, visibilities),
    check('file_size', sql`${table.size} >= 0`),
    index('file_ticket').on(table.ticketId),
    index('file_message').on(table.messageId),
  ],
)
