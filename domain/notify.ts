import type { Asked } from './asked.ts'
import type { Action } from './lifecycle.ts'
import { isAccountManagersQuote, priceOf } from './price.ts'
import type { Stage } from './stage.ts'
import { rowsAfter } from './testing.ts'
import type { Actor } from './ticket.ts'

/** Every letter the house writes. Each has one file in mail/letters/. */
export const letters = [
  'acknowledgement',
  'working_on_it',
  'question',
  'reply',
  'resolution',
  'proceed',
  'estimate',
  'staging',
  'receipt',
  'lapsed',
  'withdrawn',
  'planned',
  'new_date',
  'live',
  'back_in_work',
  'invoice',
  'paid',
  'notice',
  'assigned_to_you',
  'your_turn',
  'slot_free',
  'reminder',
  'closed_silent',
  'closed',
  'reopened',
  'alarm',
  'digest',
  'invitation',
  'mail_held',
  'mail_commands',
  'sign_in',
  'test',
] as const
export type Letter = (typeof letters)[number]

/** Which letters a person wants besides those that say that it is their turn; those always come. */
export const letterWishes = ['every_step', 'only_my_turn', 'daily_digest'] as const
export type LetterWish = (typeof letterWishes)[number]

/** Letters that may wait for the digest, or be left out, where a person wishes so: they tell a step and ask nothing. */
export const mayWait: readonly Letter[] = [
  'working_on_it',
  'planned',
  'new_date',
  'live',
  'back_in_work',
  'withdrawn',
  'paid',
  'reopened',
  'notice',
]

/**
 * Letters that only tell something, and which a digest may tell as well when too many come at once (O14). What asks for an
 * answer, what starts a silence or ends it, and people's own words are none of them.
 */
export const tells: readonly Letter[] = [...mayWait, 'assigned_to_you', 'your_turn', 'slot_free', 'closed']

/** So many letters in an hour are sent to one person; what only tells something is gathered beyond that. */
export const mostAnHour = 100

/** How long what a storm gathered waits: who wishes a digest gets it with that. */
export const stormWaits = { hours: 1 }

/** How long a letter about a date waits for a better one (R148). */
export const dateLetterWaits = { minutes: 10 }

/** What becomes of a letter by the wish of its reader. What asks something of them always comes at once. */
export function asWished(letter: Letter, to: Audience, wish: LetterWish): 'queued' | 'gathered' | 'unwanted' {
  // What the customer says is the PM's turn, whatever the letter is called.
  const waits = mayWait.includes(letter) && to !== 'pm'
  if (!waits || wish === 'every_step') return 'queued'
  return wish === 'daily_digest' ? 'gathered' : 'unwanted'
}

/**
 * Those a letter goes to, by their part in the ticket. `watchers` are requester and participants, `decider` whoever
 * decided or for whom it was written down; `silent_deciders` are those who may decide what is asked but take no part in
 * the ticket, where nobody who does may: somebody who can decide has to learn of it; `new_pm` and `new_developer` hear
 * only when they have just become it.
 */
export type Audience =
  | 'watchers'
  | 'decider'
  | 'silent_deciders'
  | 'pm'
  | 'new_pm'
  | 'developer'
  | 'new_developer'
  | 'support_lead'
  | 'qa'
  | 'triage'
  | 'account_manager'
  | 'accounts'
  | 'budget_controller'
  | 'duty'

/** A letter promised with its cause; who that is, is known by the time it is written down. */
export type Promised = { letter: Letter; to: Audience }

/** What is told besides the actions: words in a thread, the calendar, the silence. */
export type Occasion = 'open' | 'message_of_contact' | 'message_of_staff' | 'remind' | 'alarm'

/** Letters that depend on the ticket: all that may go out, and which of them do. */
type Telling<A extends Action> = {
  may: readonly Promised[]
  which: (asked: Asked<A>, to: Stage) => readonly Promised[]
}

const tell = (letter: Letter, ...to: Audience[]): Promised[] => to.map((audience) => ({ letter, to: audience }))
/** Planned now: the lead makes the scope clear, the developer knows what comes (R022, R024). */
const inLine = [...tell('your_turn', 'support_lead'), ...tell('assigned_to_you', 'new_developer')]
const receipt = tell('receipt', 'watchers', 'decider')

const occasions: Record<Occasion, readonly Promised[]> = {
  open: tell('acknowledgement', 'watchers'),
  message_of_staff: tell('reply', 'watchers'),
  message_of_contact: tell('notice', 'pm', 'watchers'),
  remind: tell('reminder', 'watchers', 'silent_deciders'),
  alarm: tell('alarm', 'duty'),
}

