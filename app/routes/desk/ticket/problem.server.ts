import type { Ticket } from '../../../../domain/ticket.ts'
import type { Fact } from '../../../components/fact-list.tsx'
import { type Manner, sayDate } from '../../../moment.server.ts'
import { problemWords } from '../../../words/problem.server.ts'
import { wordsFor } from '../../../words/words.ts'

/** What operations and QA found out about a level 2 problem, for everybody who works on it (R137, R138, R142). */
export function showProblem(ticket: Ticket, manner: Manner): Fact[] {
  const words = problemWords(manner.language)
  const { yesNo } = wordsFor(manner.language)
  const answer = (given: boolean | null) => (given === null ? null : yesNo[given ? 'yes' : 'no'])
  const { targetUrl, clientTargetDate, deEscalationReason } = ticket
  const facts: [string, string | null][] = [
    [words.wished, clientTargetDate && sayDate(clientTargetDate, manner)],
    [words.steps, ticket.steps],
    [words.criteria, ticket.acceptanceCriteria],
    [words.reproduced, answer(ticket.opsCanReproduce)],
    [words.others, answer(ticket.affectsOthers)],
    [words.workaround, ticket.workaround],
    [words.sentBack, deEscalationReason && words.because[deEscalationReason]],
  ]
  return [
    ...(targetUrl ? [{ term: words.url, text: targetUrl, href: targetUrl }] : []),
    ...facts.flatMap(([term, text]) => (text ? [{ term, text }] : [])),
  ]
}
