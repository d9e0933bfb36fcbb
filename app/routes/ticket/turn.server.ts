import type { ShownMessage } from '../../../db/shown-thread.ts'
import type { TicketPage } from '../../../db/ticket-page.ts'
import type { Purpose } from '../../../domain/decision.ts'
import { mayDecide } from '../../../domain/permission.ts'
import { reopenUntil, silenceClosesAt } from '../../../domain/sla.ts'
import type { Contact } from '../../../domain/ticket.ts'
import { faceOf } from '../../face.server.ts'
import { renderMessage } from '../../message-html.server.ts'
import { sayWhen } from '../../moment.server.ts'
import { sayMoney } from '../../money.server.ts'
import { sayHours } from '../../stage-line.server.ts'
import { type Eyes, roleOf } from './entries.server.ts'
import type { Said, Turn } from './turn-card.tsx'

type Asked = {
  page: TicketPage
  actor: Contact
  eyes: Eyes
  /** How to try the fix that waits for a test. */
  fix: { steps: string[]; url: string } | null
  /** Names of those at the company who may decide. */
  deciders: string[]
}

/** The one thing that waits for this contact; null when it is our turn. */
export function turnOf(asked: Asked): Turn | null {
  const { page, eyes } = asked
  switch (page.ticket.stage) {
    case 'needs_info': {
      const said = lastSaid('question', page, eyes)
      return said && { kind: 'question', said, until: silence(asked) }
    }
    case 'approval':
      return estimate(asked)
    case 'staging_review':
      return fix(asked)
    case 'closed':
      return reopening(asked)
    default:
      return null
  }
}

function estimate({ page, actor, eyes, deciders }: Asked): Turn | null {
  const { approval, company } = page
  const said = approval && lastSaid(approval.kind === 'proceed' ? 'proceed' : 'estimate', page, eyes)
  if (!approval || !said) return null
  const { words, manner } = eyes
  const { hours, price } = approval
  return {
    kind: 'estimate',
    said,
    approval: approval.id,
    hours: hours === null ? null : sayHours(hours, words, manner.language),
    cost: costOf(),
    until: sayWhen(approval.validUntil, manner),
    mayDecide: mayDecide(actor, page.ticket),
    deciders: deciders.join(', ') || words.somebody,
  }

  function costOf() {
    if (approval?.kind === 'budget') return words.cost.plan
    return price ? words.cost.price(sayMoney(price, company.currency, manner)) : words.cost.none
  }
}

function fix({ page, actor, eyes, fix: offered, deciders, ...asked }: Asked): Turn | null {
  const message = page.messages.findLast(({ purpose }) => purpose === 'staging')
  if (!message) return null
  return {
    kind: 'fix',
    said: sayIt(message, page, eyes),
    round: page.ticket.round,
    shots: message.files
      .filter(({ type }) => type.startsWith('image/'))
      .map(({ id, name }) => ({ src: `/files/${id}`, alt: name, side: 'after', where: name })),
    steps: offered?.steps ?? [],
    stagingUrl: offered?.url ?? page.app?.stagingUrl ?? null,
    until: silence({ page, actor, eyes, fix: offered, deciders, ...asked }),
    mayDecide: mayDecide(actor, page.ticket),
    deciders: deciders.join(', ') || eyes.words.somebody,
  }
}

function reopening({ page, eyes: { manner } }: Asked): Turn | null {
  const { ticket, calendar } = page
  if (ticket.closedAt === null || ticket.mergedIntoId !== null) return null
  const until = reopenUntil(ticket.closedAt, calendar)
  if (Temporal.Instant.compare(manner.now, until) > 0) return null
  return {
    kind: 'reopen',
    why: ticket.resolution === 'no_feedback' ? 'silent' : 'done',
    closedAt: sayWhen(ticket.closedAt, manner),
    until: sayWhen(until, manner),
  }
}

/** When silence closes the ticket; null while our words have not reached anybody, and on hold. */
function silence({ page: { ticket, calendar }, eyes: { manner } }: Asked) {
  const closesAt = ticket.silence && silenceClosesAt(ticket.silence, calendar)
  return closesAt && !ticket.onHold ? sayWhen(closesAt, manner) : null
}

function lastSaid(purpose: Purpose, page: TicketPage, eyes: Eyes): Said | null {
  const message = page.messages.findLast((one) => one.purpose === purpose)
  return message ? sayIt(message, page, eyes) : null
}

function sayIt(message: ShownMessage, page: TicketPage, eyes: Eyes): Said {
  const { author } = message
  const face = faceOf({ id: author.id, name: author.name || eyes.agency })
  return { face, role: roleOf(author, page, eyes), html: renderMessage(message) }
}
