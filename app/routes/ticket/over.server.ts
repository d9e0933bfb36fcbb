import { reopenUntil } from '../../../domain/sla.ts'
import { mayReopen } from '../../../domain/verdict.ts'
import type { Fact } from '../../components/fact-list.tsx'
import { renderMarkdown } from '../../markdown.server.ts'
import { sayWhen } from '../../moment.server.ts'
import { sayHours } from '../../stage-line.server.ts'
import { type TurnWords, turnWords } from '../../words/turn.server.ts'
import type { Asked } from './asked.server.ts'
import type { Turn } from './turn.tsx'
import { askVerdict, sayVerdict } from './verdict.server.ts'

/** How it ended: what was released and when, what was written down, and until when it may be reopened (R038, R048). */
export function overOf(asked: Asked): Turn | null {
  const { page, eyes, verdict, actor } = asked
  const { ticket } = page
  const reopen = mayReopen(ticket, page.calendar, eyes.manner.now)
  const words = turnWords(eyes.manner.language)
  if (ticket.mergedIntoId !== null) return null
  return {
    kind: 'over',
    title: titleOf(asked, words),
    lines: linesOf(asked, words),
    released: releaseOf(asked, words),
    reopen,
    verdict: {
      ask: askVerdict(asked),
      said: verdict && sayVerdict(verdict, actor, eyes.manner),
      solved: verdict?.solved !== false,
    },
    newTicket: ticket.stage === 'closed' && !reopen ? newTicketOf(ticket.number, words) : null,
  }
}

function newTicketOf(number: number, words: TurnWords) {
  return { href: `/tickets/new?about=${number}`, text: words.over.newLinked }
}

function titleOf({ page: { ticket } }: Asked, { over }: TurnWords): string {
  if (ticket.stage === 'released') return over.live
  if (ticket.resolution === 'no_feedback') return over.silent
  if (ticket.resolution === 'resolved') return over.resolved
  return ticket.resolution === 'answered' ? over.answered : over.other
}

function linesOf(asked: Asked, { over }: TurnWords): string[] {
  const { page, eyes } = asked
  const { releasedAt, closedAt, resolution, stage } = page.ticket
  const say = (at: Temporal.Instant) => sayWhen(at, eyes.manner).text
  if (stage === 'released') return [...(releasedAt ? [over.liveSince(say(releasedAt))] : []), over.confirm]
  if (!closedAt) return []
  // What the title says already is not said again.
  const ended =
    resolution === 'resolved' || resolution === 'no_feedback' || resolution === 'answered' ? null : resolution
  return [
    ...(ended ? [`${eyes.words.resolution[ended]}.`] : []),
    releasedAt ? over.liveSince(say(releasedAt)) : over.closedOn(say(closedAt)),
    ...(resolution === 'no_feedback' && page.ticket.round > 0 ? [over.nothingReleased] : []),
    mayReopen(page.ticket, page.calendar, eyes.manner.now)
      ? over.reopenUntil(say(reopenUntil(closedAt, page.calendar)))
      : over.tooLate,
  ]
}

function releaseOf({ page: { ticket }, releasedBy, fix, eyes, documented, names }: Asked, words: TurnWords) {
  if (ticket.releasedAt === null && documented.length === 0) return null
  const agreed = ticket.approvals.findLast(({ kind, decision }) => kind === 'release' && decision === 'approved')
  const sent = ticket.approvals.some(({ hours }) => hours !== null)
  const { manner } = eyes
  const facts: (Fact | false)[] = [
    sent &&
      ticket.estimateHours !== null && {
        term: words.fact.hours,
        text: sayHours(ticket.estimateHours, eyes.words, manner.language),
      },
    ...(agreed?.decidedBy && agreed.decidedAt
      ? [
          {
            term: 'OK',
            text: `${names.get(agreed.decidedBy) ?? eyes.agency}, ${sayWhen(agreed.decidedAt, manner).text}`,
          },
        ]
      : []),
    ticket.releasedAt !== null && releasedBy !== null && { term: words.releasedBy, text: releasedBy },
    ...documented.map(({ id, title }) => ({ term: words.documented, text: title, href: `/docs/${id}` })),
  ]
  return {
    title: words.released,
    html: ticket.releasedAt !== null && fix ? renderMarkdown(fix.summary) : null,
    facts: facts.filter((fact) => fact !== false),
  }
}
