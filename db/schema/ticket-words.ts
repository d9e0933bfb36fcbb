import { foreignKey, index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { tsvector } from './column.ts'
import { ticket } from './ticket.ts'

/**
 * What a ticket is found by: the words of its title and its whole thread, each once, without accents. The database
 * keeps it beside every message that is written; a contact may read `publicWords` only.
 */
export const ticketWords = pgTable(
  'ticket_words',
  {
    ticketId: uuid().primaryKey(),
    companyId: uuid().notNull(),
    publicWords: tsvector().notNull(),
    allWords: tsvector().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.companyId, table.ticketId], foreignColumns: [ticket.companyId, ticket.id] }).onDelete(
      'cascade',
    ),
    // None on the public words: row-level security keeps an index on words from a contact's query.
    index('ticket_words_all').using('gin', table.allWords),
  ],
)
