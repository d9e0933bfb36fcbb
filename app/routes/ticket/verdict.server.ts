import { giveVerdict, type Verdict } from '../../../db/tickets/verdicts.ts'
import type { Refusal } from '../../../domain/refusal.ts'
import { verdictRefused } from '../../../domain/verdict.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { shortName } from '../../face.server.ts'
import { type Manner, sayWhen } from '../../moment.server.ts'
import { verdictWords } from '../../words/verdict.server.ts'
import type { Asked } from './asked.server.ts'
import type { Sent } from './sent.server.ts'
import type { Asking } from './turn.tsx'

/** Hands on what was said; the thread tells it where there is something to be heard: a no, or words. */
export async function judge(action: 'solved' | 'not_solved', sent: Sent): Promise<null | FieldError[] | Refusal> {
  const { house, form, words, manner } = sent
  const comment = form.one('comment').trim()
  if (comment.length > 100_000) return [{ field: 'comment', text: words.wrong.long }]
  const solved = action === 'solved'
  const { inThread } = verdictWords(manner.language)
  const told = [solved ? inThread.solved : inThread.unsolved, ...(comment ? [comment] : [])].join('\n\n')
  const body = solved && comment === '' ? null : told
  return giveVerdict(house, { ...sent, solved, body, sourceKey: form.sourceKey })
}

/** The one question about a closed ticket; null where it is not asked, or was answered. */
export function askVerdict({ page: { ticket, calendar, pm }, eyes: { manner }, verdict }: Asked): Asking | null {
  if (verdict || verdictRefused(ticket, calendar, manner.now)) return null
  const { ask, yes, no, comment } = verdictWords(manner.language)
  return {
    legend: ask,
    choices: [
      { value: 'solved', ...yes, needsReason: true },
      { value: 'not_solved', title: no.title, line: no.line(pm && shortName(pm.name)), needsReason: true },
    ],
    comment,
  }
}

/** Who answered it, and what. */
export function sayVerdict({ solved, by, at }: Verdict, reader: { id: string }, manner: Manner): string {
  const { said, you } = verdictWords(manner.language)
  const when = sayWhen(at, manner).text
  return said[solved ? 'solved' : 'unsolved'](by.id === reader.id ? you : by.name, when)
}
