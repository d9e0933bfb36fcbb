import type { Action } from './lifecycle.ts'
import type { Actor, Ticket } from './ticket.ts'

/** Every letter the house writes. Each has one file in mail/letters/. */
export const letters = [
  'acknowledgement',
  'working_on_it',
  'question',
  'reply',
  'resolution',
  'notice',
  'assigned_to_you',
  'reminder',
  'closed_silent',
  'closed',
  'reopened',
  'alarm',
  'sign_in',
] as const
export type Letter = (typeof letters)[number]

/** Those a letter goes to, by their part in the ticket. `watchers` are requester and participants. */
export type Audience = 'watchers' | 'pm' | 'new_pm' | 'developer' | 'duty'

/** A letter promised with its cause; who that is, is known by the time it is written down. */
export type Promised = { letter: Letter; to: Audience }

/** What is told besides the actions: words in a thread, the calendar, the silence. */
export type Occasion = Action | 'open' | 'message_of_contact' | 'message_of_staff' | 'remind' | 'alarm'

const told: { [O in Occasion]?: readonly Promised[] } = {
  open: [{ letter: 'acknowledgement', to: 'watchers' }],
  message_of_staff: [{ letter: 'reply', to: 'watchers' }],
  message_of_contact: [
    { letter: 'notice', to: 'pm' },
    { letter: 'notice', to: 'watchers' },
  ],
  answer: [
    { letter: 'notice', to: 'pm' },
    { letter: 'notice', to: 'watchers' },
  ],
  ask_about: [{ letter: 'notice', to: 'pm' }],
  ask_customer: [{ letter: 'question', to: 'watchers' }],
  resolve: [{ letter: 'resolution', to: 'watchers' }],
  remind: [{ letter: 'reminder', to: 'watchers' }],
  close_silent: [
    { letter: 'closed_silent', to: 'watchers' },
    { letter: 'notice', to: 'pm' },
  ],
  close: [{ letter: 'closed', to: 'watchers' }],
  close_unresolved: [{ letter: 'closed', to: 'watchers' }],
  cancel: [{ letter: 'closed', to: 'watchers' }],
  reopen: [
    { letter: 'reopened', to: 'watchers' },
    { letter: 'notice', to: 'pm' },
  ],
  alarm: [{ letter: 'alarm', to: 'duty' }],
}

const taken: readonly Promised[] = [
  { letter: 'working_on_it', to: 'watchers' },
  { letter: 'assigned_to_you', to: 'new_pm' },
]

/**
 * Who is told what when something happened, never the actor himself (that is dropped when recipients are known).
 * R012: "we are working on it" goes out once, when the ticket leaves `new`; later changes tell the new owner only.
 */
export function lettersFor(occasion: Occasion, ticket: Pick<Ticket, 'stage'>): readonly Promised[] {
  if (occasion === 'take' || occasion === 'assign')
    return ticket.stage === 'new' ? taken : [{ letter: 'assigned_to_you', to: 'new_pm' }]
  return told[occasion] ?? []
}

/** Whether an actor speaks for us, so that what they write reaches the customer as our word. */
export function isOurs(actor: Actor): boolean {
  return actor.kind === 'staff'
}
