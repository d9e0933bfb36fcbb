import type { ShownEvent } from '../../../db/tickets/events.ts'
import type { ShownMessage } from '../../../db/tickets/shown-thread.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import { statusOf } from '../../../domain/stage.ts'
import type { Approval } from '../../../domain/ticket.ts'
import type { Entry, Phrase } from '../../components/timeline.tsx'
import { faceOf } from '../../face.server.ts'
import { fileLink } from '../../file-link.server.ts'
import { showWords } from '../../letter-link.server.ts'
import { renderPlain } from '../../markdown.server.ts'
import { type Manner, sayWhen } from '../../moment.server.ts'
import { sayHours } from '../../stage-line.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'

/** Who reads, and how the house is called to them. */
export type Eyes = { id: string; agency: string; words: PortalWords; manner: Manner; picturesOf: string[] }

/** What happened on a ticket as its customer may know it, oldest first. */
export function entriesOf(page: TicketPage, events: ShownEvent[], eyes: Eyes): Entry[] {
  const said = page.messages.map((message) => ({ at: message.at, entry: sayMessage(message, page, eyes) }))
  const oldest = page.earlier > 0 ? page.messages[0]?.at : undefined
  const done = events.flatMap((event) => {
    const before = oldest && Temporal.Instant.compare(event.at, oldest) < 0
    const text = before ? null : sayEvent(event, page, eyes)
    return text ? [{ at: event.at, entry: { ...eventEntry(event, eyes), text } }] : []
  })
  // Of one moment the words come first: the event says what they led to.
  return [...said, ...done].sort((one, other) => Temporal.Instant.compare(one.at, other.at)).map(({ entry }) => entry)
}

/** What stands behind somebody's name for this reader. */
export function roleOf(author: ShownMessage['author'], { pm, developer, requester }: TicketPage, eyes: Eyes): string {
  const { words } = eyes
  if (author.id === eyes.id) return words.role.you
  if (author.kind === 'contact') return author.id === requester.id ? words.role.requester : ''
  if (author.id !== null && author.id === pm?.id) return words.role.pm
  return author.id !== null && author.id === developer?.id ? words.role.developer : eyes.agency
}

function sayMessage(message: ShownMessage, page: TicketPage, eyes: Eyes): Entry {
  const { id, author, at, folded, files, channel } = message
  return {
    kind: 'message',
    id,
    author: faceOf({ id: author.id, name: author.name || eyes.agency }),
    role: roleOf(author, page, eyes) || null,
    at: sayWhen(at, eyes.manner),
    ...showWords(message, author.name || eyes.agency, { ...eyes, back: `/tickets/${page.ticket.number}` }),
    folded: folded === null ? null : renderPlain(folded),
    files: files.map((file) => fileLink(file, eyes.manner.language, page.ticket.number)),
    byMail: channel === 'mail',
    doubt: null,
  }
}

/** What the customer said yes to is ticked off. */
const agreed = ['approve', 'approve_release', 'record_payment']

function eventEntry(event: ShownEvent, { manner }: Eyes) {
  const mark = agreed.includes(event.action) ? { icon: 'check' as const } : { status: statusOf(event.to) }
  return { kind: 'event' as const, id: event.id, mark, at: sayWhen(event.at, manner) }
}

/** The event in words; null for what is between us, or said by the words that came with it. */
function sayEvent(event: ShownEvent, page: TicketPage, { id, agency, words, manner }: Eyes): Phrase | null {
  const { action, actor, from } = event
  const happened: Partial<Record<string, string>> = words.happened
  const did: Partial<Record<string, string>> = words.did
  // Handing a ticket on from one of us to another is no news to its customer.
  if (action === 'assign' && from !== 'new') return null
  const sentence = happened[action]
  if (sentence) return [sentence]
  const deed = did[action]
  if (!deed) return null
  const name = actor.id === id ? words.role.you : (actor.name ?? agency)
  return [{ strong: name }, ` ${deed}`, ...sayHoursOf(event, page, { words, manner })]
}

/** The hours of the estimate that was sent or approved then. */
function sayHoursOf({ action, at }: ShownEvent, page: TicketPage, { words, manner }: Pick<Eyes, 'words' | 'manner'>) {
  if (action !== 'send_estimate' && action !== 'approve') return []
  const moment = ({ askedAt, decidedAt }: Approval) => (action === 'approve' ? decidedAt : askedAt)
  const meant = page.ticket.approvals.find((one) => moment(one)?.equals(at))
  const hours = meant?.hours ?? null
  return hours === null ? [] : [` ${words.withHours[action]} `, { strong: sayHours(hours, words, manner.language) }]
}
