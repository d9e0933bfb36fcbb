import type { AppLoadContext } from '@remix-run/node'
import { readCalendar } from '../../../db/agency/calendar-view.ts'
import { makeUrgent } from '../../../db/tickets/make-urgent.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import { addBusinessTime, type Span } from '../../../domain/calendar.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { assignWindow } from '../../../domain/sla.ts'
import { type Contact, impacts } from '../../../domain/ticket.ts'
import { soundsUrgent } from '../../../domain/urgent-words.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { type Manner, sayWhen } from '../../moment.server.ts'
import { newTicketWords } from '../../words/new-ticket.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import type { Sent } from './sent.server.ts'
import type { Urgency } from './urgent-offer.tsx'

/** Whether to ask, right after it was sent, that a ticket be filed as urgent; null when nothing suggests it (R004). */
export async function urgencyOf(
  page: TicketPage,
  contact: Contact,
  manner: Manner,
  { house }: AppLoadContext,
): Promise<Urgency | null> {
  const { ticket, messages } = page
  const isOwn = ticket.stage === 'new' && ticket.requesterId === contact.id
  if (!isOwn || ticket.category === 'urgent_issue') return null
  if (!soundsUrgent(`${ticket.title}. ${messages[0]?.text ?? ''}`)) return null
  const words = newTicketWords(manner.language)
  const { windows } = await readCalendar(house, contact, manner.now)
  const { impact } = wordsFor(manner.language)
  return {
    title: words.urgentTitle,
    line: words.urgentLine(saySpan(assignWindow('urgent_issue', windows), manner)),
    legend: words.urgentImpact,
    impacts: impacts.map((value) => ({ value, label: impact[value] })),
    make: words.makeUrgent,
    keep: { href: `/tickets/${ticket.number}`, text: words.keep },
  }
}

/** Files it as urgent; asks for what is affected where nothing is ticked. */
export async function becomeUrgent(sent: Sent): Promise<null | FieldError[] | Refusal> {
  const { house, form, words, manner } = sent
  const impact = impacts.filter((one) => form.all('impact').includes(one))
  if (impact.length === 0) return [{ field: 'impact', text: words.wrong.impact }]
  const said = wordsFor(manner.language).impact
  const body = newTicketWords(manner.language).urgentSaid(impact.map((one) => said[one]).join(', '))
  const { sourceKey } = form
  return makeUrgent(house, { ...sent, impact, body, sourceKey })
}

/** "It is urgent now. Somebody takes it by 15:20." */
export async function sayUrgent(contact: Contact, manner: Manner, { house }: AppLoadContext): Promise<string> {
  const { calendar, windows } = await readCalendar(house, contact, manner.now)
  const by = addBusinessTime(calendar, manner.now, assignWindow('urgent_issue', windows))
  return newTicketWords(manner.language).madeUrgent(sayWhen(by, manner).text)
}

function saySpan(span: Span, { language }: Manner): string {
  const { hours, days } = portalWords(language).span
  return 'hours' in span ? hours(span.hours) : days(span.days)
}
