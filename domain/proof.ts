import type { Command } from './command.ts'
import type { Action } from './lifecycle.ts'
import { type Refusal, refuse } from './refusal.ts'
import { openApproval, type Ticket } from './ticket.ts'

/**
 * What an asking proves of whoever asks. P0 to P4 are the levels of mail and its links (mail §3); a session, the
 * token of the API and our own jobs prove as much as P4.
 */
export const proofs = ['session', 'token', 'P0', 'P1', 'P2', 'P3', 'P4', 'job'] as const
export type Proof = (typeof proofs)[number]

/** All that an ordinary mail of a participant may move. */
const onP2: readonly Action[] = ['answer', 'reopen']

/** What cannot be undone is never done by mail or its links alone. */
const beyondP3: readonly Action[] = ['move_to_production', 'release', 'close', 'merge', 'mark_duplicate', 'unmerge']

/**
 * What stands against an action on a proof as weak as this; null when it is strong enough. A customer's word by mail or
 * link commits hours; what costs money beyond the plan, a priced quote, is approved by who is signed in.
 */
export function objectionToProof(proof: Proof, ticket: Ticket, { action }: Command): Refusal | null {
  if (proof === 'P0' || proof === 'P1') return refuse('sign_in_needed')
  if (proof === 'P2') return onP2.includes(action) ? null : refuse('sign_in_needed')
  if (proof !== 'P3') return null
  const costs = action === 'approve' && needsSignIn(openApproval(ticket))
  return costs || beyondP3.includes(action) ? refuse('sign_in_needed') : null
}

/** Whether one of us has to be signed in for it: a mail alone never does what cannot be undone. */
export function needsConfirmation({ action }: Pick<Command, 'action'>): boolean {
  return beyondP3.includes(action)
}

/** Whether saying yes to this takes a signed-in session. */
export function needsSignIn(asked: { kind: string } | null): boolean {
  return asked?.kind === 'quote'
}
