import type { Bodies } from '../command.ts'
import type { Purpose } from '../decision.ts'

/** One public or internal word as an effect. */
export function say(visibility: 'public' | 'internal', purpose: Purpose, body: string, files: string[] = []) {
  return { effect: 'say', visibility, purpose, body, files } as const
}

/** The documentation answer as the ticket keeps it: `no_change`, or the page and revision it names (R048). */
export function documented(answer: Bodies['close']['documentation'] | undefined): string {
  if (answer === undefined || answer === 'no_change') return 'no_change'
  return `${answer.page}@${answer.revision}`
}
