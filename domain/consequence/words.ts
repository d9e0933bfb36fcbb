import type { Known } from '../asked.ts'
import type { Bodies } from '../command.ts'
import type { Purpose } from '../decision.ts'

/** One public or internal word as an effect. */
export function say(visibility: 'public' | 'internal', purpose: Purpose, body: string, files: string[] = []) {
  return { effect: 'say', visibility, purpose, body, files } as const
}

/** What stood beside a decision; nothing where nobody said anything. */
export function remarked({ comment, files }: { comment?: string | undefined; files?: string[] | undefined }) {
  return comment ? [say('public', 'reply', comment, files)] : []
}

/** The documentation answer as the ticket keeps it: `no_change`, or the page and revision it names (R048). */
export function documented(answer: Bodies['close']['documentation'] | undefined): string {
  if (answer === undefined || answer === 'no_change') return 'no_change'
  return `${answer.page}@${answer.revision}`
}

/** A decision on an approval; when one of us writes it down, it is that of the contact named (spec §5, `approve`). */
export function decided(
  approvalId: string,
  decision: 'approved' | 'declined',
  { comment, by, known }: { comment?: string | undefined; by?: string | undefined; known: Known },
) {
  const onBehalfOf = by === undefined ? null : (known.people.get(by)?.id ?? null)
  return { effect: 'decide_approval', approvalId, decision, comment: comment ?? null, onBehalfOf } as const
}