/** Who is told what when something was done (spec §5, the column "what the customer gets", and whose turn it is then). */
const told: { [A in Action]?: readonly Promised[] | Telling<A> } = {
  categorise: { may: tell('reply', 'watchers'), which: ({ body }) => (body.reason ? tell('reply', 'watchers') : []) },
  // R012: "we are working on it" goes out once, when the ticket leaves `new`; later changes tell the new owner only.
  take: [...tell('working_on_it', 'watchers'), ...tell('assigned_to_you', 'new_pm')],
  assign: {
    may: [...tell('working_on_it', 'watchers'), ...tell('assigned_to_you', 'new_pm', 'new_developer')],
    which: ({ ticket }) => [
      ...(ticket.stage === 'new' ? tell('working_on_it', 'watchers') : []),
      ...tell('assigned_to_you', 'new_pm', 'new_developer'),
    ],
  },
  ask_customer: tell('question', 'watchers'),
  answer: tell('notice', 'pm', 'watchers'),
  resolve: tell('resolution', 'watchers'),
  ask_proceed: tell('proceed', 'watchers', 'silent_deciders'),
  // R158: each stage of level 2 is handed to whose it is.
  escalate: {
    may: [...tell('working_on_it', 'watchers'), ...tell('assigned_to_you', 'new_pm'), ...tell('your_turn', 'triage')],
    which: ({ ticket }) => [
      ...(ticket.stage === 'new' ? tell('working_on_it', 'watchers') : []),
      ...tell('assigned_to_you', 'new_pm'),
      ...tell('your_turn', 'triage'),
    ],
  },
  return_to_support: tell('your_turn', 'pm'),
  validate: tell('your_turn', 'qa'),
  replicate: tell('your_turn', 'pm'),
  de_escalate: tell('your_turn', 'triage'),
  confirm_scope: tell('your_turn', 'support_lead'),
  estimate: {
    may: tell('your_turn', 'pm', 'account_manager'),
    which: ({ ticket, body }) => {
      const price = priceOf({ ...ticket, estimateHours: body.hours }, undefined)
      return tell('your_turn', isAccountManagersQuote(ticket, price) ? 'account_manager' : 'pm')
    },
  },
  send_estimate: tell('estimate', 'watchers', 'silent_deciders'),
  plan: {
    may: [...tell('planned', 'watchers'), ...inLine, ...tell('your_turn', 'accounts')],
    which: (_, to) => (to === 'planned' ? [...tell('planned', 'watchers'), ...inLine] : tell('your_turn', 'accounts')),
  },
  withdraw: tell('withdrawn', 'watchers'),
  ask_about: tell('notice', 'pm'),
  approve: {
    may: [...receipt, ...tell('your_turn', 'pm'), ...inLine, ...tell('your_turn', 'accounts', 'budget_controller')],
    // R111: hours that come from the plan are checked against it before the work begins.
    which: ({ ticket }, to) => [
      ...receipt,
      ...tell('your_turn', 'pm'),
      ...(to === 'planned' ? inLine : []),
      ...(to === 'planned' && ticket.funding === 'budget' ? tell('your_turn', 'budget_controller') : []),
      ...(to === 'invoicing' ? tell('your_turn', 'accounts') : []),
    ],
  },
  decline: [...receipt, ...tell('your_turn', 'pm')],
  lapse: tell('lapsed', 'watchers', 'pm'),
  check_budget: tell('your_turn', 'pm'),
  raise_invoice: tell('invoice', 'watchers'),
  record_payment: {
    may: [...tell('paid', 'watchers', 'pm'), ...inLine],
    which: ({ ticket }, to) =>
      ticket.stage === 'awaiting_payment' && to === 'planned' ? [...tell('paid', 'watchers', 'pm'), ...inLine] : [],
  },
  work_before_payment: inLine,
  change_funding: {
    may: tell('your_turn', 'pm', 'budget_controller'),
    which: ({ ticket, body }, to) => {
      // What has to be agreed anew is the PM's, who may not be who changed it; what now comes from the plan is checked.
      if (ticket.stage === 'planned' && to === 'estimating') return tell('your_turn', 'pm')
      const checked = ticket.stage === 'planned' && body.funding === 'budget' && ticket.funding !== 'budget'
      return checked ? tell('your_turn', 'budget_controller') : []
    },
  },
  set_due_date: {
    may: tell('new_date', 'watchers'),
    // R148: a date that moves before anybody was told of one is no news.
    which: ({ ticket, body, known }) =>
      ticket.dueDate === null || ticket.dueDate === body.date || (ticket.stage === 'estimating' && !known.dateTold)
        ? []
        : tell('new_date', 'watchers'),
  },
  clear_scope: tell('your_turn', 'developer'),
  start: {
    may: tell('new_date', 'watchers'),
    which: ({ ticket }) => (ticket.level2 && ticket.stage === 'planned' ? tell('new_date', 'watchers') : []),
  },
  // Whoever works on it lays it down; the lead gives the hours anew.
  revise: {
    may: [...tell('withdrawn', 'watchers'), ...tell('your_turn', 'support_lead', 'developer')],
    which: ({ ticket }) => [
      ...tell('withdrawn', 'watchers'),
      ...tell('your_turn', 'support_lead'),
      ...(ticket.stage === 'in_development' ? tell('your_turn', 'developer') : []),
    ],
  },
  finish: tell('your_turn', 'pm'),
  tick: {
    may: tell('your_turn', 'pm', 'support_lead', 'qa'),
    which: ({ ticket, body }) => {
      const rows = rowsAfter(ticket.rows, body.row, 'passed')
      const open = rows.filter(({ result }) => result !== 'passed')
      if (open.length === 0) return tell('your_turn', 'pm')
      const ticked = rows.find(({ id }) => id === body.row)
      const next = open[0]
      if (ticked?.kind === next?.kind) return []
      return next?.kind === 'workflow' ? tell('your_turn', 'support_lead') : tell('your_turn', 'qa')
    },
  },
  fail_test: tell('your_turn', 'developer', 'pm'),
  offer_fix: tell('staging', 'watchers', 'silent_deciders'),
  approve_release: [...receipt, ...tell('your_turn', 'pm')],
  request_changes: [...receipt, ...tell('your_turn', 'pm', 'developer')],
  undo: [...receipt, ...tell('notice', 'pm')],
  close_silent: [...tell('closed_silent', 'watchers'), ...tell('notice', 'pm')],
  move_to_production: tell('your_turn', 'support_lead'),
  // R038: the customer hears of it once it is live; R043: the lead's word to the PM that the ticket can be closed.
  // R122: and to the account manager where the quote was theirs.
  release: {
    may: [...tell('live', 'watchers'), ...tell('your_turn', 'pm', 'account_manager')],
    which: ({ ticket }) => [
      ...tell('live', 'watchers'),
      ...tell('your_turn', 'pm'),
      ...(isAccountManagersQuote(ticket, priceOf(ticket, ticket.price ?? undefined))
        ? tell('your_turn', 'account_manager')
        : []),
    ],
  },
  return_to_development: {
    may: [...tell('back_in_work', 'watchers'), ...tell('your_turn', 'developer')],
    which: ({ ticket }) => [
      ...(ticket.stage === 'released' ? tell('back_in_work', 'watchers') : []),
      ...tell('your_turn', 'developer'),
    ],
  },
  close: tell('closed', 'watchers'),
  close_unresolved: tell('closed', 'watchers'),
  cancel: [...tell('closed', 'watchers'), ...tell('notice', 'pm')],
  merge: tell('closed', 'watchers'),
  mark_duplicate: tell('closed', 'watchers'),
  reopen: [...tell('reopened', 'watchers'), ...tell('notice', 'pm')],
}

