import type { TicketPage } from '../../../db/tickets/ticket-page.ts'
import { type Refusal, sentenceFor } from '../../../domain/refusal.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { Filled } from '../../form.server.ts'
import { type Manner, sayWhen } from '../../moment.server.ts'
import { turnWords } from '../../words/turn.server.ts'
import { deedOf } from './decided.server.ts'

type Refused = {
  refusal: Refusal
  form: Filled
  page: TicketPage
  actor: Contact
  names: Map<string, string>
  manner: Manner
}

/** Why an answer came too late, with who was first and where the ticket stands: one sentence above the page as it is now. */
export function sentenceOnPage({ refusal, form, page, actor, names, manner }: Refused): string {
  const { refused } = turnWords(manner.language)
  const { ticket } = page
  const { did } = turnWords(manner.language)
  switch (refusal.refused) {
    case 'already_decided': {
      const [approval, round] = [form.one('approval'), Number(form.one('round'))]
      const decided = ticket.approvals.find(
        ({ id, kind, version }) => id === approval || (kind === 'release' && version === round),
      )
      if (!decided?.decidedAt) break
      const when = sayWhen(decided.decidedAt, manner).text
      const deed = did[deedOf(decided)]
      const name = names.get(decided.decidedBy ?? '')
      if (decided.decidedBy === actor.id || !name) return refused.decidedYou(deed, when)
      return refused.decided(name, deed, when)
    }
    case 'superseded':
      return ticket.stage === 'staging_review' ? refused.newerFix(ticket.round) : refused.newerOffer
    case 'not_possible_now':
      return form.one('action') === 'answer' ? refused.answered : refused.moved
    default:
      break
  }
  return sentenceFor(refusal.refused, manner.language)
}
