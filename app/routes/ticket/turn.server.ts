import type { ShownOffer } from '../../../db/tickets/offers.ts'
import type { ShownMessage } from '../../../db/tickets/shown-thread.ts'
import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import type { Purpose } from '../../../domain/decision.ts'
import { mayDecide } from '../../../domain/permission.ts'
import { silenceClosesAt } from '../../../domain/sla.ts'
import { type Approval, lastDecided } from '../../../domain/ticket.ts'
import type { Fact } from '../../components/fact-list.tsx'
import { faceOf } from '../../face.server.ts'
import { renderMarkdown } from '../../markdown.server.ts'
import { renderWords } from '../../message-html.server.ts'
import { sayMonth, sayWhen } from '../../moment.server.ts'
import { sayMoney } from '../../money.server.ts'
import { sayHours } from '../../stage-line.server.ts'
import { type TurnWords, turnWords } from '../../words/turn.server.ts'
import type { Asked } from './asked.server.ts'
import { type Eyes, roleOf } from './entries.server.ts'
import { overOf } from './over.server.ts'
import type { Others, Said, Screenshot, Turn } from './turn.tsx'

/** The one thing that waits for this contact, or how it ended; null when it is our turn. */
export function turnOf(asked: Asked): Turn | null {
  switch (asked.page.ticket.stage) {
    case 'needs_info': {
      const said = lastSaid('question', asked)
      return said && { kind: 'question', said, ...silence(asked) }
    }
    case 'approval':
      return estimate(asked)
    case 'staging_review':
      return fix(asked)
    case 'awaiting_payment':
      return payment(asked)
    case 'released':
    case 'closed':
      return overOf(asked)
    default:
      return null
  }
}

function estimate(asked: Asked): Turn | null {
  const { page, eyes } = asked
  const { approval } = page
  const said = approval && lastSaid(approval.kind === 'proceed' ? 'proceed' : 'estimate', asked)
  if (!approval || !said) return null
  const hours = approval.hours === null ? null : sayHours(approval.hours, eyes.words, eyes.manner.language)
  return {
    kind: 'estimate',
    said,
    approval: approval.id,
    hours,
    facts: factsOf(approval, page, eyes),
    until: sayWhen(approval.validUntil, eyes.manner),
    others: othersOf(asked, ({ waits }) => (hours === null ? waits.proceed : waits.estimate(hours))),
  }
}

/** Which invoice waits, in what it is for: the sum and the way to pay stand on the invoice itself. */
function payment({ page, eyes }: Asked): Turn | null {
  const agreed = lastDecided(page.ticket)
  const words = turnWords(eyes.manner.language)
  const facts = agreed ? factsOf(agreed, page, eyes).filter(({ term }) => term !== words.fact.until) : []
  return { kind: 'payment', ...words.payment, facts }
}

/** For a reader who may not decide: who may, and a letter to them; null for who may. */
function othersOf({ page, actor, eyes, deciders, url }: Asked, titleIn: (words: TurnWords) => string): Others | null {
  const { ticket } = page
  if (mayDecide(actor, ticket)) return null
  const words = turnWords(eyes.manner.language)
  const names = deciders.map(({ name }) => name).join(', ')
  const letter = new Map([
    ['subject', `#${ticket.number} ${ticket.title}`],
    ['body', `${words.nudgeBody}\n${url}`],
  ])
  const fields = [...letter].map(([field, text]) => `${field}=${encodeURIComponent(text)}`).join('&')
  return {
    title: titleIn(words),
    line: words.othersDecide(names || eyes.words.somebody, deciders.length),
    nudge:
      url && names
        ? { href: `mailto:${deciders.map(({ email }) => email).join(',')}?${fields}`, text: words.nudge(names) }
        : null,
  }
}

/** What it takes, what it costs and how long the offer stands; a question whether to go on commits to nothing yet. */
function factsOf({ kind, hours, price, validUntil, version }: Approval, page: TicketPage, eyes: Eyes): Fact[] {
  if (kind === 'proceed') return []
  const { manner } = eyes
  const words = turnWords(manner.language)
  return [
    ...(hours === null ? [] : [{ term: words.fact.hours, text: sayHours(hours, eyes.words, manner.language) }]),
    { term: words.fact.cost, text: costOf() },
    { term: words.fact.until, text: sayWhen(validUntil, manner).text },
    ...(version > 1 ? [{ term: words.fact.version, text: String(version) }] : []),
  ]

  function costOf() {
    const month = page.ticket.planPeriod
    if (kind === 'budget') return month ? words.cost.planOf(sayMonth(month, manner)) : words.cost.plan
    return price ? words.cost.price(sayMoney(price, page.company.currency, manner)) : words.cost.none
  }
}

function fix(asked: Asked): Turn | null {
  const { page, eyes, fix: offered } = asked
  if (!offered) return null
  const words = turnWords(eyes.manner.language)
  const author = { ...offered.by, email: null, kind: 'staff' as const }
  return {
    kind: 'fix',
    said: { face: faceOf(offered.by), role: roleOf(author, page, eyes), html: renderMarkdown(offered.summary) },
    round: offered.round,
    roundLine: offered.round > 1 ? words.round(offered.round) : null,
    shots: shotsOf(offered, asked),
    noPictures: offered.pictures.length === 0 ? offered.noPicturesReason : null,
    noPicturesHead: words.noPictures,
    steps: offered.steps.map((label, place) => ({ value: String(place), label })),
    stagingUrl: offered.url,
    ...silence(asked),
    others: othersOf(asked, ({ waits }) => waits.fix),
  }
}

function shotsOf({ pictures }: ShownOffer, { page, eyes }: Asked): Screenshot[] {
  const words = turnWords(eyes.manner.language)
  const where = { before: words.production, after: page.slot?.environment ?? words.staging }
  return pictures.map(({ file, name, shows }) => {
    const title = words.picture[shows ?? 'other']
    const href = `/tickets/${page.ticket.number}/pictures/${file}`
    const src = `/files/${file}?small`
    return { href, src, title, alt: words.pictureOf(title, name), where: shows ? where[shows] : name }
  })
}

/** When silence closes the ticket; in words where there is no date: on hold, or while our mail has reached nobody. */
function silence({ page: { ticket, calendar }, eyes: { manner } }: Asked) {
  const words = turnWords(manner.language)
  if (ticket.onHold) return { until: null, pace: words.onHold }
  const closesAt = ticket.silence && silenceClosesAt(ticket.silence, calendar)
  return { until: closesAt && sayWhen(closesAt, manner), pace: closesAt ? null : words.fromDelivery }
}

function lastSaid(purpose: Purpose, { page, eyes }: Asked): Said | null {
  const message = page.messages.findLast((one) => one.purpose === purpose)
  return message ? sayIt(message, page, eyes) : null
}

function sayIt(message: ShownMessage, page: TicketPage, eyes: Eyes): Said {
  const { author } = message
  const face = faceOf({ id: author.id, name: author.name || eyes.agency })
  return { face, role: roleOf(author, page, eyes), html: renderWords(message) }
}