/**
 * Who is told what when an action was done, never the actor himself (that is dropped when recipients are known; a
 * receipt alone goes to whoever decided).
 */
export function lettersFor<A extends Action>(asked: Asked<A> & { action: A }, to: Stage): readonly Promised[] {
  const entry: readonly Promised[] | Telling<A> | undefined = told[asked.action]
  if (entry === undefined) return []
  return 'which' in entry ? entry.which(asked, to) : entry
}

/** Everything that may send a letter, and to whom it goes then: the table read the other way round. */
export function causesOf(letter: Letter): { cause: Action | Occasion; to: Audience[] }[] {
  const all = [...entriesOf(occasions), ...entriesOf(told)].map(([cause, entry]) => ({
    cause,
    to: ('which' in entry ? entry.may : entry).flatMap((promised) => (promised.letter === letter ? promised.to : [])),
  }))
  return all.filter(({ to }) => to.length > 0)
}

type Entry = readonly Promised[] | { may: readonly Promised[]; which: unknown }

function entriesOf<Cause extends string>(table: Partial<Record<Cause, Entry>>): [Cause, Entry][] {
  const causes: Cause[] = []
  for (const cause in table) causes.push(cause)
  return causes.flatMap((cause) => {
    const entry = table[cause]
    return entry ? [[cause, entry] satisfies [Cause, Entry]] : []
  })
}

/** Who is told what of something that is no action of the lifecycle. */
export function lettersOn(occasion: Occasion): readonly Promised[] {
  return occasions[occasion]
}

/** Whether an actor speaks for us, so that what they write reaches the customer as our word. */
export function isOurs(actor: Actor): boolean {
  return actor.kind === 'staff'
}
