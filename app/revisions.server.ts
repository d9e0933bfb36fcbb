import type { ShownRevision } from '../db/customers/documents.ts'
import type { ShownVersion } from './components/revisions.tsx'
import { compareLines } from './line-diff.server.ts'
import { type Manner, sayWhen } from './moment.server.ts'
import { docsWords } from './words/docs.server.ts'

/** A version of anything: its text is compared with that of the version before. */
export type Version = { version: number; text: string; writtenBy: string | null; writtenAt: Temporal.Instant }

/**
 * Versions, newest first, as a history shows them.
 * @param count how many to show; the one after them, where there is one, is only compared with
 */
export function showVersions(
  versions: (Version & { ticket?: number | null })[],
  { manner, count, ticketHref }: { manner: Manner; count: number; ticketHref: (number: number) => string },
): ShownVersion[] {
  const words = docsWords(manner.language)
  return versions.slice(0, count).map((one, place) => {
    const before = versions[place + 1]
    const lines = before ? compareLines(before.text, one.text) : []
    return {
      version: one.version,
      name: words.version(one.version),
      by: one.writtenBy && words.by(one.writtenBy),
      at: sayWhen(one.writtenAt, manner),
      ticket: one.ticket ? { text: words.after(one.ticket), href: ticketHref(one.ticket) } : null,
      lines,
      note: before ? (lines.length === 0 ? words.page.same : null) : words.page.first,
    }
  })
}

/** A revision of a page as the text that is compared: its title stands above it. */
export function asVersion({ title, body, ...revision }: ShownRevision): Version & { ticket: number | null } {
  return { ...revision, text: `# ${title}\n\n${body}` }
}

/** "Updated Thu 12 Nov, 10:00" and "after #2019", as a page says it of itself. */
export function sayUpdated({ writtenAt, ticket }: Pick<ShownRevision, 'writtenAt' | 'ticket'>, manner: Manner) {
  const words = docsWords(manner.language)
  return {
    updated: words.updated(sayWhen(writtenAt, manner).text),
    after: ticket === null ? null : { text: words.after(ticket), number: ticket },
  }
}

export type Updated = ReturnType<typeof sayUpdated>
