import type { ShownEvent } from '../../../../db/tickets/events.ts'
import type { ShownMessage } from '../../../../db/tickets/shown-thread.ts'
import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import type { Try } from '../../../../db/tickets/tries.ts'
import { statusOf } from '../../../../domain/stage.ts'
import { rowTitle } from '../../../../domain/testing.ts'
import type { IconName } from '../../../components/icon-names.ts'
import type { Entry } from '../../../components/timeline.tsx'
import { faceOf } from '../../../face.server.ts'
import { fileLink } from '../../../file-link.server.ts'
import { type LetterReader, showWords } from '../../../letter-link.server.ts'
import { renderWords } from '../../../message-html.server.ts'
import { type Manner, sayDate, sayWhen } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { sayReason } from '../../../words/problem.server.ts'
import { saySkipped } from '../../../words/skipped.server.ts'
import { verdictWords } from '../../../words/verdict.server.ts'
import type { ThreadView } from './page.tsx'

type Thread = {
  page: TicketPage
  events: ShownEvent[]
  tries: Try[]
  view: ThreadView
  manner: Manner
  picturesOf: string[]
}

/** Words and events of a ticket in one order, oldest first; what caused words stands before them. */
export function showEntries({ page, events, tries, view, manner, picturesOf }: Thread): Entry[] {
  const reader = { manner, picturesOf, back: `/desk/t/${page.ticket.number}` }
  const words = page.messages
    .filter(({ visibility }) => view === 'all' || (visibility === 'internal') === (view === 'notes'))
    .map((message) => ({ at: message.at, entry: showMessage(message, page, reader) }))
  const since = page.earlier > 0 ? page.messages[0]?.at : undefined
  const done = (view === 'all' ? events : [])
    .filter(({ at }) => since === undefined || Temporal.Instant.compare(at, since) >= 0)
    .map((event) => ({ at: event.at, entry: showEvent(event, { page, tries, manner }) }))
  return [...done, ...words].sort((a, b) => Temporal.Instant.compare(a.at, b.at)).map(({ entry }) => entry)
}

function showMessage(message: ShownMessage, page: TicketPage, reader: LetterReader): Entry {
  const { manner } = reader
  const { id, author, visibility, channel, folded, files, at } = message
  const { ticket } = deskWordsFor(manner.language)
  return {
    kind: visibility === 'internal' ? 'note' : 'message',
    id,
    author: faceOf(author),
    role: roleOf(author, page, manner),
    at: sayWhen(at, manner),
    ...showWords(message, author.name, reader),
    folded: folded && renderWords({ text: folded, channel }),
    files: files.map((file) => fileLink(file, manner.language)),
    byMail: channel === 'mail',
    doubt: author.kind === 'unknown' ? ticket.through : null,
  }
}

function roleOf(author: ShownMessage['author'], page: TicketPage, { language }: Manner): string | null {
  const { ticket } = deskWordsFor(language)
  if (author.kind === 'contact') return page.company.name
  if (author.id !== null && author.id === page.pm?.id) return ticket.pm
  return author.id !== null && author.id === page.developer?.id ? ticket.developer : null
}

type Around = Pick<Thread, 'page' | 'tries' | 'manner'>

function showEvent({ id, action, from, to, actor, at, body }: ShownEvent, around: Around): Entry {
  const { manner } = around
  const words = deskWordsFor(manner.language)
  const status = statusOf(to)
  const moved = from === null || statusOf(from) !== status
  const detail = detailOf(action, body ?? {}, around)
  return {
    kind: 'event',
    id,
    mark: moved ? { status } : { icon: icons[action] ?? 'right' },
    text: [{ strong: actor.name ?? words.system }, ` ${words.did[action]}${detail && `: ${detail}`}`],
    at: sayWhen(at, manner),
  }
}

/** What of the asking is worth a glance; reasons and words stand in the thread themselves. */
function detailOf(
  action: ShownEvent['action'],
  body: Record<string, unknown>,
  { page, tries, manner }: Around,
): string {
  const { fact } = deskWordsFor(manner.language)
  if (action === 'plan' || action === 'start') return saySkipped(body.skipped, manner.language)
  if (action === 'de_escalate') return sayReason(body.reason, manner.language)
  if (action === 'assign') return [body.pm, body.developer].flatMap((one) => nameOf(one, page)).join(', ')
  if (action === 'tick' || action === 'fail_test') {
    const row = tries.flatMap(({ rows }) => rows).find(({ id }) => id === body.row)
    return row ? rowTitle(row, manner.language) : ''
  }
  if (action === 'set_due_date' && typeof body.date === 'string') return sayDate(body.date, manner)
  if (action === 'participants') return [body.added, body.removed].filter((one) => typeof one === 'string').join(', ')
  if (action === 'verdict')
    return verdictWords(manner.language).desk.detail[body.solved === true ? 'solved' : 'unsolved']
  if (action === 'log_time' && typeof body.minutes === 'number') return sayLogged(body.minutes, body.tag)
  if (action === 'split') return typeof body.into === 'number' ? `#${body.into}` : `#${body.from}`
  if (action === 'merge' || action === 'mark_duplicate') return `#${body.into ?? body.of}`
  return action === 'estimate' && typeof body.hours === 'number' ? fact.hours(body.hours) : ''
}

/** `1 h 30 min, Meetings`: alike in both languages, as tags are names. */
function sayLogged(minutes: number, tag: unknown): string {
  const hours = Math.floor(minutes / 60)
  const parts = [hours > 0 && `${hours} h`, minutes % 60 > 0 && `${minutes % 60} min`].filter((part) => part !== false)
  return [parts.join(' '), ...(typeof tag === 'string' ? [tag] : [])].join(', ')
}

/** Whoever has the ticket now by name, others as they were written. */
function nameOf(address: unknown, { pm, developer }: TicketPage): string[] {
  if (typeof address !== 'string') return []
  return [[pm, developer].find((one) => one?.email === address)?.name ?? address]
}

const icons: Partial<Record<ShownEvent['action'], IconName>> = {
  assign: 'person',
  remind: 'mail',
  warn: 'warning',
  breach: 'warning',
  alarm: 'warning',
  set_due_date: 'clock',
  estimate: 'clock',
  hold: 'pause',
  unhold: 'clock',
  log_time: 'clock',
  tick: 'check',
  fail_test: 'cross',
  record_payment: 'invoice',
  categorise: 'pencil',
  participants: 'people',
}
